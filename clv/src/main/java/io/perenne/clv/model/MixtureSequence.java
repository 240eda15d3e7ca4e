// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.NegativeBinomialWalk;

/**
 * The probabilities of 0, 1, 2, ... purchases of a customer who, if alive, is one of several
 * negative binomial ones with given weights.
 */
final class MixtureSequence implements PurchaseCounts.Sequence {

  private final double alive;
  private final NegativeBinomialWalk[] walks;
  private final double[] weights;
  private boolean first = true;

  MixtureSequence(double alive, NegativeBinomialWalk[] walks, double[] weights) {
    this.alive = alive;
    this.walks = walks;
    this.weights = weights;
  }

  @Override
  public double next() {
    double sum = 0;
    for (int i = 0; i < walks.length; i++) {
      sum += weights[i] * walks[i].probability();
      walks[i].next();
    }
    double probability = first ? 1 - alive + alive * sum : alive * sum;
    first = false;
    return probability;
  }
}
