// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.history.HistoryCells;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty simulated bases of 20,000 customers each: on average an estimate is off by less than .7 of
 * its standard error in any one direction, and 95 % intervals hold the truth in 85 to 100 %.
 */
class RecoveryTest {

  private static final int SEEDS = 20;
  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  static Stream<TransactionModel> truths() {
    return Stream.of(
        BgNbd.of(.2426, 4.4136 * 7, .7929, 2.4259),
        ModifiedBgNbd.of(.5248, 6.183 * 7, .8914, 1.614),
        ParetoNbd.of(.5533, 10.578 * 7, .6062, 11.669 * 7),
        // CLVTools #112, whose optimiser gave up
        ParetoNbd.of(1.217, 200.9, .0439, .3345),
        BgCnbd.of(3, .85, 1.45 * 7, .79, 2.42));
  }

  @ParameterizedTest
  @MethodSource("truths")
  void fit_twentyBases_isUnbiasedWithHonestErrors(TransactionModel truth) {
    double[] expected = truth.parameters().values().stream().mapToDouble(v -> v).toArray();
    double[] scores = new double[expected.length];
    int inside = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      HistoryCells cells = SimulatedCells.of(truth, 20_000, 700, 5000 + seed);
      var fit = TransactionModels.fit(truth.name(), cells, PLAIN);
      // a dropout scale of a third of a day is rightly called far out; it is found all the same
      assertThat(fit.status())
          .as("seed %d: %s", seed, fit.diagnosis())
          .isIn(FitStatus.CONVERGED, FitStatus.BOUNDARY);
      double[] found =
          fit.model().orElseThrow().parameters().values().stream().mapToDouble(v -> v).toArray();
      for (int i = 0; i < found.length; i++) {
        double z = Math.log(found[i] / expected[i]) / Math.sqrt(fit.logCovariance().get(i).get(i));
        scores[i] += z / SEEDS;
        inside += Math.abs(z) < 1.96 ? 1 : 0;
      }
    }
    for (double score : scores) {
      assertThat(score).isBetween(-.7, .7);
    }
    assertThat(inside / (double) (SEEDS * scores.length)).isBetween(.85, 1.0);
  }

  /**
   * On a million customers a peer's BG/NBD runs away without a word. Ours must be where the truth
   * is, to four of the tiny standard errors that a million customers leave.
   */
  @Test
  void fitBgNbd_aMillionCustomers_recoversTheTruth() {
    BgNbd truth = BgNbd.of(.2426, 4.4136 * 7, .7929, 2.4259);
    HistoryCells cells = SimulatedCells.of(truth, 1_000_000, 730, 9);
    var fit = TransactionModels.fit("bg-nbd", cells, PLAIN);
    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    LifetimeModelTest.assertRecovered(truth, fit);
    assertThat(fit.standardErrors().get("a")).isLessThan(0.02);
  }
}
