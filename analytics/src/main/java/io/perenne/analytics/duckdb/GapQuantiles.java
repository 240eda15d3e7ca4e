// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.StreamedQuantile;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/**
 * The function {@code measure_gaps(gaps)}: passes the normalised gaps of each customer on to the
 * samples of first and of later gaps, and returns how many there were.
 */
final class GapQuantiles implements DuckDBScalarFunction {
  static final String NAME = "measure_gaps";

  private final Cadence cadence;
  private final StreamedQuantile first = new StreamedQuantile();
  private final StreamedQuantile later = new StreamedQuantile();

  GapQuantiles(Cadence cadence) {
    this.cadence = cadence;
  }

  /** Reads the whole sample as often as exact quantiles take; {@code pass} reads it once. */
  void read(Consumer<GapQuantiles> pass) {
    while (first.needsPass() || later.needsPass()) {
      pass.accept(this);
      first.endPass();
      later.endPass();
    }
  }

  StreamedQuantile first() {
    return first;
  }

  StreamedQuantile later() {
    return later;
  }

  @Override
  public void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) throws SQLException {
    int size = Math.toIntExact(in.rowCount());
    DuckDBReadableVector gaps = in.vector(0);
    Sample sample = new Sample();
    for (int i = 0; i < size; i++) {
      out.setLong(i, sample.measure(gaps.getString(i)));
    }
    sample.close();
  }

  /** The gaps of one customer after the other, with the sums a normalised gap needs. */
  private final class Sample {
    private final StreamedQuantile.Batch firstGaps = first.open();
    private final StreamedQuantile.Batch laterGaps = later.open();
    private long[] gaps = new long[64];

    long measure(String text) {
      gaps = NumberCode.roomFor(text, gaps);
      int count = NumberCode.read(text, gaps);
      long sum = 0;
      for (int i = 0; i < count; i++) {
        (i == 0 ? firstGaps : laterGaps).add(cadence.normalisedGap(gaps[i], sum, i));
        sum += gaps[i];
      }
      return count;
    }

    void close() {
      first.close(firstGaps);
      later.close(laterGaps);
    }
  }
}
