// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;

/** A batch of rows on its way through a function, read column by column. */
final class Batch {
  private final DuckDBReadableVector[] columns;
  private final DuckDBWritableVector out;
  private final int size;

  Batch(DuckDBDataChunkReader in, DuckDBWritableVector out) {
    this.out = out;
    size = Math.toIntExact(in.rowCount());
    columns = new DuckDBReadableVector[Math.toIntExact(in.columnCount())];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = in.vector(i);
    }
  }

  int size() {
    return size;
  }

  /** Sets the result to null where the first argument is null, and says so. */
  boolean nullIn(int row) {
    if (columns[0].isNull(row)) {
      out.setNull(row);
      return true;
    }
    return false;
  }

  int intAt(int column, int row) {
    return columns[column].getInt(row);
  }

  long longAt(int column, int row) {
    return columns[column].getLong(row);
  }

  double doubleAt(int column, int row) {
    return columns[column].getDouble(row);
  }

  String textAt(int column, int row) {
    return columns[column].getString(row);
  }

  DuckDBWritableVector out() {
    return out;
  }
}
