// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;

/** Pareto/NBD: how it is fitted and how it degenerates. */
final class ParetoNbdFamily implements ModelFamily {

  private static final int R = 0;
  private static final int ALPHA = 1;
  private static final int S = 2;
  private static final int BETA = 3;

  @Override
  public String name() {
    return ParetoNbd.NAME;
  }

  @Override
  public List<String> parameterNames() {
    return ParetoNbd.NAMES;
  }

  @Override
  public TransactionModel model(double[] p) {
    return ParetoNbd.of(p[R], p[ALPHA], p[S], p[BETA]);
  }

  @Override
  public FittingProblem problem(HistoryCells cells, FitOptions options) {
    double unit = cells.meanAge();
    PurchaseMoments guess = PurchaseMoments.of(cells);
    Penalty penalty =
        options.priors()
            ? Penalty.none()
                .withNormal(R, -0.7, 1.5)
                .withNormal(ALPHA, 0, 1.5)
                .withNormal(S, -0.7, 1.5)
                .withNormal(BETA, 0, 1.5)
            : Penalty.none();
    return new FittingProblem(
        List.of(
            Coordinate.positive("r", 1),
            Coordinate.positive("alpha", unit),
            Coordinate.positive("s", 1),
            Coordinate.positive("beta", unit)),
        List.of(
            new double[] {guess.r(), guess.alpha(), 0.6, 0.7 * unit},
            new double[] {guess.r(), guess.alpha(), 2.4, 0.7 * unit},
            new double[] {guess.r(), guess.alpha(), 0.15, 0.7 * unit}),
        penalty,
        Stages.of(cells, some -> new ParetoNbdLikelihood(some, options.parallel())));
  }

  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    double[] p = peak.parameters();
    if (!RateFindings.addNoDropout(peak, cells, "s", findings)) {
      RateFindings.addSameDropoutRate(p[S], p[BETA], findings);
    }
    RateFindings.addSameRate(p[R], p[ALPHA], findings);
    return findings;
  }
}
