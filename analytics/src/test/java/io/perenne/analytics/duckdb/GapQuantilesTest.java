// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.pipeline.NumberCode;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.NormalisedGaps;
import io.perenne.clv.segment.quantile.Quantiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapQuantilesTest {
  private static final Cadence CADENCE = new Cadence(28.5, 2);

  /** Customers with 1 to 11 gaps of 1 to 47 days, and some who do not count. */
  private static final String HISTORIES =
      """
      CREATE TABLE histories AS
      SELECT 2 + i %% 11 AS purchase_days, (i %% 50 > 0)::INTEGER AS interval_purchase_days,
        array_to_string(
          [chr((80 + 1 + hash(i, gap) %% 47)::INTEGER) FOR gap IN range(1 + i %% 11)], '') AS gaps
      FROM range(%d) AS customers(i)
      """;

  @TempDir Path folder;

  private final List<Double> first = new ArrayList<>();
  private final List<Double> later = new ArrayList<>();

  /** The last are so many that a sample is read first. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_000, 200_000})
  void gaps_ofFewAndOfManyCustomers_haveTheQuantilesOfAllSorted(int customers) {
    try (DuckDb database = DuckDb.open(400_000_000, 2, folder.resolve("spill"))) {
      DuckDbPipeline pipeline = new DuckDbPipeline(database, 2, folder);
      database.execute(HISTORIES.formatted(customers));
      readAll(database);

      NormalisedGaps gaps = pipeline.gaps("histories", "measure_gaps", CADENCE);

      compare(first, gaps.firstSize(), gaps.firstQ90(), gaps.firstQ99());
      compare(later, gaps.laterSize(), gaps.laterQ90(), gaps.laterQ99());
    }
  }

  private void readAll(DuckDb database) {
    database.scan(
        "SELECT gaps FROM histories WHERE interval_purchase_days > 0",
        row -> addAll(row.getString(1)));
  }

  private void addAll(String text) {
    long[] gaps = new long[text.length()];
    int count = NumberCode.read(text, gaps);
    long sum = 0;
    for (int i = 0; i < count; i++) {
      (i == 0 ? first : later).add(CADENCE.normalisedGap(gaps[i], sum, i));
      sum += gaps[i];
    }
  }

  private static void compare(List<Double> numbers, long size, double q90, double q99) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertThat(size).isEqualTo(sorted.length);
    assertThat(q90).isEqualTo(type7(sorted, 0.9));
    assertThat(q99).isEqualTo(type7(sorted, 0.99));
  }

  private static Double type7(double[] sorted, double probability) {
    return sorted.length == 0 ? Double.valueOf(Double.NaN) : Quantiles.type7(sorted, probability);
  }
}
