// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.forecast.CustomerSimulator;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.GammaGamma;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Customers who do what a model says, so that the right answer is known. */
final class Simulated {

  /** CDNOW's BG/NBD in days. */
  static final TransactionModel BG_NBD =
      TransactionModels.of(
          "bg-nbd", Map.of("r", 0.243, "alpha", 7 * 4.414, "a", 0.793, "b", 2.426));

  private Simulated() {}

  static PurchaseLog customers(TransactionModel model, int customers, double days, long seed) {
    Map<Long, SortedMap<Integer, Double>> bought = new TreeMap<>();
    CustomerSimulator.of(model, GammaGamma.of(6.25, 3.74, 15.44))
        .simulate(
            0,
            customers,
            days / 3,
            days,
            new SplittableRandom(seed),
            (customer, time, amount) ->
                bought
                    .computeIfAbsent(customer, id -> new TreeMap<>())
                    .merge((int) time, amount, Double::sum));
    PurchaseLog.Builder log = PurchaseLog.builder();
    for (SortedMap<Integer, Double> purchases : bought.values()) {
      int[] day = purchases.keySet().stream().mapToInt(d -> d).toArray();
      double[] value = purchases.values().stream().mapToDouble(v -> v).toArray();
      log.add(day, value, day.length);
    }
    return log.build();
  }
}
