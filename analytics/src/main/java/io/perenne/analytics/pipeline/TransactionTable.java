// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.TransactionSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Transactions ready to be summarized: nothing has been read in full yet.
 *
 * @param sql a query that yields {@code file, customer, time, amount, "order", status, currency,
 *     margin, refund_of, bad}, one row per input row
 * @param rawSql the same rows, read faster, with the text of customer as it stands in the file;
 *     equal to {@code sql} if there is no such query
 * @param idNeedsCare an SQL condition on a raw {@code customer}: whether it is not the id it stands
 *     for, so that {@code sql} must be read instead
 * @param rules which rows count
 * @param exchange how other currencies are converted; absent, there is no currency column
 * @param orders whether rows have order ids
 * @param statuses whether rows have a status
 * @param linkedRefunds whether refunds name the order they belong to
 * @param files how many files there are
 * @param estimatedRows about how many rows there are
 */
public record TransactionTable(
    String sql,
    String rawSql,
    String idNeedsCare,
    TicketRules rules,
    Optional<Exchange> exchange,
    boolean orders,
    boolean statuses,
    boolean linkedRefunds,
    int files,
    long estimatedRows) {
  /** Bytes of one row of a text file, at least; so that memory is never underestimated by much. */
  private static final long BYTES_PER_TEXT_ROW = 28;

  /** How much a compressed text file grows, at most. */
  private static final long TEXT_COMPRESSION = 8;

  /** Bytes of one row of a columnar file, at least. */
  private static final long BYTES_PER_COLUMNAR_ROW = 8;

  /**
   * Describes a source to an engine.
   *
   * @param exchange how to convert money, should there be a currency column; absent, money is taken
   *     as it stands
   */
  public static TransactionTable of(
      TransactionSource source, TicketRules rules, Optional<Exchange> exchange) {
    List<InputFile> files = source.files();
    return new TransactionTable(
        source.relationSql(),
        source.rawRelationSql(),
        source.idNeedsCare("customer"),
        rules,
        source.hasCurrency() ? exchange : Optional.empty(),
        source.hasOrder(),
        source.hasStatus(),
        source.hasRefundOf(),
        files.size(),
        files.stream().mapToLong(TransactionTable::estimatedRows).sum());
  }

  /** Returns this table with its rows, raw or not, passed through a query. */
  public TransactionTable through(UnaryOperator<String> query) {
    return new TransactionTable(
        query.apply(sql),
        query.apply(rawSql),
        idNeedsCare,
        rules,
        exchange,
        orders,
        statuses,
        linkedRefunds,
        files,
        estimatedRows);
  }

  /** Returns this table read faster, with ids that may need care. */
  public TransactionTable raw() {
    return new TransactionTable(
        rawSql,
        rawSql,
        idNeedsCare,
        rules,
        exchange,
        orders,
        statuses,
        linkedRefunds,
        files,
        estimatedRows);
  }

  /** Returns this table read so that no id needs care. */
  public TransactionTable careful() {
    return new TransactionTable(
        sql, sql, "false", rules, exchange, orders, statuses, linkedRefunds, files, estimatedRows);
  }

  /** Returns this table with all money in the reporting currency, as a query makes it. */
  public TransactionTable exchanged(UnaryOperator<String> query) {
    TransactionTable converted = through(query);
    return new TransactionTable(
        converted.sql,
        converted.rawSql,
        idNeedsCare,
        rules,
        Optional.empty(),
        orders,
        statuses,
        linkedRefunds,
        files,
        estimatedRows);
  }

  private static long estimatedRows(InputFile file) {
    if (file.format() == FileFormat.PARQUET) {
      return file.bytes() / BYTES_PER_COLUMNAR_ROW;
    }
    String name = file.path().toString().toLowerCase(Locale.ROOT);
    boolean compressed = name.endsWith(".gz") || name.endsWith(".zst");
    return file.bytes() * (compressed ? TEXT_COMPRESSION : 1) / BYTES_PER_TEXT_ROW;
  }
}
