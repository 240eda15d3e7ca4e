// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;

/**
 * The log-likelihood of models with Erlang gaps and Gompertz or Pareto lifetimes over cells, with
 * gradient and Hessian by (r, alpha, s, beta) and, where lifetimes are Gompertz, b.
 *
 * <p>A customer is alive in one of k phases, or stopped at one of the nodes of the integral in one
 * of them: gradient and Hessian by Louis' identity over all of these.
 */
final class LifetimeLikelihood implements LogLikelihood {

  private final HistoryCells cells;
  private final int k;
  private final boolean aging;
  private final boolean parallel;
  private final RateCounts rates;
  private final double constant;

  LifetimeLikelihood(HistoryCells cells, int k, boolean aging, boolean parallel) {
    this.cells = cells;
    this.k = k;
    this.aging = aging;
    this.parallel = parallel;
    this.rates = new RateCounts(cells, k);
    double gaps = 0;
    for (int i = 0; i < cells.size(); i++) {
      gaps += cells.weight(i) * cells.logGapSum(i);
    }
    this.constant = (k - 1) * gaps - cells.transactions() * Gammas.logGamma(k);
  }

  @Override
  public Derivatives at(double[] p) {
    int dimension = aging ? 5 : 4;
    double alpha = p[1] / k;
    GompertzLaw law = new GompertzLaw(p[2], p[3], aging ? p[4] : 0);
    double[] sums =
        Blocks.sum(
            cells.size(),
            Louis.terms(dimension),
            parallel,
            (from, to, into) -> {
              Louis mixture = new Louis(dimension);
              for (int i = from; i < to; i++) {
                addCustomer(p[0], alpha, p[3], law, i, mixture);
                mixture.addTo(into, cells.weight(i));
              }
            });
    sums[0] += constant;
    Derivatives byStages =
        Louis.unpacked(sums, dimension).plus(rates.at(p[0], alpha).embedded(dimension));
    return byStages.scaled(1, 1.0 / k);
  }

  private void addCustomer(
      double r, double alpha, double beta, GompertzLaw law, int i, Louis mixture) {
    double recency = cells.recency(i);
    double age = cells.age(i);
    double rho = r + (double) k * cells.frequency(i);
    mixture.reset();
    addPhases(rho, alpha, recency, age, law.logSurvival(age), law, false, mixture);
    if (age > recency) {
      new UnseenDropout(rho, alpha, beta, law)
          .visit(
              recency,
              age,
              (y, logWeight) -> {
                double log = logWeight + law.logSurvival(y) + Math.log(law.hazard(y));
                return addPhases(rho, alpha, recency, y, log, law, true, mixture);
              });
    }
  }

  /** Adds the k phases of one who is alive at y, or stops there; returns the log of their sum. */
  private double addPhases(
      double rho,
      double alpha,
      double recency,
      double y,
      double logLife,
      GompertzLaw law,
      boolean stops,
      Louis mixture) {
    double until = alpha + y;
    double log = Math.log(until);
    double q = (y - recency) / until;
    double term = 1;
    double sum = 0;
    double inverses = 0;
    double squares = 0;
    for (int j = 0; j < k; j++) {
      if (j > 0) {
        double rate = rho + (j - 1);
        term *= rate / j * q;
        inverses += 1 / rate;
        squares += 1 / (rate * rate);
      }
      if (term > 0) {
        sum += term;
        mixture.start(logLife - rho * log + Math.log(term));
        mixture.gradient(0, inverses - log);
        mixture.gradient(1, -(rho + j) / until);
        mixture.hessian(0, 0, -squares);
        mixture.hessian(0, 1, -1 / until);
        mixture.hessian(1, 1, (rho + j) / (until * until));
        law.derivatives(y, stops, mixture, aging);
        mixture.end();
      }
    }
    return logLife - rho * log + Math.log(sum);
  }
}
