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

/** Pareto/CNBD-k of one k, and GGompertz/NBD: how they are fitted and how they degenerate. */
final class LifetimeFamily implements ModelFamily {

  private static final int R = 0;
  private static final int ALPHA = 1;
  private static final int S = 2;
  private static final int BETA = 3;
  private static final int B = 4;

  /** Aging by less than this over a mean age is none. */
  private static final double NO_AGING = 0.01;

  private final int k;
  private final boolean aging;

  private LifetimeFamily(int k, boolean aging) {
    this.k = k;
    this.aging = aging;
  }

  static LifetimeFamily paretoCnbd(int k) {
    return new LifetimeFamily(k, false);
  }

  static LifetimeFamily gompertzNbd() {
    return new LifetimeFamily(1, true);
  }

  @Override
  public String name() {
    return aging ? GompertzNbd.NAME : ParetoCnbd.NAME + "-" + k;
  }

  @Override
  public List<String> parameterNames() {
    return aging ? GompertzNbd.NAMES : ParetoNbd.NAMES;
  }

  @Override
  public TransactionModel model(double[] p) {
    return aging
        ? GompertzNbd.of(p[R], p[ALPHA], p[S], p[BETA], p[B])
        : ParetoCnbd.of(k, p[R], p[ALPHA], p[S], p[BETA]);
  }

  @Override
  public FittingProblem problem(HistoryCells cells, FitOptions options) {
    double unit = cells.meanAge();
    PurchaseMoments guess = PurchaseMoments.of(cells);
    List<Coordinate> coordinates =
        new ArrayList<>(
            List.of(
                Coordinate.positive("r", 1),
                Coordinate.positive("alpha", unit),
                Coordinate.positive("s", 1),
                Coordinate.positive("beta", unit)));
    Penalty penalty = Penalty.none();
    if (options.priors()) {
      penalty =
          penalty
              .withNormal(R, -0.7, 1.5)
              .withNormal(ALPHA, 0, 1.5)
              .withNormal(S, -0.7, 1.5)
              .withNormal(BETA, 0, 1.5);
    }
    if (aging) {
      coordinates.add(Coordinate.positive("b", 1 / unit));
      penalty = options.priors() ? penalty.withNormal(B, -1, 1.5) : penalty;
    }
    List<double[]> starts =
        List.of(
            start(guess, 0.6, unit, 0.2),
            start(guess, 2.4, unit, 0.02),
            start(guess, 0.15, unit, 2));
    return new FittingProblem(
        coordinates,
        starts,
        penalty,
        Stages.of(cells, some -> new LifetimeLikelihood(some, k, aging, options.parallel())));
  }

  private double[] start(PurchaseMoments guess, double s, double unit, double growth) {
    return aging
        ? new double[] {guess.r(), guess.alpha(), s, 0.7 * unit, growth / unit}
        : new double[] {guess.r(), guess.alpha(), s, 0.7 * unit};
  }

  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    double[] p = peak.parameters();
    if (k > 1 || !RateFindings.addNoDropout(peak, cells, "s", findings)) {
      RateFindings.addSameDropoutRate(p[S], p[BETA], findings);
    }
    if (aging && p[B] * cells.meanAge() < NO_AGING) {
      findings.add(Finding.of(Finding.Kind.BOUNDARY, "finding.no-aging"));
    }
    RateFindings.addSameRate(p[R], p[ALPHA], findings);
    return findings;
  }
}
