// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Transactions ready to be scanned by the engine. See {@link #relationSql()} for the columns. */
public final class TransactionSource implements AutoCloseable {

  /** A statement or more over the relation of a source; must bear being run twice. */
  @FunctionalInterface
  public interface Scan {
    /** Scans {@code source}, on the connection it was opened with. */
    void run(TransactionSource source) throws SQLException;
  }

  private final SourceSetting setting;
  private final List<TransactionFile> files;
  private final List<String> warnings;

  private TransactionSource(
      SourceSetting setting, List<TransactionFile> files, List<String> warnings) {
    this.setting = setting;
    this.files = List.copyOf(files);
    this.warnings = List.copyOf(warnings);
  }

  static TransactionSource of(
      SourceSetting setting, List<TransactionFile> files, List<String> warnings) {
    return new TransactionSource(setting, files, warnings);
  }

  /** The files in order of age, the newest last; {@code file} in the relation counts from 0. */
  public List<InputFile> files() {
    return files.stream().map(TransactionFile::describe).toList();
  }

  /** What a person should know about the files, in English sentences. */
  public List<String> warnings() {
    return warnings;
  }

  /** Whether every file has amounts. */
  public boolean hasAmount() {
    return files.stream().allMatch(TransactionFile::hasAmount);
  }

  /** Whether any file has order ids. */
  public boolean hasOrder() {
    return has("order");
  }

  /** Whether any file has a status. */
  public boolean hasStatus() {
    return has("status");
  }

  /** Whether any file has a currency. */
  public boolean hasCurrency() {
    return has("currency");
  }

  /** Whether any file has a channel. */
  public boolean hasChannel() {
    return has("channel");
  }

  /** Whether any file has a product. */
  public boolean hasProduct() {
    return has("product");
  }

  /** Whether any file has a margin, or a cost to take it from. */
  public boolean hasMargin() {
    return has("margin") || has("cost");
  }

  /** Whether any file says which order a refund belongs to. */
  public boolean hasRefundOf() {
    return has("refund-of");
  }

  private boolean has(String field) {
    return files.stream().anyMatch(file -> file.has(field));
  }

  /**
   * A SELECT, to be put in parentheses, of exactly these columns. It streams: nothing is sorted,
   * numbered or kept.
   *
   * <ul>
   *   <li>{@code file INTEGER}: index into {@link #files()}
   *   <li>{@code customer VARCHAR}: trimmed, NULL if empty
   *   <li>{@code time TIMESTAMP}: local time of the tenant's zone, NULL if unreadable
   *   <li>{@code amount DECIMAL(18,4)}: of the row, quantity times price if the file has no amount,
   *       rounded half up; NULL if unreadable or too large
   *   <li>{@code "order" VARCHAR}, {@code status VARCHAR} in lower case, {@code currency VARCHAR}
   *       in upper case, {@code channel VARCHAR}, {@code product VARCHAR}: trimmed, NULL if empty
   *       or absent
   *   <li>{@code margin DECIMAL(18,4)}: of the row, amount minus cost if the file has only costs
   *   <li>{@code refund_of VARCHAR}: the order a refund belongs to
   *   <li>{@code bad UTINYINT}: 0 if the row is readable, else the code of its first {@link
   *       RowFault}. A row without customer is readable.
   * </ul>
   */
  public String relationSql() {
    TransactionSql sql = new TransactionSql(setting.zone(), setting.reader());
    return SourceSetting.unionOfLikes(files, sql::select);
  }

  /**
   * The same rows with the text of {@code customer} as it stands, blanks and all. Looking at every
   * row's id takes longer than anything else done to it; a few distinct ids are looked at in no
   * time, with {@link #idNeedsCare}.
   */
  public String rawRelationSql() {
    TransactionSql sql = new TransactionSql(setting.zone(), setting.reader(), true);
    return SourceSetting.unionOfLikes(files, sql::select);
  }

  /** An SQL condition: whether the raw id in {@code column} is not the id it stands for. */
  public String idNeedsCare(String column) {
    return new SqlValues(setting.zone(), setting.reader().nullTexts()).needsCare(column);
  }

  /**
   * Runs {@code scan} on this source. If the engine meets values or records it cannot read, or
   * stops at one, the files concerned are read more patiently or repaired into copies, and the scan
   * runs again.
   *
   * @return the source that was finally read, for {@link #collectRejects}
   * @throws InputException if a file cannot be read to its end
   */
  public TransactionSource scan(Connection connection, Scan scan) throws SQLException {
    return with(setting.scan(connection, files, current -> scan.run(with(current))));
  }

  private TransactionSource with(List<TransactionFile> others) {
    return others.equals(files) ? this : new TransactionSource(setting, others, warnings);
  }

  /**
   * Describes the unreadable rows of this source, which must have been scanned.
   *
   * @param judged makes a SELECT of rows one with what became known of them since they were read,
   *     such as that there is no exchange rate
   * @param badRows how many rows of the judged relation have {@code bad} other than 0
   * @param target where to write them: gzip, CSV with the columns file, line, column, value, reason
   */
  public Rejects collectRejects(
      Connection connection, UnaryOperator<String> judged, long badRows, RejectFile target)
      throws SQLException {
    TransactionSql sql = new TransactionSql(setting.zone(), setting.reader());
    return SourceSetting.collectRejects(
        connection,
        judged.apply(relationSql()),
        files.stream().map(sql::bad).map(rows -> rows.judged(judged)).toList(),
        badRows,
        target);
  }

  /** Deletes the copies that were made of files the engine could not read. */
  @Override
  public void close() {
    SourceSetting.deleteCopies(files);
  }
}
