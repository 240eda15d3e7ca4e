// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.MixtureDerivatives;

/**
 * The ways in which a customer with Erlang gaps may have come to be silent: alive at T, or stopped
 * at one of the nodes of the integral over the unseen dropout.
 *
 * <p>Each is told to a {@link MixtureDerivatives} with its derivatives by (r, alpha, s, beta) and,
 * where lifetimes are Gompertz, b. The k phases that may have passed since the last purchase are
 * summed within a node: with c_j as in {@link ErlangStages} the derivatives of ln S2 are means and
 * covariances over j.
 */
final class LifetimeTerms {

  private final int k;
  private final double r;
  private final double alpha;
  private final double beta;
  private final GompertzLaw law;
  private final boolean aging;

  /**
   * Makes the terms of one set of parameters.
   *
   * @param alpha rate parameter of the stages
   * @param aging whether the derivatives by b are wanted
   */
  LifetimeTerms(int k, double r, double alpha, double beta, GompertzLaw law, boolean aging) {
    this.k = k;
    this.r = r;
    this.alpha = alpha;
    this.beta = beta;
    this.law = law;
    this.aging = aging;
  }

  /** Tells the terms of one customer. */
  void addTo(MixtureDerivatives mixture, int frequency, double recency, double age) {
    double rho = r + (double) k * frequency;
    addPhases(rho, recency, age, law.logSurvival(age), false, mixture);
    if (age > recency) {
      new UnseenDropout(k, rho, alpha, beta, law)
          .visit(
              recency,
              age,
              (y, logWeight) -> {
                double log = logWeight + law.logSurvival(y) + Math.log(law.hazard(y));
                return addPhases(rho, recency, y, log, true, mixture);
              });
    }
  }

  /**
   * Adds one who is alive at y, or stops there, in any phase; returns the logarithm of the term.
   */
  private double addPhases(
      double rho,
      double recency,
      double y,
      double logLife,
      boolean stops,
      MixtureDerivatives mixture) {
    double until = alpha + y;
    double logUntil = Math.log(until);
    double q = (y - recency) / until;
    double term = 1;
    double sum = 1;
    double inverses = 0; // d ln c_j / d rho
    double squares = 0; // minus its derivative
    double meanInverses = 0;
    double meanSquares = 0;
    double meanInverses2 = 0;
    double meanPhase = 0;
    double meanPhase2 = 0;
    double meanProduct = 0;
    for (int j = 1; j < k; j++) {
      double rate = rho + (j - 1);
      term *= rate / j * q;
      inverses += 1 / rate;
      squares += 1 / (rate * rate);
      sum += term;
      meanInverses += term * inverses;
      meanInverses2 += term * inverses * inverses;
      meanSquares += term * squares;
      meanPhase += term * j;
      meanPhase2 += term * j * j;
      meanProduct += term * inverses * j;
    }
    meanInverses /= sum;
    meanPhase /= sum;
    double log = logLife - rho * logUntil + Math.log(sum);
    mixture.start(log);
    mixture.gradient(0, meanInverses - logUntil);
    mixture.gradient(1, -(rho + meanPhase) / until);
    mixture.hessian(0, 0, (meanInverses2 - meanSquares) / sum - meanInverses * meanInverses);
    mixture.hessian(0, 1, -(1 + meanProduct / sum - meanInverses * meanPhase) / until);
    mixture.hessian(
        1, 1, (rho + meanPhase + meanPhase2 / sum - meanPhase * meanPhase) / (until * until));
    law.derivatives(y, stops, mixture, aging);
    mixture.end();
    return log;
  }
}
