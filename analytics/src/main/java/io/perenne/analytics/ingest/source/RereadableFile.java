// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.text.TableFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file that can be read in a more patient way when the engine stumbles over it. */
interface RereadableFile<F extends RereadableFile<F>> {

  TableFile table();

  /** Files with equal likeness are read by one call. */
  Object likeness();

  /** This file, to be read so that the damage does no harm. */
  F mended(Damage.Kind kind, TableCopier copier);

  /** Statements over a list of files; must bear being run several times. */
  interface Scan<F> {
    void run(List<F> files) throws SQLException;
  }

  /**
   * Runs {@code scan}, mends the files that it finds damaged, and runs it again until none is.
   *
   * @return the files as they were finally read
   */
  static <F extends RereadableFile<F>> List<F> scan(
      Connection connection, Damage damage, TableCopier copier, List<F> files, Scan<F> scan)
      throws SQLException {
    List<F> current = files;
    while (true) {
      damage.forget(connection);
      List<TableFile> tables = current.stream().map(RereadableFile::table).toList();
      Map<Integer, Damage.Kind> damaged;
      try {
        scan.run(current);
        damaged = damage.noted(connection, tables);
      } catch (SQLException e) {
        damaged =
            Damage.namedIn(e, tables, current.stream().map(RereadableFile::likeness).toList());
      }
      if (damaged.isEmpty()) {
        return current;
      }
      List<F> mended = new ArrayList<>(current);
      damaged.forEach((index, kind) -> mended.set(index, mended.get(index).mended(kind, copier)));
      current = List.copyOf(mended);
    }
  }
}
