// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.model.PurchaseCounts;

/**
 * The distribution of the number of purchases of one customer within a horizon: none if the
 * customer has gone, else a distribution that customers may share.
 *
 * <p>Immutable. Probabilities beyond the last one kept are below 1e-10.
 */
public final class CountForecast {

  private final double alive;
  private final CountsIfAlive ifAlive;

  CountForecast(double alive, CountsIfAlive ifAlive) {
    this.alive = alive;
    this.ifAlive = ifAlive;
  }

  /** Returns the forecast of one customer alone, who is alive with a given probability. */
  public static CountForecast of(PurchaseCounts counts, double alive) {
    return new CountForecast(alive, CountsIfAlive.of(counts, alive));
  }

  /** Returns P(N &le; n), 0 for n below 0. */
  public double atMost(int n) {
    if (n < 0) {
      return 0;
    }
    return 1 - alive * (1 - ifAlive.atMost(n));
  }

  /** Returns P(N = n). */
  public double probability(int n) {
    if (n <= 0) {
      return n < 0 ? 0 : atMost(0);
    }
    return alive * ifAlive.probability(n);
  }

  /** Returns P(N &gt; 0). */
  public double probabilityOfAny() {
    return alive * (1 - ifAlive.atMost(0));
  }

  /** Returns E[N]. */
  public double mean() {
    return alive * ifAlive.mean();
  }

  /** Returns E[N^2]. */
  double meanSquare() {
    return alive * ifAlive.meanSquare();
  }

  /** Returns the variance of N. */
  public double variance() {
    return Math.max(0, meanSquare() - mean() * mean());
  }

  /** Returns the smallest n with P(N &le; n) at or above the level. */
  public int quantile(double level) {
    Levels.check(level);
    if (level <= 1 - alive) {
      return 0;
    }
    int low = 0;
    int high = most();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (atMost(middle) >= level) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns the probability of being alive. */
  double alive() {
    return alive;
  }

  /** Returns the distribution given alive. */
  CountsIfAlive ifAlive() {
    return ifAlive;
  }

  /** Returns the largest number of purchases that is not neglected. */
  public int most() {
    return ifAlive.most();
  }
}
