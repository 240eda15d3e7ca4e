// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.MixtureDerivatives;

/**
 * The log-likelihood of models with Erlang gaps and Gompertz or Pareto lifetimes over cells, with
 * gradient and Hessian by (r, alpha, s, beta) and, where lifetimes are Gompertz, b.
 *
 * <p>Gradient and Hessian by MixtureDerivatives' identity over the {@link LifetimeTerms} of each
 * customer.
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
    LifetimeTerms terms = new LifetimeTerms(k, p[0], alpha, p[3], law, aging);
    double[] sums =
        Blocks.sum(
            cells.size(),
            MixtureDerivatives.terms(dimension),
            parallel,
            (from, to, into) -> {
              MixtureDerivatives mixture = new MixtureDerivatives(dimension);
              for (int i = from; i < to; i++) {
                mixture.reset();
                terms.addTo(mixture, cells.frequency(i), cells.recency(i), cells.age(i));
                mixture.addTo(into, cells.weight(i));
              }
            });
    sums[0] += constant;
    Derivatives byStages =
        MixtureDerivatives.unpacked(sums, dimension)
            .plus(rates.at(p[0], alpha).embedded(dimension));
    return byStages.scaled(1, 1.0 / k);
  }
}
