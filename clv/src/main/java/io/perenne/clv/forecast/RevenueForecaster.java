// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.GammaGamma;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Tells one quantile of the revenue within a horizon for any customer.
 *
 * <p>In units of v + S the revenue of y purchases is distributed in the same way for all customers
 * with the same number of values. These distributions are tabulated (see {@link SpendGrid}), so a
 * quantile costs a microsecond; it is that of {@link RevenueForecast} with a relative error of
 * about 1e-9, larger only where the distribution is so flat that the quantile is not determined.
 * Safe for use by many threads, and an answer does not depend on what else was asked.
 */
public final class RevenueForecaster {

  /** Customers with more values than this are rare enough to compute. */
  private static final int TABULATED = 512;

  /** 64 MB of numbers. */
  private static final long MOST_KEPT = 8_000_000;

  private final CountForecaster counts;
  private final GammaGamma spend;
  private final GammaGamma tabulated;
  private final double level;
  private final double v;
  private final GridBudget budget;
  private final AtomicReferenceArray<@Nullable SpendGrid> grids;

  private RevenueForecaster(
      CountForecaster counts,
      GammaGamma spend,
      GammaGamma tabulated,
      double level,
      GridBudget budget,
      AtomicReferenceArray<@Nullable SpendGrid> grids) {
    Levels.check(level);
    this.counts = counts;
    this.spend = spend;
    this.tabulated = tabulated;
    this.level = level;
    this.v = spend.parameters().getOrDefault("v", Double.NaN);
    this.budget = budget;
    this.grids = grids;
  }

  /** Returns a forecaster of the quantile at a level within (0, 1). */
  public static RevenueForecaster of(CountForecaster counts, GammaGamma spend, double level) {
    return new RevenueForecaster(
        counts,
        spend,
        spend,
        level,
        new GridBudget(MOST_KEPT),
        new AtomicReferenceArray<>(TABULATED));
  }

  /** Returns a forecaster of another quantile, which shares what this one has tabulated. */
  public RevenueForecaster withLevel(double other) {
    return new RevenueForecaster(counts, spend, tabulated, other, budget, grids);
  }

  /**
   * Returns a forecaster for customers who buy and spend differently, which shares what this one
   * has tabulated: in units of v + S revenue depends on p and q alone.
   *
   * @param others a model of spend with the same p and q
   */
  public RevenueForecaster with(CountForecaster otherCounts, GammaGamma others) {
    if (!shapes(others).equals(shapes(tabulated))) {
      throw new IllegalArgumentException("p and q differ: " + others + ", not " + tabulated);
    }
    return new RevenueForecaster(otherCounts, others, tabulated, level, budget, grids);
  }

  private static List<Double> shapes(GammaGamma spend) {
    return List.of(
        spend.parameters().getOrDefault("p", Double.NaN),
        spend.parameters().getOrDefault("q", Double.NaN));
  }

  /** Returns the quantile for a customer. */
  public double quantile(PurchaseHistory history, SpendHistory money) {
    return quantile(counts.forecast(history), money);
  }

  /** Returns the quantile for a customer whose purchases have been forecast. */
  public double quantile(CountForecast purchases, SpendHistory money) {
    double none = purchases.probability(0);
    if (none >= level) {
      return 0;
    }
    double units =
        money.count() < TABULATED
            ? grid(money.count()).quantile(purchases.ifAlive(), (level - none) / purchases.alive())
            : Double.NaN;
    return Double.isNaN(units)
        ? RevenueForecast.of(purchases, spend, money).quantile(level)
        : units * (v + money.sum());
  }

  private SpendGrid grid(int count) {
    SpendGrid grid = grids.get(count);
    if (grid == null) {
      SpendGrid fresh = new SpendGrid(tabulated, count, budget);
      grid = grids.compareAndSet(count, null, fresh) ? fresh : grid(count);
    }
    return grid;
  }
}
