// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.GammaGamma;
import java.util.SplittableRandom;

/**
 * Customers drawn from a model in memory, acquired evenly over all days of a period; two purchases
 * on one day are one. The same numbers give the same customers.
 */
final class Base {
  private static final long SEED = 20_260_101;

  private final int[] frequency;
  private final int[] recency;
  private final int[] age;
  private final double[] spend;

  private Base(int customers) {
    frequency = new int[customers];
    recency = new int[customers];
    age = new int[customers];
    spend = new double[customers];
  }

  /** Draws customers who are watched from their first purchase to the end of the period. */
  static Base of(TransactionModel model, GammaGamma spend, int customers, int days) {
    SplittableRandom random = new SplittableRandom(SEED);
    Base base = new Base(customers);
    double mean = spend.populationMean();
    for (int i = 0; i < customers; i++) {
      double start = days * random.nextDouble();
      int first = (int) start;
      int c = i;
      base.age[c] = days - 1 - first;
      model.simulate(
          days - start,
          random,
          time -> {
            int day = Math.min((int) (start + time), days - 1) - first;
            if (day > base.recency[c]) {
              base.frequency[c]++;
              base.recency[c] = day;
            }
          });
      base.spend[c] = mean * (base.frequency[c] + 1) * (0.5 + random.nextDouble());
    }
    return base;
  }

  int customers() {
    return frequency.length;
  }

  PurchaseHistory history(int customer) {
    return PurchaseHistory.of(frequency[customer], recency[customer], age[customer]);
  }

  SpendHistory spend(int customer) {
    int n = frequency[customer] + 1;
    return new SpendHistory(n, spend[customer], n * Math.log(spend[customer] / n));
  }

  /** Groups the customers by history: the aggregation. */
  HistoryCells cells() {
    HistoryCells.Builder builder = HistoryCells.builder();
    for (int i = 0; i < frequency.length; i++) {
      builder.add(frequency[i], recency[i], age[i]);
    }
    return builder.build();
  }
}
