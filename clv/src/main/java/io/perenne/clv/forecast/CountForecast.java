// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

/**
 * The distribution of the number of purchases of one customer within a horizon: none if the
 * customer has gone, else a distribution that customers may share.
 *
 * <p>Immutable. Probabilities beyond the last one kept are below {@link CountForecaster#REST}.
 */
public final class CountForecast {

  /** Probabilities below this do not move a quantile of the revenue by its tolerance. */
  static final double NOTICEABLE = 1e-9;

  private final double alive;
  private final double[] cumulative;

  /** {@code cumulative[n]} is P(N &le; n | alive). */
  CountForecast(double alive, double[] cumulative) {
    this.alive = alive;
    this.cumulative = cumulative;
  }

  /** Returns P(N &le; n), 0 for n below 0. */
  public double atMost(int n) {
    if (n < 0) {
      return 0;
    }
    return 1 - alive * (1 - cumulative[Math.min(n, cumulative.length - 1)]);
  }

  /** Returns P(N = n). */
  public double probability(int n) {
    if (n <= 0) {
      return n < 0 ? 0 : atMost(0);
    }
    return n < cumulative.length ? alive * (cumulative[n] - cumulative[n - 1]) : 0;
  }

  /** Returns P(N &gt; 0). */
  public double probabilityOfAny() {
    return alive * (1 - cumulative[0]);
  }

  /** Returns the smallest n with P(N &le; n) at or above the level. */
  public int quantile(double level) {
    Levels.check(level);
    if (level <= 1 - alive) {
      return 0;
    }
    int low = 0;
    int high = cumulative.length - 1;
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

  /** Returns the largest number of purchases with a probability above 1e-9, 0 if there is none. */
  int mostNoticeable() {
    int n = cumulative.length - 1;
    while (n > 0 && alive * (cumulative[n] - cumulative[n - 1]) <= NOTICEABLE) {
      n--;
    }
    return n;
  }

  /** Returns the largest number of purchases that is not neglected. */
  public int most() {
    return cumulative.length - 1;
  }
}
