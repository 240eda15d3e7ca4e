// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.model.PurchaseCounts;
import java.util.Arrays;

/** The distribution of the number of purchases of one who is alive; customers share it. */
final class CountsIfAlive {

  /** What may be neglected in the tail. */
  private static final double REST = 1e-10;

  /** Probabilities below this do not move a quantile of the revenue by its tolerance. */
  static final double NOTICEABLE = 1e-9;

  private final double[] probabilities;
  private final double[] cumulative;
  private final int mostNoticeable;
  private final double mean;
  private final double meanSquare;

  private CountsIfAlive(double[] cumulative) {
    this.cumulative = cumulative;
    this.probabilities = cumulative.clone();
    int noticeable = 0;
    double first = 0;
    double second = 0;
    for (int n = 1; n < cumulative.length; n++) {
      probabilities[n] = cumulative[n] - cumulative[n - 1];
      first += n * probabilities[n];
      second += (double) n * n * probabilities[n];
      noticeable = probabilities[n] > NOTICEABLE ? n : noticeable;
    }
    this.mostNoticeable = noticeable;
    this.mean = first;
    this.meanSquare = second;
  }

  /**
   * Returns the distribution given alive from that of one who is alive with some probability; none,
   * for certain, of one whose probability is too small for a number.
   */
  static CountsIfAlive of(PurchaseCounts counts, double alive) {
    if (alive < Double.MIN_NORMAL) {
      return new CountsIfAlive(new double[] {1});
    }
    double[] sums = new double[counts.highest() + 1];
    double sum = 1 - (1 - counts.probabilityOf(0)) / alive;
    sums[0] = Math.max(0, sum);
    for (int n = 1; n < sums.length; n++) {
      sum = Math.min(1, sum + counts.probabilityOf(n) / alive);
      sums[n] = sum;
      if (sum >= 1 - REST) {
        return new CountsIfAlive(Arrays.copyOf(sums, n + 1));
      }
    }
    return new CountsIfAlive(sums);
  }

  /** Returns P(N = n), 0 beyond the last one kept. */
  double probability(int n) {
    return n < probabilities.length ? probabilities[n] : 0;
  }

  /** Returns P(N &le; n). */
  double atMost(int n) {
    return cumulative[Math.min(n, most())];
  }

  /** Returns E[N]. */
  double mean() {
    return mean;
  }

  /** Returns E[N^2]. */
  double meanSquare() {
    return meanSquare;
  }

  /** Returns the largest number of purchases that is not neglected. */
  int most() {
    return cumulative.length - 1;
  }

  /** Returns the largest number of purchases with a noticeable probability, 0 if there is none. */
  int mostNoticeable() {
    return mostNoticeable;
  }

  /** Returns the sum of P(N = y) values[y - 1] over the noticeable y = 1, 2, ... */
  double sum(double[] values) {
    double sum = 0;
    for (int y = 1; y <= mostNoticeable; y++) {
      sum += probabilities[y] * values[y - 1];
    }
    return sum;
  }
}
