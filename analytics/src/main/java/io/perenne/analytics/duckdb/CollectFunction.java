// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.RowLayout;
import io.perenne.analytics.duckdb.collect.RowStore;
import io.perenne.analytics.duckdb.collect.RowWriter;
import java.time.LocalDate;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/**
 * The function {@code collect_row(key, micros, amount, marks [, order key] [, margin] [, line])}:
 * puts a row of a customer into a {@link RowStore} and counts the others. What it answers means
 * nothing: writing an answer would cost as much as keeping the row.
 *
 * @see RowMarks
 */
final class CollectFunction implements DuckDBScalarFunction {
  static final String NAME = "collect_row";

  private final RowStore store;
  private final RowLayout layout;
  private final RowTally tally = new RowTally();
  private final long cutoff;

  /** Tells the last time of a customer's row before the end of {@code lastDay}. */
  CollectFunction(RowStore store, LocalDate lastDay) {
    this.store = store;
    cutoff = (lastDay.toEpochDay() + 1) * RowTally.MICROS_PER_DAY;
    layout = store.layout();
  }

  DuckDBColumnType[] parameters() {
    DuckDBColumnType[] types = new DuckDBColumnType[columns()];
    Arrays.fill(types, DuckDBColumnType.BIGINT);
    return types;
  }

  private int columns() {
    return 4 + (layout.orders() ? 1 : 0) + (layout.margins() ? 1 : 0) + (layout.lines() ? 1 : 0);
  }

  @Override
  public void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) {
    int size = Math.toIntExact(in.rowCount());
    DuckDBReadableVector key = in.vector(0);
    DuckDBReadableVector micros = in.vector(1);
    DuckDBReadableVector amount = in.vector(2);
    DuckDBReadableVector marks = in.vector(3);
    boolean orders = layout.orders();
    boolean margins = layout.margins();
    DuckDBReadableVector order = in.vector(orders ? 4 : 0);
    boolean lines = layout.lines();
    DuckDBReadableVector margin = in.vector(margins ? (orders ? 5 : 4) : 0);
    DuckDBReadableVector line = in.vector(lines ? columns() - 1 : 0);
    RowTally read = new RowTally();
    read.read(size);
    RowWriter writer = store.borrow();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long mark = marks.getLong(i);
      if (RowMarks.belongs(mark)) {
        long time = micros.getLong(i);
        last = time < cutoff ? Math.max(last, time) : last;
        writer.add(
            key.getLong(i),
            time,
            amount.getLong(i),
            RowMarks.flags(mark),
            orders && !order.isNull(i) ? order.getLong(i) : 0,
            margins ? margin.getLong(i) : 0,
            lines ? line.getLong(i) : 0);
      } else {
        read.putAside(mark, amount.isNull(i) ? 0 : amount.getLong(i));
      }
    }
    store.giveBack(writer);
    read.bought(last);
    tally.add(read);
  }

  /** Returns what was counted, once all rows are read. */
  RowTally tally() {
    return tally;
  }
}
