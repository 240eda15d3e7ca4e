// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.PoissonPurchases;
import io.perenne.clv.model.TransactionModel;
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

  /** Beyond this many kinds of customers distributions are not kept. */
  private static final int MOST_KEPT = 200_000;

  private final TransactionModel model;
  private final double horizon;
  private final @Nullable PoissonPurchases poisson;
  private final Map<Pace, CountsIfAlive> ifAlive = new ConcurrentHashMap<>();

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
    return poisson == null ? whole(history) : forecast(history, poisson.probabilityAlive(history));
  }

  /**
   * Returns the forecast for a customer whose probability of being alive, by the same model, is
   * known already.
   */
  public CountForecast forecast(PurchaseHistory history, double alive) {
    if (poisson == null) {
      return whole(history);
    }
    Pace pace = new Pace(history.frequency(), history.age());
    CountsIfAlive shared = ifAlive.get(pace);
    if (shared == null) {
      shared = ifAlive(poisson, pace);
      ifAlive.put(pace, shared);
    }
    return new CountForecast(alive, shared);
  }

  /** Without phases to share, customers of one history share the whole distribution. */
  private CountForecast whole(PurchaseHistory history) {
    CountForecast kept = whole.get(history);
    if (kept == null) {
      kept = new CountForecast(1, CountsIfAlive.of(model.purchaseCounts(history, horizon), 1));
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
  private CountsIfAlive ifAlive(PoissonPurchases model, Pace pace) {
    int x = pace.frequency();
    PurchaseHistory fresh = PurchaseHistory.of(x, x == 0 ? 0 : pace.age(), pace.age());
    double alive = model.probabilityAlive(fresh);
    return CountsIfAlive.of(model.purchaseCounts(fresh, horizon), alive);
  }
}
