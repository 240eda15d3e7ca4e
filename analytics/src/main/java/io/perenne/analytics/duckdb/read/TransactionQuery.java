// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TransactionFile;
import io.perenne.analytics.ingest.source.TransactionFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rows of files of transactions as queries. They stream: nothing is sorted, numbered or kept.
 * The columns are
 *
 * <ul>
 *   <li>{@code file INTEGER}: index into the files
 *   <li>{@code customer VARCHAR}: trimmed, NULL if empty
 *   <li>{@code time TIMESTAMP}: local time of the tenant's zone, NULL if unreadable
 *   <li>{@code amount DECIMAL(18,4)}: of the row, quantity times price if the file has no amount,
 *       rounded half up; NULL if unreadable or too large
 *   <li>{@code "order" VARCHAR}, {@code status VARCHAR} in lower case, {@code currency VARCHAR} in
 *       upper case, {@code channel VARCHAR}, {@code product VARCHAR}: trimmed, NULL if empty or
 *       absent
 *   <li>{@code margin DECIMAL(18,4)}: of the row, amount minus cost if the file has only costs
 *   <li>{@code refund_of VARCHAR}: the order a refund belongs to
 *   <li>{@code line BIGINT}: a number that stands for the product and the quantity without sign;
 *       NULL if one is absent or unreadable
 *   <li>{@code bad UTINYINT}: 0 if the row is readable, else the code of its first {@link
 *       io.perenne.analytics.ingest.source.RowFault}. A row without customer is readable.
 * </ul>
 */
public final class TransactionQuery {
  private final TransactionFiles files;
  private final FileSql reader;
  private final List<String> counting;
  private final List<String> anonymous;
  private final Optional<LocalDate> lastPossible;

  private TransactionQuery(
      TransactionFiles files,
      List<String> counting,
      List<String> anonymous,
      Optional<LocalDate> lastPossible) {
    this.files = files;
    this.counting = List.copyOf(counting);
    this.anonymous = List.copyOf(anonymous);
    this.lastPossible = lastPossible;
    reader = new FileSql("rejects_of_transactions", files.setting().options().nullTexts());
  }

  /** Writes the queries for files as they are described. */
  public static TransactionQuery of(TransactionFiles files) {
    return new TransactionQuery(files, List.of(), List.of(), Optional.empty());
  }

  /**
   * Returns the same queries, told which statuses count: a row with another status may be without
   * its amount, which is then 0, and still be readable.
   */
  public TransactionQuery counting(List<String> statuses) {
    return new TransactionQuery(files, statuses, anonymous, lastPossible);
  }

  /** Returns the same queries, told which ids stand for nobody besides the words that are known. */
  public TransactionQuery anonymous(List<String> ids) {
    return new TransactionQuery(files, counting, ids, lastPossible);
  }

  /** Returns the same queries, told the last day of which a row can tell. */
  public TransactionQuery until(Optional<LocalDate> day) {
    return new TransactionQuery(files, counting, anonymous, day);
  }

  private TransactionSql transactions(boolean rawIds) {
    return new TransactionSql(
        files.setting(), reader, rawIds, counting, IdSql.of(anonymous), lastPossible);
  }

  /** Returns a SELECT of the rows, to be put in parentheses. */
  public String sql() {
    TransactionSql sql = transactions(false);
    return LikeFiles.union(files.files(), sql::select);
  }

  /**
   * Returns a SELECT of the same rows with the text of {@code customer} as it stands, blanks and
   * all. Cleaning every row's id takes longer than anything else done to it; the few distinct ids
   * can be checked afterwards with {@link #idNeedsCare}.
   */
  public String rawSql() {
    TransactionSql sql = transactions(true);
    return LikeFiles.union(files.files(), sql::select);
  }

  /** Returns the condition that the raw id in a column is not the id it stands for. */
  public String idNeedsCare(String column) {
    return "("
        + new ValueSql(zone(), reader.nullTexts()).needsCare(column)
        + " OR "
        + IdSql.of(anonymous).needsCare(column)
        + ")";
  }

  private ZoneId zone() {
    return files.setting().zone();
  }

  /**
   * Scans files. Files in which the scan meets values or records that cannot be read, or at which
   * it stops, are read more patiently or copied, and all are scanned again.
   *
   * @param scan statements over the query of the given files; may run several times
   * @return the files as they were finally read
   * @throws io.perenne.analytics.InputException if a file cannot be read to its end
   */
  public static TransactionFiles scan(
      Connection connection, TransactionFiles files, FileScan.Statements<TransactionFiles> scan)
      throws SQLException {
    FileSql reader = TransactionQuery.of(files).reader;
    List<TransactionFile> read =
        new FileScan(connection, reader, files.setting().copier())
            .run(files.files(), current -> scan.run(files.withFiles(current)));
    return files.withFiles(read);
  }

  /**
   * Writes down the unreadable rows of files that have been scanned.
   *
   * @param judged makes a SELECT of rows one with what became known of them since they were read,
   *     such as that there is no exchange rate
   * @param badRows how many rows of the judged relation have {@code bad} other than 0
   * @param target where to write them: gzip, CSV with the columns file, line, column, value, reason
   */
  public Rejects collectRejects(
      Connection connection, UnaryOperator<String> judged, long badRows, RejectFile target)
      throws SQLException {
    TransactionSql sql = transactions(false);
    return RejectCollector.collect(
        connection,
        judged.apply(sql()),
        files.files().stream().map(sql::bad).map(rows -> rows.judged(judged)).toList(),
        badRows,
        target);
  }
}
