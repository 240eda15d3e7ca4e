// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.contract.BgBbFit;
import io.perenne.clv.contract.CohortSurvival;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.contract.RetentionFit;
import io.perenne.clv.fit.LogLikelihood;
import io.perenne.clv.fit.Penalty;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.model.BetaGeometricLikelihood;
import io.perenne.clv.model.ErlangCoinLikelihood;
import io.perenne.clv.model.LifetimeLikelihood;
import io.perenne.clv.model.NbdLikelihood;
import io.perenne.clv.model.ParetoNbdLikelihood;
import io.perenne.clv.model.RegularityLikelihood;
import io.perenne.clv.spend.GammaGammaLikelihood;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Analytic derivatives against central differences: the gradient to 1e-6 of the value's, the
 * Hessian to 1e-5 of the gradient's, as differences allow.
 */
public class DerivativesTest {

  /** Histories that reach the corners: x = 0 and 2000, t_x = T, T = 0. */
  private static final HistoryCells CORNERS =
      HistoryCells.builder()
          .add(0, 0, 0, 3)
          .add(0, 0, 400, 5)
          .add(1, 1e-3, 400)
          .add(1, 400, 400)
          .add(3, 20, 365, 2)
          .add(26, 216, 217)
          .add(2000, 700, 730)
          .build();

  private static final SpendCells SPEND =
      SpendCells.builder()
          .add(1, 11.77, Math.log(11.77))
          .add(2, 44.7, 6.1)
          .add(7, 516, 29)
          .add(400, 2e4, 1500)
          .add(3, 1e-3, -24)
          .build();

  @Test
  void betaGeometric_equalDifferences() {
    check(new BetaGeometricLikelihood(CORNERS, 0, false), 0.24, 31, 0.8, 2.4);
    check(new BetaGeometricLikelihood(CORNERS, 1, false), 0.52, 43, 0.9, 1.6);
    check(new BetaGeometricLikelihood(CORNERS, 0, false), 3, 500, 1, 1e-3);
    check(new BetaGeometricLikelihood(CORNERS, 1, false), 20, 1, 0.01, 0.02);
  }

  @Test
  void nbd_equalDifferences() {
    check(new NbdLikelihood(CORNERS, false), 0.4, 84);
    check(new NbdLikelihood(CORNERS, false), 25, 3);
  }

  @Test
  void erlangCoins_equalDifferences() {
    check(new ErlangCoinLikelihood(CORNERS, 1, 0, false), 0.24, 31, 0.8, 2.4);
    check(new ErlangCoinLikelihood(CORNERS, 2, 1, false), 1.3, 20, 0.4, 0.8);
    check(new ErlangCoinLikelihood(CORNERS, 5, 0, false), 2, 2, 3, 9);
  }

  @Test
  void lifetimes_equalDifferences() {
    check(new LifetimeLikelihood(CORNERS, 1, true, false), 0.55, 74, 0.6, 81, 0.002);
    check(new LifetimeLikelihood(CORNERS, 1, true, false), 2, 300, 1.5, 20, 0.05);
    check(new LifetimeLikelihood(CORNERS, 3, false, false), 1.1, 60, 0.4, 30);
  }

  @Test
  void mixtureOfRegularities_equalsDifferences() {
    // of 2,000 purchases the logarithms of 9 x 2,000 stages cancel: differences see the rounding
    HistoryCells corners =
        HistoryCells.builder()
            .add(0, 0, 0, 3)
            .add(0, 0, 400, 5)
            .add(1, 1e-3, 400, Math.log(1e-3), 1)
            .add(1, 400, 400, Math.log(400), 1)
            .add(3, 20, 365, 4, 2)
            .add(26, 216, 217, 50, 1)
            .add(120, 700, 730, 190, 1)
            .build();
    check(
        new RegularityLikelihood(corners, new int[] {1, 2, 3, 4, 6, 9}, false),
        0.99,
        38,
        0.42,
        29,
        0.22,
        0.27,
        0.11,
        0.14,
        0.05,
        0.26);
    check(new RegularityLikelihood(corners, new int[] {1, 9}, false), 3, 500, 1, 2, 5, 0.01);
  }

