// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.history.PurchaseHistory;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Do the predictive intervals hold for CDNOW's customers in the 39 weeks after the fit? Ties are
 * randomised: with u uniform on [P(Y &lt; y), P(Y &le; y)] the 90 % interval should contain 90 % of
 * u.
 */
class CdnowCoverageTest {

  private static final LocalDate END = LocalDate.of(1997, 9, 30);

  @ParameterizedTest
  @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd"})
  void ninetyPercentInterval_coversNinetyPercent(String name) {
    var customers = SharedData.cdnow("sample");
    var cells = SharedData.histories(customers, END, 1);
    TransactionModel model =
        TransactionModels.fit(name, cells, FitOptions.withDefaults().withoutPriors())
            .model()
            .orElseThrow();
    double covered = 0;
    double count = 0;
    int plain = 0;
    for (SortedMap<LocalDate, Double> days : customers.values()) {
      SortedMap<LocalDate, Double> seen = days.headMap(END.plusDays(1));
      LocalDate first = seen.firstKey();
      var history =
          PurchaseHistory.of(
              seen.size() - 1,
              (double) ChronoUnit.DAYS.between(first, seen.lastKey()),
              (double) ChronoUnit.DAYS.between(first, END));
      int later = days.size() - seen.size();
      PurchaseCounts counts = model.purchaseCounts(history, 273);
      double below = later == 0 ? 0 : counts.probabilityOfAtMost(later - 1);
      double above = below + counts.probabilityOf(later);
      covered += Math.max(0, Math.min(above, 0.95) - Math.max(below, 0.05)) / (above - below);
      count++;
      plain += counts.interval(0.9).contains(later) ? 1 : 0;
    }
    assertThat(covered / count).isBetween(0.88, 0.92);
    // whole numbers cannot be cut: the interval itself holds more than it promises
    assertThat(plain / count).isBetween(0.93, 0.965);
  }
}
