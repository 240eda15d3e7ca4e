// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.PoissonPurchases;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the distribution of the number of purchases within a horizon for any customer.
 *
 * <p>With Poisson purchases the distribution given alive depends on (x, T) alone, of which even a
 * large base has few; it is computed once for each. Safe for use by many threads: two that need one
 * distribution at once compute the same numbers.
 */
public final class CountForecaster {

  /** What may be neglected in the tail. */
  static final double REST = 1e-10;

  /** Beyond this many kinds of customers distributions are not kept. */
  private static final int MOST_KEPT = 200_000;

  private final TransactionModel model;
  private final double horizon;
  private final @Nullable PoissonPurchases poisson;
  private final Map<Pace, double[]> ifAlive = new ConcurrentHashMap<>();

  private final Map<PurchaseHistory, CountForecast> whole = new ConcurrentHashMap<>();

  private record Pace(int frequency, double age) {}

  private CountForecaster(TransactionModel model, double horizon) {
    if (!(horizon > 0 && horizon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("horizon is not finite and > 0: " + horizon);
    }
    this.model = model;
    this.horizon = horizon;
    this.poisson = model instanceof PoissonPurchases p ? p : null;
  }

  /**
   * Returns a forecaster.
   *
   * @param horizon how far ahead, in the time unit of the model
   */
  public static CountForecaster of(TransactionModel model, double horizon) {
    return new CountForecaster(model, horizon);
  }

  /** Returns the forecast for a customer. */
  public CountForecast forecast(PurchaseHistory history) {
    if (poisson == null) {
      return whole(history);
    }
    int x = history.frequency();
    double age = history.age();
    double[] shared = ifAlive.computeIfAbsent(new Pace(x, age), pace -> ifAlive(poisson, pace));
    return new CountForecast(poisson.probabilityAlive(x, history.recency(), age), shared);
  }

  /** Without phases to share, customers of one history share the whole distribution. */
  private CountForecast whole(PurchaseHistory history) {
    CountForecast kept = whole.get(history);
    if (kept == null) {
      kept = new CountForecast(1, cumulative(model.purchaseCounts(history, horizon), 1));
      if (whole.size() < MOST_KEPT) {
        whole.put(history, kept);
      }
    }
    return kept;
  }

  /**
   * Reads the distribution given alive off a customer of the same pace who is most likely alive:
   * one who bought just now. P(N = n) = P(alive) P(N = n | alive) for n above 0.
   */
  private double[] ifAlive(PoissonPurchases model, Pace pace) {
    int x = pace.frequency();
    PurchaseHistory fresh = PurchaseHistory.of(x, x == 0 ? 0 : pace.age(), pace.age());
    double alive = model.probabilityAlive(fresh);
    return cumulative(model.purchaseCounts(fresh, horizon), alive);
  }

  /** P(N &le; n | alive) from the distribution of one who is alive with a given probability. */
  private static double[] cumulative(PurchaseCounts counts, double alive) {
    double[] sums = new double[counts.highest() + 1];
    double sum = 1 - (1 - counts.probabilityOf(0)) / alive;
    sums[0] = Math.max(0, sum);
    for (int n = 1; n < sums.length; n++) {
      sum = Math.min(1, sum + counts.probabilityOf(n) / alive);
      sums[n] = sum;
      if (sum >= 1 - REST) {
        return Arrays.copyOf(sums, n + 1);
      }
    }
    return sums;
  }
}
