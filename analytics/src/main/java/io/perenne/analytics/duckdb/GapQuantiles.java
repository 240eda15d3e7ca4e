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
  private final class Sample implements NumberCode.Numbers {
    private final StreamedQuantile.Batch firstGaps = first.open();
    private final StreamedQuantile.Batch laterGaps = later.open();
    private int count;
    private int sum;

    long measure(String gaps) {
      count = 0;
      sum = 0;
      NumberCode.read(gaps, this);
      return count;
    }

    @Override
    public void add(long number) {
      int gap = (int) number;
      double normalised = cadence.normalisedGap(gap, sum, count);
      (count == 0 ? firstGaps : laterGaps).add(normalised);
      sum += gap;
      count++;
    }

    void close() {
      first.close(firstGaps);
      later.close(laterGaps);
    }
  }
}
