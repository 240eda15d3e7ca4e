// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.GammaGamma;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells one quantile of the revenue within a horizon for any customer.
 *
 * <p>A quantile in units of v + S depends on (x, t_x, T) and the number of values n alone, which
 * customers share; it is computed once for each. Safe for use by many threads.
 */
public final class RevenueForecaster {

  /** Beyond this many kinds of customers answers are not kept. */
  private static final int MOST_KEPT = 1_000_000;

  private final CountForecaster counts;
  private final GammaGamma spend;
  private final double level;
  private final double v;
  private final Map<Kind, Double> quantiles = new ConcurrentHashMap<>();

  private record Kind(int frequency, double recency, double age, int count) {}

  private RevenueForecaster(CountForecaster counts, GammaGamma spend, double level) {
    Levels.check(level);
    this.counts = counts;
    this.spend = spend;
    this.level = level;
    this.v = spend.parameters().getOrDefault("v", Double.NaN);
  }

  /** Returns a forecaster of the quantile at a level within (0, 1). */
  public static RevenueForecaster of(CountForecaster counts, GammaGamma spend, double level) {
    return new RevenueForecaster(counts, spend, level);
  }

  /** Returns the quantile for a customer. */
  public double quantile(PurchaseHistory history, SpendHistory money) {
    Kind kind = new Kind(history.frequency(), history.recency(), history.age(), money.count());
    Double kept = quantiles.get(kind);
    if (kept == null) {
      kept =
          RevenueForecast.of(counts.forecast(history), spend, money).quantile(level)
              / (v + money.sum());
      if (quantiles.size() < MOST_KEPT) {
        quantiles.put(kind, kept);
      }
    }
    return kept * (v + money.sum());
  }
}
