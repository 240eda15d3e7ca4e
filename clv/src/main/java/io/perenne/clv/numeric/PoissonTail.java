// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * P(N &ge; n) of a Poisson variable for n = 0, 1, 2, ... by recurrence. Used by one thread, once.
 */
public final class PoissonTail {

  private static final double LOWEST_LOG = -690;

  private final double mean;
  private final int first;
  private int n;
  private double probability;
  private double atLeast = 1;

  public PoissonTail(double mean) {
    this.mean = mean;
    this.first = -mean > LOWEST_LOG ? 0 : firstNoticeable();
    this.probability = first == 0 ? Math.exp(-mean) : 0;
  }

  private int firstNoticeable() {
    int low = 0;
    int high = (int) Math.min(1e9, mean);
    while (high - low > 1) {
      int middle = low + (high - low) / 2;
      if (log(middle) > LOWEST_LOG) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private double log(int m) {
    return m * Math.log(mean) - mean - Gammas.logGamma(m + 1.0);
  }

  public double atLeast() {
    return atLeast;
  }

  public void advanceTo(int later) {
    while (n < later) {
      atLeast = n == 0 && first == 0 ? -Math.expm1(-mean) : Math.max(0, atLeast - probability);
      n++;
      if (n == first) {
        probability = Math.exp(log(n));
      } else if (n > first) {
        probability *= mean / n;
        // beyond the mode the tail is below a geometric series: rounding cannot keep it up
        if (n + 1 > mean) {
          atLeast = Math.min(atLeast, probability / (1 - mean / (n + 1)));
        }
      }
    }
  }
}
