// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.source.Damage;
import io.perenne.analytics.ingest.source.SourceFile;
import io.perenne.analytics.ingest.source.TableCopier;
import io.perenne.analytics.ingest.text.TableFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scans files, and again after mending those that a scan found damaged. */
public final class FileScan {
  private final Connection connection;
  private final DamageLog log;
  private final TableCopier copier;

  FileScan(Connection connection, FileSql reader, TableCopier copier) {
    this.connection = connection;
    this.copier = copier;
    log = new DamageLog(reader);
  }

  /**
   * Statements over described files; they may run several times.
   *
   * @param <T> the description
   */
  @FunctionalInterface
  public interface Statements<T> {
    /** Runs the statements. */
    void run(T files) throws SQLException;
  }

  /** Returns the files as they were finally read. */
  <F extends SourceFile<F>> List<F> run(List<F> files, Statements<List<F>> scan)
      throws SQLException {
    List<F> current = files;
    while (true) {
      Map<Integer, Damage> damaged = damaged(current, scan);
      if (damaged.isEmpty()) {
        return current;
      }
      List<F> mended = new ArrayList<>(current);
      damaged.forEach((index, kind) -> mended.set(index, mended.get(index).mended(kind, copier)));
      current = List.copyOf(mended);
    }
  }

  private <F extends SourceFile<F>> Map<Integer, Damage> damaged(
      List<F> files, Statements<List<F>> scan) throws SQLException {
    log.forget(connection);
    List<TableFile> tables = files.stream().map(SourceFile::table).toList();
    try {
      scan.run(files);
      return log.noted(connection, tables);
    } catch (SQLException e) {
      List<Object> likenesses = files.stream().<Object>map(SourceFile::likeness).toList();
      return DamageLog.namedIn(e, tables, likenesses);
    }
  }
}
