// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.cdnow.CdnowCell;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.PurchaseHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Do the predictive intervals hold for CDNOW's customers in the 39 weeks after the fit? Ties are
 * randomised: with u uniform on [P(Y &lt; y), P(Y &le; y)] the 90 % interval should contain 90 % of
 * u.
 */
class CdnowCoverageTest {

  @ParameterizedTest
  @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd"})
  void ninetyPercentInterval_coversNinetyPercent(String name) {
    var cells = Cdnow.cells("sample", 1);
    TransactionModel model =
        TransactionModels.fit(name, cells, FitOptions.withDefaults().withoutPriors())
            .model()
            .orElseThrow();
    double covered = 0;
    double count = 0;
    int plain = 0;
    for (CdnowCell cell : Cdnow.histories("sample")) {
      PurchaseHistory history = cell.history(1);
      int later = cell.later();
      PurchaseCounts counts = model.purchaseCounts(history, 273);
      double below = later == 0 ? 0 : counts.probabilityOfAtMost(later - 1);
      double above = below + counts.probabilityOf(later);
      double inside = Math.max(0, Math.min(above, 0.95) - Math.max(below, 0.05));
      covered += cell.customers() * inside / (above - below);
      count += cell.customers();
      plain += counts.interval(0.9).contains(later) ? cell.customers() : 0;
    }
    assertThat(covered / count).isBetween(0.88, 0.92);
    // whole numbers cannot be cut: the interval itself holds more than it promises
    assertThat(plain / count).isBetween(0.93, 0.965);
  }

  /** What BG/NBD's whole-numbered intervals hold, printed to three digits (numpy, scipy). */
  @Test
  void intervalsOfBgNbd_holdWhatTheReferenceSays() {
    TransactionModel model = BgNbd.of(.2425945, 4.4136019 * 7, .7929199, 2.4258881);
    double[] levels = {.5, .8, .9, .95};
    double[] printed = {.815, .928, .947, .972};
    int[] inside = new int[levels.length];
    double[] tenths = new double[10];
    int bought = 0;
    for (CdnowCell cell : Cdnow.histories("sample")) {
      PurchaseHistory history = cell.history(1);
      int later = cell.later();
      bought += later > 0 ? cell.customers() : 0;
      PurchaseCounts counts = model.purchaseCounts(history, 273);
      for (int i = 0; i < levels.length; i++) {
        inside[i] += counts.interval(levels[i]).contains(later) ? cell.customers() : 0;
      }
      double below = later == 0 ? 0 : counts.probabilityOfAtMost(later - 1);
      double above = below + counts.probabilityOf(later);
      for (int i = 0; i < 10; i++) {
        double common = Math.min(above, (i + 1) / 10.0) - Math.max(below, i / 10.0);
        tenths[i] += cell.customers() * Math.max(0, common) / (above - below);
      }
    }
    for (int i = 0; i < levels.length; i++) {
      assertThat((double) inside[i] / 2357).isCloseTo(printed[i], within(5.1e-4));
    }
    // tenths of the probability transform, 201 to 253 in one random order of ties: flat within
    // chance
    for (double tenth : tenths) {
      assertThat(tenth).isBetween(220.0, 255.0);
    }
    // the Brier score of who knows only how many will buy
    double share = (double) bought / 2357;
    assertThat(share * (1 - share)).isCloseTo(.2060, within(5.1e-5));
  }
}
