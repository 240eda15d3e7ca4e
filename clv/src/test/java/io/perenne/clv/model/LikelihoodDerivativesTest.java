// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static io.perenne.clv.numeric.Differences.check;

import io.perenne.clv.history.HistoryCells;
import org.junit.jupiter.api.Test;

/** The analytic derivatives of every likelihood of purchases. */
class LikelihoodDerivativesTest {

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
  void paretoNbd_equalDifferences() {
    check(new ParetoNbdLikelihood(CORNERS, false), 0.55, 74, 0.6, 81);
    check(new ParetoNbdLikelihood(CORNERS, false), 0.55, 74, 1, 74);
    check(new ParetoNbdLikelihood(CORNERS, false), 3, 500, 0.05, 2);
    check(new ParetoNbdLikelihood(CORNERS, false), 12, 3, 9, 4000);
  }
}
