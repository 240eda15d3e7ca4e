// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.GammaGamma;

/**
 * The distribution of a customer's revenue within a horizon.
 *
 * <p>Given y purchases it is known in closed form; over the number of purchases it is a mixture:
 * P(R &le; u) = P(Y = 0) + sum over y of P(Y = y) I(u / (u + v + S); p y, p n + q).
 */
public final class RevenueForecast {

  private static final double TOLERANCE = 1e-9;
  private static final int MOST_STEPS = 200;

  private final CountForecast purchases;
  private final GammaGamma spend;
  private final SpendHistory history;

  private RevenueForecast(CountForecast purchases, GammaGamma spend, SpendHistory history) {
    this.purchases = purchases;
    this.spend = spend;
    this.history = history;
  }

  /** Returns the forecast for a customer with this spend so far. */
  public static RevenueForecast of(
      CountForecast purchases, GammaGamma spend, SpendHistory history) {
    return new RevenueForecast(purchases, spend, history);
  }

  /** Returns P(R &le; revenue). */
  public double atMost(double revenue) {
    double sum = purchases.probability(0);
    for (int y = 1; y <= purchases.most(); y++) {
      double weight = purchases.probability(y);
      if (weight > CountsIfAlive.NOTICEABLE) {
        sum += weight * spend.probabilityOfAtMost(revenue, y, history);
      }
    }
    return Math.min(1, sum);
  }

  /**
   * Returns E[R], the expected purchases times the expected value of one; infinite where a purchase
   * has no finite mean.
   */
  public double mean() {
    double counted = purchases.mean();
    return counted == 0
        ? 0
        : counted * spend.expectedTransactionValue(history.count(), history.sum());
  }

  /**
   * Returns the variance of R. With N purchases of mean value M = p / nu, both unknown and
   * independent, it is E[N] E[M^2] / p + E[N^2] E[M^2] - E[N]^2 E[M]^2.
   *
   * @return infinite where p n + q is not above 2, as the customer's mean value then has none
   */
  public double variance() {
    double counted = purchases.mean();
    if (counted == 0) {
      return 0;
    }
    double value = spend.expectedTransactionValue(history.count(), history.sum());
    double squareValue = spend.meanValueVariance(history) + value * value;
    return counted * spend.variance(history)
        + purchases.meanSquare() * squareValue
        - counted * counted * value * value;
  }

  /** Returns the smallest revenue with P(R &le; revenue) at or above the level. */
  public double quantile(double level) {
    Levels.check(level);
    if (purchases.probability(0) >= level) {
      return 0;
    }
    double low = 0;
    double high = scale();
    while (atMost(high) < level) {
      low = high;
      high *= 4;
      if (high > Double.MAX_VALUE / 8) {
        return high;
      }
    }
    return root(level, low, high);
  }

  /** A positive length of the order of the distribution. */
  private double scale() {
    double mean = spend.expectedTransactionValue(history.count(), history.sum());
    return mean > 0 && mean < 1e100 ? mean : 1;
  }

  /** The Illinois variant of false position: the function rises and the root is enclosed. */
  private double root(double level, double from, double to) {
    double low = from;
    double high = to;
    double below = atMost(low) - level;
    double above = atMost(high) - level;
    int side = 0;
    for (int i = 0; i < MOST_STEPS && high - low > TOLERANCE * high; i++) {
      double middle =
          i % 8 == 7 || below == above
              ? (low + high) / 2
              : low - below * (high - low) / (above - below);
      double value = atMost(middle) - level;
      if (value >= 0) {
        high = middle;
        above = value;
        below = side == 1 ? below / 2 : below;
        side = 1;
      } else {
        low = middle;
        below = value;
        above = side == -1 ? above / 2 : above;
        side = -1;
      }
      if (Math.abs(value) < 1e-12) {
        return middle;
      }
    }
    return high;
  }
}
