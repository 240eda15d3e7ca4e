// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;

/**
 * The log-likelihood of Pareto/NBD over cells, with gradient and Hessian by r, alpha, s, beta.
 *
 * <p>A customer is alive or stopped at one of the nodes of the integral. The gradient is the mean
 * of the gradients of these logarithms, the Hessian the mean of theirs plus the covariance of the
 * gradients (Louis' identity). All are linear in ln(alpha + y), 1 / (alpha + y), ln(beta + y) and 1
 * / (beta + y), whose moments the integral yields on its way.
 */
final class ParetoNbdLikelihood implements LogLikelihood {

  private static final int TERMS = 15;

  private final HistoryCells cells;
  private final RateCounts counts;
  private final boolean parallel;

  ParetoNbdLikelihood(HistoryCells cells, boolean parallel) {
    this.cells = cells;
    this.counts = new RateCounts(cells, 1);
    this.parallel = parallel;
  }

  @Override
  public Derivatives at(double[] parameters) {
    double[] s =
        Blocks.sum(
            cells.size(),
            TERMS,
            parallel,
            (from, to, sums) -> {
              ParetoMoments moments = new ParetoMoments(parameters);
              for (int i = from; i < to; i++) {
                moments.addCustomer(
                    cells.frequency(i), cells.recency(i), cells.age(i), cells.weight(i), sums);
              }
            });
    return Louis.unpacked(s, 4).plus(counts.at(parameters[0], parameters[1]).embedded(4));
  }
}
