// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.duckdb.collect.RowFlag;
import io.perenne.analytics.duckdb.collect.RowLayout;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The query that makes tickets of rows, as the rules and the columns at hand ask for it. */
final class TicketQueries {
  private final TransactionRelation transactions;
  private final TicketRules rules;
  private final boolean repeatedOrders;

  /**
   * Prepares queries.
   *
   * @param repeatedOrders whether the table {@code order_files} exists and is not empty
   */
  TicketQueries(TransactionRelation transactions, boolean repeatedOrders) {
    this.transactions = transactions;
    this.repeatedOrders = repeatedOrders;
    rules = transactions.rules();
  }

  /** Returns the given rows with what makes tickets of them. */
  String ticketRows(String rows) {
    return Sql.load(DuckDb.class, "ticket_rows")
        .with("superseded_code", RowCode.SUPERSEDED)
        .with("excluded_code", RowCode.EXCLUDED)
        .with("excluded", excluded("rows.product"))
        .with("margin", margin())
        .with("countable", countable())
        .with("refunded", refunded())
        .with("linked", linked())
        .with("ticket", ticket())
        .with("line", transactions.lines() ? "rows.line" : "NULL::BIGINT")
        .with("superseded", superseded())
        .with("latest_file", latestFile())
        .with("transactions", rows)
        .toString();
  }

  /**
   * Returns the arguments of {@code collect_row} for a row of {@link #ticketRows}.
   *
   * @param customerKey the key of its customer
   */
  String collected(String customerKey, RowLayout layout) {
    List<String> arguments = new ArrayList<>();
    arguments.add(customerKey);
    arguments.add("epoch_us(time)");
    arguments.add(units("amount"));
    arguments.add(marks(layout));
    if (layout.orders()) {
      arguments.add("(hash(ticket) >> 1)::BIGINT");
    }
    if (layout.margins()) {
      arguments.add(units("margin"));
    }
    if (layout.lines()) {
      arguments.add("coalesce(line, 0)");
    }
    return String.join(", ", arguments);
  }

  /** Most amounts fit a multiplication in 64 bits; the few others take the slow one. */
  private static String units(String money) {
    return "CASE WHEN %1$s BETWEEN -9999999999 AND 9999999999 THEN (%1$s * 10000)::BIGINT ELSE (%1$s::DECIMAL(38, 4) * 10000)::BIGINT END"
        .formatted(money);
  }

  private String marks(RowLayout layout) {
    List<String> marks = new ArrayList<>();
    marks.add("bad::BIGINT * " + RowMarks.BAD_UNIT);
    marks.add("(customer IS NULL)::BIGINT * " + RowMarks.ANONYMOUS);
    if (transactions.statuses()) {
      marks.add("(NOT countable)::BIGINT * " + RowFlag.NOT_COUNTABLE.bit());
      marks.add("refunded::BIGINT * " + RowFlag.REFUNDED.bit());
    }
    if (layout.orders()) {
      marks.add("linked::BIGINT * " + RowFlag.LINKED.bit());
      marks.add("(ticket IS NULL)::BIGINT * " + RowFlag.ALONE.bit());
    }
    return String.join(" + ", marks);
  }

  /** Returns the order that a row of {@code rows} is a line of, as an expression. */
  String ticket() {
    return transactions.orders()
        ? "CASE WHEN " + linked() + " THEN rows.refund_of ELSE rows.\"order\" END"
        : "NULL::VARCHAR";
  }

  /**
   * Returns the condition that a product is none; it is compared as it stands, but for its case.
   *
   * @param product an SQL expression
   */
  String excluded(String product) {
    return rules.excludedProducts().isEmpty()
        ? "false"
        : rules.excludedProducts().stream()
            .map(Sql::quote)
            .collect(Collectors.joining(", ", "coalesce(lower(" + product + ") IN (", "), false)"));
  }

  private String superseded() {
    return repeatedOrders ? "coalesce(rows.file < latest.file, false)" : "false";
  }

  private String latestFile() {
    return repeatedOrders
        ? "LEFT JOIN order_files AS latest ON rows.\"order\" = latest.\"order\""
        : "";
  }

  private String margin() {
    return rules.margins()
        ? "coalesce(margin, round(amount * " + rules.marginRate() + ", 4)::DECIMAL(18, 4))"
        : "NULL::DECIMAL(18, 4)";
  }

  /**
   * A refund counts whatever its status says: it reports that money went back. An amount that could
   * not be read is none, so that no mark of a row is unknown.
   */
  private String countable() {
    if (!transactions.statuses()) {
      return "true";
    }
    List<String> counting = new ArrayList<>(rules.countableStatuses());
    counting.addAll(rules.refundedStatuses());
    return "(status IS NULL OR coalesce(amount < 0, false)" + orIn(counting) + ")";
  }

  private String refunded() {
    return transactions.statuses()
        ? "(status IS NOT NULL AND (false" + orIn(rules.refundedStatuses()) + "))"
        : "false";
  }

  private static String orIn(List<String> statuses) {
    return statuses.isEmpty()
        ? ""
        : statuses.stream()
            .map(Sql::quote)
            .collect(Collectors.joining(", ", " OR status IN (", ")"));
  }

  /** Returns the condition that a row of {@code rows} is a refund of the order it names. */
  String linked() {
    boolean restate = rules.refunds() == RefundPolicy.RESTATE_ORIGINAL;
    return restate && transactions.linkedRefunds()
        ? "(rows.refund_of IS NOT NULL AND coalesce(rows.amount < 0, false))"
        : "false";
  }
}
