// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What fitting r, alpha, a, b has in common for all models in which a coin decides who stops. */
final class CoinProblem {

  private static final int R = 0;
  private static final int ALPHA = 1;
  private static final int A = 2;
  private static final int B = 3;

  private CoinProblem() {}

  /**
   * Returns the problem.
   *
   * @param stages k, the stages per purchase: their rate is k times that of the purchases
   */
  static FittingProblem of(
      HistoryCells cells,
      FitOptions options,
      int stages,
      Function<HistoryCells, LogLikelihood> likelihood) {
    double unit = cells.meanAge() / stages;
    List<Coordinate> coordinates =
        List.of(
            Coordinate.positive("r", 1),
            Coordinate.positive("alpha", unit),
            Coordinate.positive("a", 1),
            Coordinate.positive("b", 1));
    PurchaseMoments guess = PurchaseMoments.of(cells);
    double alpha = guess.alpha() / stages;
    List<double[]> starts =
        List.of(
            new double[] {guess.r(), alpha, 1, 3},
            new double[] {guess.r(), alpha, 4, 3},
            new double[] {guess.r(), alpha, 0.25, 3});
    Penalty penalty =
        options.priors()
            ? Penalty.none()
                .withNormal(R, -0.7, 1.5)
                .withNormal(ALPHA, 0, 1.5)
                .withNormalDifference(A, B, -1, 1.5)
                .withNormalLogSum(A, B, 1, 1.2)
            : Penalty.none();
    return new FittingProblem(coordinates, starts, penalty, Stages.of(cells, likelihood));
  }

  static List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    double[] p = peak.parameters();
    if (!RateFindings.addNoDropout(peak, cells, "a", findings)) {
      RateFindings.addSameDropoutProbability(p[A], p[B], findings);
    }
    RateFindings.addSameRate(p[R], p[ALPHA], findings);
    return findings;
  }
}
