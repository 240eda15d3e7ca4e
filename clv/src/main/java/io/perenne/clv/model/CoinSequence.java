// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.NegativeBinomialWalk;

/**
 * The probabilities of 0, 1, 2, ... purchases of a customer who is alive with a given probability
 * and at each purchase tosses a coin with p ~ Beta(a, b), by recurrence.
 */
final class CoinSequence implements PurchaseCounts.Sequence {

  private final NegativeBinomialWalk stages;
  private final int k;
  private final int passed;
  private final double alive;
  private final double a;
  private final double b;
  private int n;
  private double survived = 1;

  CoinSequence(NegativeBinomialWalk stages, int k, int passed, double alive, double a, double b) {
    this.stages = stages;
    this.k = k;
    this.passed = passed;
    this.alive = alive;
    this.a = a;
    this.b = b;
  }

  /** Survived n coins and no more purchases, or stopped at the n-th. */
  @Override
  public double next() {
    double probability;
    if (n == 0) {
      probability = 1 - alive + alive * within();
    } else {
      double stopped = survived * a / (a + b + (n - 1));
      survived *= (b + (n - 1)) / (a + b + (n - 1));
      double reached = stages.atLeast();
      probability = alive * (survived * within() + stopped * reached);
    }
    n++;
    return probability;
  }

  /**
   * The probability of the stages from the n-th purchase to just before the next; walks past them.
   */
  private double within() {
    double sum = 0;
    for (int stage = Math.max(0, n * k - passed); stage < (n + 1) * k - passed; stage++) {
      sum += stages.probability();
      stages.next();
    }
    return sum;
  }
}