  @Test
  void retention_equalsDifferences() {
    var cohorts =
        List.of(
            CohortSurvival.of(1000, 869, 743, 653, 593, 551, 517, 491),
            CohortSurvival.of(40, 10, 10, 0));
    check(new RetentionFit(cohorts, 2), 0.7, 1.2);
    check(new RetentionFit(cohorts, 3), 0.7, 1.2, 1.3);
    check(new RetentionFit(cohorts, 3), 5, 30, 0.6);
  }

  @Test
  void bgBb_equalsDifferences() {
    var customers =
        Map.of(
            new OpportunityHistory(0, 0, 6), 30.0,
            new OpportunityHistory(2, 4, 6), 5.0,
            new OpportunityHistory(6, 6, 6), 9.0,
            new OpportunityHistory(1, 2, 40), 3.0);
    check(new BgBbFit(customers), 1.2, 0.75, 0.66, 2.8);
    check(new BgBbFit(customers), 0.1, 4, 9, 0.2);
  }

  @Test
  void paretoNbd_equalDifferences() {
    check(new ParetoNbdLikelihood(CORNERS, false), 0.55, 74, 0.6, 81);
    check(new ParetoNbdLikelihood(CORNERS, false), 0.55, 74, 1, 74);
    check(new ParetoNbdLikelihood(CORNERS, false), 3, 500, 0.05, 2);
    check(new ParetoNbdLikelihood(CORNERS, false), 12, 3, 9, 4000);
  }

  @Test
  void gammaGamma_equalDifferences() {
    for (GammaGammaLikelihood.Level level : GammaGammaLikelihood.Level.values()) {
      check(new GammaGammaLikelihood(SPEND, level, false), 6.25, 3.74, 15.44);
      check(new GammaGammaLikelihood(SPEND, level, false), 0.3, 0.5, 1000);
      check(new GammaGammaLikelihood(SPEND, level, false), 200, 1.0, 0.1);
    }
  }

  @Test
  void penalty_equalsDifferences() {
    Penalty penalty =
        Penalty.none()
            .withNormal(0, -0.7, 1.5)
            .withNormalDifference(1, 2, -1, 1.5)
            .withNormalLogSum(1, 2, 1, 1.2)
            .withShares(0, 3, 1, 40);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      check(penalty::at, random.nextDouble(1, 13), random.nextDouble(-13, -1), 1 + i % 7);
    }
  }

  public static void check(LogLikelihood function, double... at) {
    Derivatives here = function.at(at);
    int n = at.length;
    for (int i = 0; i < n; i++) {
      double h = 1e-5 * Math.max(Math.abs(at[i]), 1e-6);
      Derivatives up = function.at(moved(at, i, h));
      Derivatives down = function.at(moved(at, i, -h));
      double scale = Math.abs(here.value()) / Math.abs(at[i]) * 1e-4 + Math.abs(here.gradient()[i]);
      assertThat((up.value() - down.value()) / (2 * h))
          .as("gradient %d", i)
          .isCloseTo(here.gradient()[i], org.assertj.core.api.Assertions.within(1e-6 * scale));
      for (int j = 0; j < n; j++) {
        double bend =
            Math.abs(here.hessian()[i][j])
                + 1e-3 * Math.abs(here.gradient()[j] / at[i])
                + 1e-6 * Math.abs(here.value() / at[i] / at[j]);
        assertThat((up.gradient()[j] - down.gradient()[j]) / (2 * h))
            .as("hessian %d %d", i, j)
            .isCloseTo(here.hessian()[i][j], org.assertj.core.api.Assertions.within(1e-5 * bend));
      }
    }
  }

  private static double[] moved(double[] at, int i, double h) {
    double[] moved = at.clone();
    moved[i] += h;
    return moved;
  }
}
