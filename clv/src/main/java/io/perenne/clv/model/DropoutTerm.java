// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.DropoutEvidence;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Derivatives;

/**
 * {@link DropoutEvidence} as a contribution to the penalty of any model with dropout.
 *
 * <p>Scaling a likelihood of N customers down to n is the same as scaling evidence up by N / n.
 * Both quantities are asked of the model, their slopes are central differences, and the Hessian is
 * that of Gauss and Newton: without the bend of the quantities themselves, so never positive.
 */
final class DropoutTerm implements Penalty.Term {

  private static final double STEP = 1e-4;

  /** Shares nearer than this to 0 or 1 count as this. */
  private static final double NEAREST = 1e-9;

  private static final int QUANTITIES = 2;

  private final ModelFamily family;
  private final FittingProblem problem;
  private final DropoutEvidence evidence;
  private final double weight;

  private DropoutTerm(
      ModelFamily family, FittingProblem problem, DropoutEvidence evidence, double customers) {
    this.family = family;
    this.problem = problem;
    this.evidence = evidence;
    this.weight = customers / evidence.customers();
  }

  /** Returns the problem of a family, with the evidence among the options if it can use it. */
  static FittingProblem added(ModelFamily family, HistoryCells cells, FitOptions options) {
    FittingProblem problem = family.problem(cells, options);
    if (options.evidence().isEmpty() || family.name().equals(Nbd.NAME)) {
      return problem;
    }
    Penalty.Term term =
        new DropoutTerm(family, problem, options.evidence().get(), cells.customers());
    return new FittingProblem(
        problem.coordinates(), problem.starts(), problem.penalty().with(term), problem.stages());
  }

  @Override
  public double addTo(double[] theta, Derivatives sum) {
    double[] z = quantities(theta);
    double[] width = {evidence.spread(), evidence.excessSpread()};
    for (int k = 0; k < QUANTITIES; k++) {
      width[k] *= z[k] > 0 ? DropoutEvidence.SEEN : 1;
      z[k] /= width[k];
    }
    double[][] slopes = slopes(theta);
    double value = 0;
    for (int k = 0; k < QUANTITIES; k++) {
      value -= 0.5 * weight * z[k] * z[k];
      for (int i = 0; i < theta.length; i++) {
        double slope = slopes[k][i] / width[k];
        sum.gradient()[i] -= weight * z[k] * slope;
        for (int j = 0; j < theta.length; j++) {
          sum.hessian()[i][j] -= weight * slope * slopes[k][j] / width[k];
        }
      }
    }
    return value;
  }

  /** How far logit d and the excess of the first year are from their centres. */
  private double[] quantities(double[] theta) {
    PurchaseDecay decay = PurchaseDecay.of(family.model(problem.parameters(theta)));
    double second = logit(decay.secondYear());
    return new double[] {
      second - evidence.logitDropout(),
      logit(decay.firstYear()) - second - evidence.firstYearExcess()
    };
  }

  private double[][] slopes(double[] theta) {
    double[][] slopes = new double[QUANTITIES][theta.length];
    for (int i = 0; i < theta.length; i++) {
      double[] moved = theta.clone();
      moved[i] = theta[i] + STEP;
      double[] more = quantities(moved);
      moved[i] = theta[i] - STEP;
      double[] less = quantities(moved);
      for (int k = 0; k < QUANTITIES; k++) {
        slopes[k][i] = (more[k] - less[k]) / (2 * STEP);
      }
    }
    return slopes;
  }

  private static double logit(double share) {
    double p = Math.min(1 - NEAREST, Math.max(NEAREST, share));
    return Math.log(p / (1 - p));
  }
}
