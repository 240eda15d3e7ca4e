// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import java.time.LocalDate;
import java.util.stream.Collectors;

/** The query that makes tickets of rows, as the rules and the columns at hand ask for it. */
final class TicketQueries {
  private final TransactionTable transactions;
  private final TicketRules rules;
  private final boolean repeatedOrders;
  private final String cutoff;

  /**
   * Prepares queries.
   *
   * @param repeatedOrders whether the table {@code order_files} exists and is not empty
   */
  TicketQueries(TransactionTable transactions, LocalDate referenceDate, boolean repeatedOrders) {
    this.transactions = transactions;
    this.repeatedOrders = repeatedOrders;
    rules = transactions.rules();
    cutoff = "TIMESTAMP '" + referenceDate.plusDays(1) + " 00:00:00'";
  }

  /** Returns tickets made of the given rows. */
  String tickets(String rows) {
    return transactions.orders() ? ticketsByOrder(rows) : ticketsByRow(rows);
  }

  /** Returns one row per customer made of the given rows. */
  String customerTickets(String rows) {
    String code =
        "chr((time::DATE - DATE '1970-01-01')::INTEGER + "
            + TicketCode.DAY_TO_CODE
            + ") || amount::DECIMAL(22, 4)::VARCHAR";
    String ticket = rules.margins() ? code + " || ':' || margin::DECIMAL(22, 4)::VARCHAR" : code;
    return Sql.load("customer_tickets")
        .with("cutoff", cutoff)
        .with("ticket", ticket)
        .with("tickets", tickets(rows))
        .toString();
  }

  private String ticketsByRow(String rows) {
    return Sql.load("tickets_by_row")
        .with("margin", margin())
        .with("countable", countable())
        .with("transactions", rows)
        .toString();
  }

  private String ticketsByOrder(String rows) {
    String latest =
        repeatedOrders
            ? "LEFT JOIN order_files AS latest ON rows.\"order\" = latest.\"order\""
            : "";
    return Sql.load("tickets_by_order")
        .with("superseded_code", RowCode.SUPERSEDED)
        .with("cutoff", cutoff)
        .with("margin", margin())
        .with("countable", countable())
        .with("linked", linked())
        .with("superseded", repeatedOrders ? "coalesce(rows.file < latest.file, false)" : "false")
        .with("latest_file", latest)
        .with("transactions", rows)
        .toString();
  }

  private String margin() {
    return rules.margins() ? "margin" : "NULL::DECIMAL(18, 4)";
  }

  /** A refund counts whatever its status says: it reports that money went back. */
  private String countable() {
    if (!transactions.statuses()) {
      return "true";
    }
    String statuses =
        rules.countableStatuses().stream().map(Sql::quote).collect(Collectors.joining(", "));
    return "(status IS NULL OR amount < 0 OR status IN (" + statuses + "))";
  }

  private String linked() {
    boolean restate = rules.refunds() == RefundPolicy.RESTATE_ORIGINAL;
    return restate && transactions.linkedRefunds()
        ? "(rows.refund_of IS NOT NULL AND rows.amount < 0)"
        : "false";
  }
}
