// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.MixtureDerivatives;

/** The log-likelihood of NBD over cells, with gradient and Hessian by r and alpha. */
final class NbdLikelihood implements LogLikelihood {

  private static final int TERMS = 5;

  private final HistoryCells cells;
  private final RateCounts counts;
  private final boolean parallel;

  NbdLikelihood(HistoryCells cells, boolean parallel) {
    this.cells = cells;
    this.counts = new RateCounts(cells, 1);
    this.parallel = parallel;
  }

  @Override
  public Derivatives at(double[] parameters) {
    double r = parameters[0];
    double alpha = parameters[1];
    double[] s =
        Blocks.sum(
            cells.size(), TERMS, parallel, (from, to, sums) -> add(r, alpha, from, to, sums));
    double[] outcomes = {-s[0], -s[1], -s[2], 0, -s[3], s[4]};
    return MixtureDerivatives.unpacked(outcomes, 2).plus(counts.at(r, alpha).embedded(2));
  }

  private void add(double r, double alpha, int from, int to, double[] sums) {
    for (int i = from; i < to; i++) {
      double w = cells.weight(i);
      double rho = r + cells.frequency(i);
      double inverse = 1 / (alpha + cells.age(i));
      double log = Math.log(alpha + cells.age(i));
      sums[0] += w * rho * log;
      sums[1] += w * log;
      sums[2] += w * rho * inverse;
      sums[3] += w * inverse;
      sums[4] += w * rho * inverse * inverse;
    }
  }
}
