// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import static io.perenne.clv.numeric.Differences.check;

import io.perenne.clv.fit.search.CovariateEffects;
import io.perenne.clv.fit.search.CovariateLikelihood;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.SpendCells;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The analytic derivatives of the likelihood of spend. */
class SpendDerivativesTest {

  private static final SpendCells SPEND =
      SpendCells.builder()
          .add(1, 11.77, Math.log(11.77))
          .add(2, 44.7, 6.1)
          .add(7, 516, 29)
          .add(400, 2e4, 1500)
          .add(3, 1e-3, -24)
          .build();

  @Test
  void gammaGamma_equalDifferences() {
    for (GammaGammaLikelihood.Level level : GammaGammaLikelihood.Level.values()) {
      check(new GammaGammaLikelihood(SPEND, level, false), 6.25, 3.74, 15.44);
      check(new GammaGammaLikelihood(SPEND, level, false), 0.3, 0.5, 1000);
      check(new GammaGammaLikelihood(SPEND, level, false), 200, 1.0, 0.1);
    }
  }

  @Test
  void covariates_derivativesEqualDifferences() {
    SpendCells cells = SpendCells.builder().add(1, 11.77, 2.46).add(7, 516, 29).build();
    for (GammaGammaLikelihood.Level level : GammaGammaLikelihood.Level.values()) {
      LogLikelihood part = new GammaGammaLikelihood(cells, level, false);
      check(
          new CovariateLikelihood(
              CovariateEffects.onSpend(GammaGamma.NAMES),
              List.of(part, part),
              new double[][] {{0.4, -3}, {-0.4, 2}},
              false),
          6.25,
          3.74,
          15.44,
          0.7,
          -0.2);
    }
  }
}
