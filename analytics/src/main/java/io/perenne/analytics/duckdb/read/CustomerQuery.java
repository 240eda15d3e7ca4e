// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.source.CustomerFile;
import io.perenne.analytics.ingest.source.CustomerFiles;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of files of customers as a query. A customer may have several rows, one for each change
 * of consent. The columns are
 *
 * <ul>
 *   <li>{@code file INTEGER}: index into the files
 *   <li>{@code customer VARCHAR}: trimmed, NULL if empty
 *   <li>{@code email VARCHAR}: trimmed, its domain in lower case; NULL if empty or no address
 *   <li>{@code email_invalid BOOLEAN}: whether there is text that is no address
 *   <li>{@code contact_id VARCHAR}: trimmed, NULL if empty
 *   <li>{@code consent BOOLEAN}: NULL if unknown
 *   <li>{@code consent_time TIMESTAMP}: when consent was given or withdrawn, local time of the
 *       tenant's zone; NULL if unknown
 *   <li>{@code suppressed BOOLEAN}: whether a bounce, complaint or unsubscription forbids to write;
 *       NULL if no column tells
 *   <li>{@code attributes VARCHAR[]}: the texts of {@link CustomerFiles#attributes()}, in that
 *       order, each NULL if empty
 *   <li>{@code bad UTINYINT}: 0 if the row is readable, else the code of its {@link
 *       io.perenne.analytics.ingest.source.RowFault}. A row without customer is readable; one whose
 *       consent cannot be read can be used for the rest.
 * </ul>
 */
public final class CustomerQuery {
  private final CustomerFiles files;
  private final FileSql reader;
  private final CustomerSql sql;

  private CustomerQuery(CustomerFiles files) {
    this.files = files;
    reader = new FileSql("rejects_of_customers", files.setting().options().nullTexts());
    sql = new CustomerSql(files.setting().zone(), reader, files.attributes());
  }

  /** Writes the query for files as they are described. */
  public static CustomerQuery of(CustomerFiles files) {
    return new CustomerQuery(files);
  }

  /** Returns a SELECT of the rows, to be put in parentheses. */
  public String sql() {
    return LikeFiles.union(files.files(), sql::select);
  }

  /** Scans files; see {@link TransactionQuery#scan}. */
  public static CustomerFiles scan(
      Connection connection, CustomerFiles files, FileScan.Statements<CustomerFiles> scan)
      throws SQLException {
    FileSql reader = new CustomerQuery(files).reader;
    List<CustomerFile> read =
        new FileScan(connection, reader, files.setting().copier())
            .run(files.files(), current -> scan.run(files.withFiles(current)));
    return files.withFiles(read);
  }

  /** Writes down the unreadable rows; see {@link TransactionQuery#collectRejects}. */
  public Rejects collectRejects(Connection connection, long badRows, RejectFile target)
      throws SQLException {
    return RejectCollector.collect(
        connection, sql(), files.files().stream().map(sql::bad).toList(), badRows, target);
  }
}
