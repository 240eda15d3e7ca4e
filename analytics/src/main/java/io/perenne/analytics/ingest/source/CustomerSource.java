// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.FieldMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Customers ready to be scanned by the engine; used like a {@link TransactionSource}. See {@link
 * #relationSql()} for the columns.
 */
public final class CustomerSource implements AutoCloseable {

  /** A statement or more over the relation of a source; must bear being run twice. */
  @FunctionalInterface
  public interface Scan {
    /** Scans {@code source}, on the connection it was opened with. */
    void run(CustomerSource source) throws SQLException;
  }

  private final SourceSetting setting;
  private final List<CustomerFile> files;

  CustomerSource(SourceSetting setting, List<CustomerFile> files) {
    this.setting = setting;
    this.files = List.copyOf(files);
  }

  /** The files in order of age, the newest last. */
  public List<InputFile> files() {
    return files.stream().map(CustomerFile::describe).toList();
  }

  /** The names of the attributes of all files, each once whatever its case. */
  public List<String> attributes() {
    Map<String, String> names = new LinkedHashMap<>();
    for (CustomerFile file : files) {
      for (FieldMapping found : file.findAll(CustomerFile.ATTRIBUTE)) {
        names.putIfAbsent(found.column().toLowerCase(Locale.ROOT), found.column());
      }
    }
    return List.copyOf(names.values());
  }

  /** Whether any file says who may be written to. */
  public boolean hasConsent() {
    return files.stream().anyMatch(file -> file.find("consent").isPresent());
  }

  /**
   * A SELECT, to be put in parentheses, of exactly these columns. A customer may have several rows,
   * one for each change of consent.
   *
   * <ul>
   *   <li>{@code file INTEGER}: index into {@link #files()}
   *   <li>{@code customer VARCHAR}: trimmed, NULL if empty
   *   <li>{@code email VARCHAR}: trimmed, its domain in lower case; NULL if empty or no address
   *   <li>{@code email_invalid BOOLEAN}: whether there is text that is no address
   *   <li>{@code contact_id VARCHAR}: trimmed, NULL if empty
   *   <li>{@code consent BOOLEAN}: NULL if unknown
   *   <li>{@code consent_time TIMESTAMP}: when consent was given or withdrawn, local time of the
   *       tenant's zone; NULL if unknown
   *   <li>{@code suppressed BOOLEAN}: whether a bounce, complaint or unsubscription forbids to
   *       write; NULL if no column tells
   *   <li>{@code attributes VARCHAR[]}: the texts of {@link #attributes()}, in that order, each
   *       NULL if empty
   *   <li>{@code bad UTINYINT}: 0 if the row is readable, else the code of its {@link RowFault}. A
   *       row without customer is readable; one whose consent cannot be read can be used for the
   *       rest.
   * </ul>
   */
  public String relationSql() {
    CustomerSql sql = new CustomerSql(setting.zone(), setting.reader(), attributes());
    return SourceSetting.unionOfLikes(files, sql::select);
  }

  /**
   * Runs {@code scan} on this source, and again if files had to be repaired; see {@link
   * TransactionSource#scan}.
   *
   * @return the source that was finally read
   */
  public CustomerSource scan(Connection connection, Scan scan) throws SQLException {
    return new CustomerSource(
        setting,
        setting.scan(connection, files, current -> scan.run(new CustomerSource(setting, current))));
  }

  /** Describes the unreadable rows; see {@link TransactionSource#collectRejects}. */
  public Rejects collectRejects(Connection connection, long badRows, RejectFile target)
      throws SQLException {
    CustomerSql sql = new CustomerSql(setting.zone(), setting.reader(), attributes());
    return SourceSetting.collectRejects(
        connection, relationSql(), files.stream().map(sql::bad).toList(), badRows, target);
  }

  /** Deletes the copies that were made of files the engine could not read. */
  @Override
  public void close() {
    SourceSetting.deleteCopies(files);
  }
}
