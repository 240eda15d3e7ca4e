// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.GammaGamma;
import io.perenne.clv.model.PurchaseCounts;

/**
 * The distribution of what a customer will spend within a time: F(u) = P(Y = 0) + sum over y of P(Y
 * = y) I(u / (u + v + S); p y, p n + q).
 *
 * <p>Undiscounted. For discounted value scale u by discounted over undiscounted expected purchases.
 */
public final class RevenueDistribution {

  private static final double PRECISION = 1e-9;

  private final PurchaseCounts purchases;
  private final GammaGamma spend;
  private final SpendHistory history;

  private RevenueDistribution(PurchaseCounts purchases, GammaGamma spend, SpendHistory history) {
    this.purchases = purchases;
    this.spend = spend;
    this.history = history;
  }

  /** Returns the distribution for a number of purchases and the values of past ones. */
  public static RevenueDistribution of(
      PurchaseCounts purchases, GammaGamma spend, SpendHistory history) {
    return new RevenueDistribution(purchases, spend, history);
  }

  /** Returns the probability that the revenue is at most a given one. */
  public double probabilityOfAtMost(double revenue) {
    if (!(revenue >= 0)) {
      throw new IllegalArgumentException("revenue is not >= 0: " + revenue);
    }
    double sum = purchases.probabilityOf(0);
    for (int y = 1; y <= purchases.highest() && revenue > 0; y++) {
      double probability = purchases.probabilityOf(y);
      if (probability > 0) {
        sum += probability * spend.probabilityOfAtMost(revenue, y, history);
      }
    }
    return Math.min(1, sum);
  }

  /** Returns the mean, which is infinite where the spend distribution has none. */
  public double mean() {
    double purchasesExpected = purchases.mean();
    return purchasesExpected == 0 ? 0 : purchasesExpected * spend.expectedTransactionValue(history);
  }

  /** Returns the smallest revenue that is not exceeded with at least the given probability. */
  public double quantile(double level) {
    if (!(level >= 0 && level < 1)) {
      throw new IllegalArgumentException("level not in [0, 1): " + level);
    }
    if (level <= purchases.probabilityOf(0)) {
      return 0;
    }
    double high = Math.max(1e-6, spend.expectedTransactionValue(1, 1));
    while (probabilityOfAtMost(high) < level && high < 1e300) {
      high *= 2;
    }
    double low = 0;
    while (high - low > PRECISION * high) {
      double middle = 0.5 * (low + high);
      if (probabilityOfAtMost(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns the central interval that contains the revenue with the given probability. */
  public Interval interval(double level) {
    return new Interval(quantile((1 - level) / 2), quantile((1 + level) / 2));
  }

  /**
   * Amounts from and to.
   *
   * @param low the lowest
   * @param high the highest
   */
  public record Interval(double low, double high) {}
}
