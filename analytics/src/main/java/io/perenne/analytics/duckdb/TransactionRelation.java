// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.analytics.pipeline.TicketRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rows of described files as queries, and which rows count.
 *
 * @param sql a query that yields {@code file, customer, time, amount, "order", status, currency,
 *     margin, refund_of, line, bad}, one row per input row
 * @param rawSql the same rows, read faster, with the text of customer as it stands in the file;
 *     equal to {@code sql} if there is no such query
 * @param idNeedsCare an SQL condition on a raw {@code customer}: whether it is not the id it stands
 *     for, so that {@code sql} must be read instead
 * @param rules which rows count
 * @param exchange how other currencies are converted; absent, there is no currency column
 * @param orders whether rows have order ids
 * @param statuses whether rows have a status
 * @param linkedRefunds whether refunds name the order they belong to
 * @param amountsOfOrders whether each row of an order has the amount of the whole order
 * @param lines whether rows have a product and a quantity
 * @param files how many files there are
 * @param estimatedRows about how many rows there are
 */
record TransactionRelation(
    String sql,
    String rawSql,
    String idNeedsCare,
    TicketRules rules,
    Optional<Conversion> exchange,
    boolean orders,
    boolean statuses,
    boolean linkedRefunds,
    boolean amountsOfOrders,
    boolean lines,
    int files,
    long estimatedRows) {

  /** Bytes of one row of a text file, at least; so that memory is never underestimated by much. */
  private static final long BYTES_PER_TEXT_ROW = 28;

  /** How much a compressed text file grows, at most. */
  private static final long TEXT_COMPRESSION = 8;

  /** Bytes of one row of a columnar file, at least. */
  private static final long BYTES_PER_COLUMNAR_ROW = 8;

  /**
   * How money in other currencies is converted.
   *
   * @param currency the ISO code of the reporting currency
   * @param ratesSql a query that yields {@code date, currency, rate}: the value of one unit in the
   *     reporting currency; absent, there are no rates
   */
  record Conversion(String currency, Optional<String> ratesSql) {}

  /**
   * Writes the queries for files as they are described.
   *
   * @param exchange how to convert money, should there be a currency column
   */
  static TransactionRelation of(
      TransactionFiles files, TicketRules rules, Optional<Conversion> exchange) {
    TransactionQuery query = query(files, rules);
    List<InputFile> inputs = files.describe();
    return new TransactionRelation(
        query.sql(),
        query.rawSql(),
        query.idNeedsCare("customer"),
        rules,
        files.has("currency") ? exchange : Optional.empty(),
        files.has("order"),
        files.hasStatuses(),
        files.has("refund-of"),
        files.amountsOfOrders(),
        files.has("product") && files.has("quantity"),
        inputs.size(),
        inputs.stream().mapToLong(TransactionRelation::estimatedRows).sum());
  }

  /** Returns the queries for files under rules. */
  static TransactionQuery query(TransactionFiles files, TicketRules rules) {
    List<String> counting = new ArrayList<>(rules.countableStatuses());
    counting.addAll(rules.refundedStatuses());
    return TransactionQuery.of(files)
        .counting(counting)
        .anonymous(rules.anonymousIds())
        .until(rules.lastPossible());
  }

  /** Returns this relation with its rows, raw or not, passed through a query. */
  TransactionRelation through(UnaryOperator<String> query) {
    return new TransactionRelation(
        query.apply(sql),
        query.apply(rawSql),
        idNeedsCare,
        rules,
        exchange,
        orders,
        statuses,
        linkedRefunds,
        amountsOfOrders,
        lines,
        files,
        estimatedRows);
  }

  /** Returns this relation read faster, with ids that may need care. */
  TransactionRelation raw() {
    return new TransactionRelation(
        rawSql,
        rawSql,
        idNeedsCare,
        rules,
        exchange,
        orders,
        statuses,
        linkedRefunds,
        amountsOfOrders,
        lines,
        files,
        estimatedRows);
  }

  /** Returns this relation read so that no id needs care. */
  TransactionRelation careful() {
    return new TransactionRelation(
        sql,
        sql,
        "false",
        rules,
        exchange,
        orders,
        statuses,
        linkedRefunds,
        amountsOfOrders,
        lines,
        files,
        estimatedRows);
  }

  /** Returns this relation with all money in the reporting currency, as a query makes it. */
  TransactionRelation exchanged(UnaryOperator<String> query) {
    TransactionRelation converted = through(query);
    return new TransactionRelation(
        converted.sql,
        converted.rawSql,
        idNeedsCare,
        rules,
        Optional.empty(),
        orders,
        statuses,
        linkedRefunds,
        amountsOfOrders,
        lines,
        files,
        estimatedRows);
  }

  private static long estimatedRows(InputFile file) {
    if (file.format() == FileFormat.PARQUET) {
      return file.tableBytes() / BYTES_PER_COLUMNAR_ROW;
    }
    String name = file.path().toString().toLowerCase(Locale.ROOT);
    boolean compressed = name.endsWith(".gz") || name.endsWith(".zst");
    return file.tableBytes() * (compressed ? TEXT_COMPRESSION : 1) / BYTES_PER_TEXT_ROW;
  }
}
