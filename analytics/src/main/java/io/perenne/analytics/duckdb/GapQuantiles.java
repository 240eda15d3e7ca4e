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
 * The function {@code measure_gaps(days)}: passes the normalised gaps of each customer on to the
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
    DuckDBReadableVector days = in.vector(0);
    StreamedQuantile.Batch firstGaps = first.open();
    StreamedQuantile.Batch laterGaps = later.open();
    for (int i = 0; i < size; i++) {
      out.setLong(i, measure(days.getString(i), firstGaps, laterGaps));
    }
    first.close(firstGaps);
    later.close(laterGaps);
  }

  private long measure(
      String days, StreamedQuantile.Batch firstGaps, StreamedQuantile.Batch laterGaps) {
    int count = days.length();
    for (int i = 1; i < count; i++) {
      int gap = days.charAt(i) - days.charAt(i - 1);
      int earlierSum = days.charAt(i - 1) - days.charAt(0);
      double normalised = cadence.normalisedGap(gap, earlierSum, i - 1);
      (i == 1 ? firstGaps : laterGaps).add(normalised);
    }
    return Math.max(0, count - 1);
  }
}
