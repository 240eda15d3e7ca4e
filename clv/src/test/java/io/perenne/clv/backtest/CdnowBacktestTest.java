// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.FitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * CDNOW, 39 weeks and 39 weeks (actual 1,882). Reference computed with numpy and scipy from the
 * exact maximum-likelihood optima; tolerance half of the last digit given, ties aside.
 */
class CdnowBacktestTest {

  @Test
  void classicHoldout_isThatOfTheReference() throws IOException {
    BacktestReport report =
        Backtest.run(
            cdnow(),
            LocalDate.of(1998, 6, 30),
            new BacktestOptions(
                List.of("bg-nbd", "mbg-nbd", "pareto-nbd"),
                1,
                273,
                FitOptions.withDefaults().withoutPriors(),
                SpendBasis.REPEAT,
                1));
    OriginResult origin = report.origins().get(0);

    assertThat(origin.origin()).isEqualTo(LocalDate.of(1997, 9, 30));
    assertThat(origin.purchases()).isEqualTo(1882);
    assertPurchases(origin, "pareto-nbd", 1665.5, .7545, 1.603, .460, .673);
    assertPurchases(origin, "bg-nbd", 1653.4, .7855, 1.608, .449, .663);
    assertPurchases(origin, "mbg-nbd", 1576.7, .7648, 1.607, .450, .664);
    DistributionAccuracy bg = origin.candidate("bg-nbd").distribution().orElseThrow();
    assertThat(bg.logScore()).isCloseTo(.9845, within(5e-5));
    assertThat(bg.brierScore()).isCloseTo(.1612, within(5e-5));
    DistributionAccuracy mbg = origin.candidate("mbg-nbd").distribution().orElseThrow();
    assertThat(mbg.logScore()).isCloseTo(.9821, within(5e-5));
    // an interval of 90 % covers 90 % within 2 points, whichever model
    for (CandidateResult candidate : origin.candidates()) {
      candidate
          .distribution()
          .ifPresent(d -> assertThat(d.intervals().get(2).covered()).isCloseTo(.9, within(.02)));
    }
    // peers agree on money too: lifetimes 0.11.3, CLVTools 0.12.1 and BTYD 2.4.3 on the same cut
    PointAccuracy money = origin.candidate("bg-nbd").revenue().orElseThrow();
    assertThat(money.bias()).isCloseTo(-.1556118, within(2e-6));
    assertThat(money.meanAbsoluteError()).isCloseTo(30.40788, within(2e-5));
    PointAccuracy runRate = origin.candidate("run-rate").purchases().orElseThrow();
    assertThat(runRate.expected()).isCloseTo(2930.1, within(.05));
    assertThat(runRate.meanAbsoluteError()).isCloseTo(1.0237, within(5e-5));
  }

  private static void assertPurchases(
      OriginResult origin,
      String name,
      double total,
      double mae,
      double rmse,
      double spearman,
      double gini) {
    PointAccuracy accuracy = origin.candidate(name).purchases().orElseThrow();
    assertThat(accuracy.expected()).as(name).isCloseTo(total, within(.05));
    assertThat(accuracy.meanAbsoluteError()).isCloseTo(mae, within(5.1e-5));
    assertThat(accuracy.rootMeanSquaredError()).isCloseTo(rmse, within(5.1e-4));
    assertThat(accuracy.rankCorrelation()).isCloseTo(spearman, within(5.1e-4));
    // ties are in random order
    assertThat(accuracy.gini()).isCloseTo(gini, within(2e-3));
  }

  private static PurchaseLog cdnow() throws IOException {
    Path file =
        Path.of(System.getProperty("perenne.shared", "../shared"), "data/cdnow/cdnow_sample.csv");
    Assumptions.assumeTrue(Files.isReadable(file), () -> "not here: " + file.toAbsolutePath());
    SortedMap<String, SortedMap<Integer, Double>> days = new TreeMap<>();
    Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(
            row ->
                days.computeIfAbsent(row[0], id -> new TreeMap<>())
                    .merge(
                        (int) LocalDate.parse(row[2]).toEpochDay(),
                        Double.parseDouble(row[4]),
                        Double::sum));
    PurchaseLog.Builder log = PurchaseLog.builder();
    for (SortedMap<Integer, Double> purchases : days.values()) {
      int[] day = purchases.keySet().stream().mapToInt(d -> d).toArray();
      double[] value = purchases.values().stream().mapToDouble(v -> v).toArray();
      log.add(day, value, day.length);
    }
    return log.build();
  }
}
