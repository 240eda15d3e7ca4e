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

/** NBD: how it is fitted; also the limit of every model with dropout when there is none. */
final class NbdFamily implements ModelFamily {

  @Override
  public String name() {
    return Nbd.NAME;
  }

  @Override
  public List<String> parameterNames() {
    return Nbd.NAMES;
  }

  @Override
  public TransactionModel model(double[] parameters) {
    return Nbd.of(parameters[0], parameters[1]);
  }

  @Override
  public FittingProblem problem(HistoryCells cells, FitOptions options) {
    PurchaseMoments guess = PurchaseMoments.of(cells);
    Penalty penalty =
        options.priors()
            ? Penalty.none().withNormal(0, -0.7, 1.5).withNormal(1, 0, 1.5)
            : Penalty.none();
    return new FittingProblem(
        List.of(Coordinate.positive("r", 1), Coordinate.positive("alpha", cells.meanAge())),
        List.of(new double[] {guess.r(), guess.alpha()}),
        penalty,
        Stages.of(cells.withoutRecency(), some -> new NbdLikelihood(some, options.parallel())));
  }

  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    RateFindings.addSameRate(peak.parameters()[0], peak.parameters()[1], findings);
    return findings;
  }

  /** Returns the highest log-likelihood that can be had without dropout. */
  static double bestLogLikelihood(HistoryCells cells) {
    FitOptions plain = FitOptions.withDefaults().withoutPriors();
    return Fitter.maximize(new NbdFamily().problem(cells, plain)).plain();
  }
}
