// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.NumberCode;
import io.perenne.clv.segment.NormalisedGaps;
import java.sql.SQLException;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/**
 * The function {@code measure_gaps(gaps)}: passes the gaps of each customer on to {@link
 * NormalisedGaps}, and returns how many there were.
 */
final class GapQuantiles implements DuckDBScalarFunction {
  static final String NAME = "measure_gaps";

  private final NormalisedGaps normalised;

  GapQuantiles(NormalisedGaps normalised) {
    this.normalised = normalised;
  }

  @Override
  public void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) throws SQLException {
    int size = Math.toIntExact(in.rowCount());
    DuckDBReadableVector texts = in.vector(0);
    NormalisedGaps.Batch batch = normalised.open();
    long[] gaps = new long[64];
    for (int i = 0; i < size; i++) {
      String text = texts.getString(i);
      gaps = NumberCode.roomFor(text, gaps);
      int count = NumberCode.read(text, gaps);
      batch.add(gaps, count);
      out.setLong(i, count);
    }
    normalised.close(batch);
  }
}
