// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.MixtureDerivatives;
import java.util.List;
import java.util.stream.Stream;

/**
 * The log-likelihood of Pareto/NBD over cells, with gradient and Hessian by r, alpha, s, beta.
 *
 * <p>A customer is alive or stopped at one of the nodes of the integral. The gradient is the mean
 * of the gradients of these logarithms, the Hessian the mean of theirs plus the covariance of the
 * gradients (MixtureDerivatives' identity). All are linear in ln(alpha + y), 1 / (alpha + y),
 * ln(beta + y) and 1 / (beta + y), whose moments the integral yields on its way. Customers with one
 * x share the integral (see {@link ParetoTail}).
 */
final class ParetoNbdLikelihood implements LogLikelihood {

  private final List<ParetoBlock> blocks;
  private final RateCounts counts;
  private final boolean parallel;

  ParetoNbdLikelihood(HistoryCells cells, boolean parallel) {
    this.blocks = ParetoBlock.of(cells);
    this.counts = new RateCounts(cells, 1);
    this.parallel = parallel;
  }

  @Override
  public Derivatives at(double[] parameters) {
    Stream<ParetoBlock> stream = parallel ? blocks.parallelStream() : blocks.stream();
    // in the order of the blocks, whatever thread was first
    double[] total =
        Blocks.total(
            MixtureDerivatives.terms(4), stream.map(block -> block.sums(parameters)).toList());
    return MixtureDerivatives.unpacked(total, 4)
        .plus(counts.at(parameters[0], parameters[1]).embedded(4));
  }
}
