// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Customers from the highest number to the lowest, ties in random order.
 *
 * <p>Numbers are compared in their leading 40 bits or so (nine decimal digits), which is where ties
 * begin; that leaves room to sort numbers and customers together as plain longs.
 */
final class Ranking {

  private final int[] order;
  private final double[] value;

  private Ranking(int[] order, double[] value) {
    this.order = order;
    this.value = value;
  }

  /** Ranks numbers, all at least 0. */
  static Ranking of(double[] values, RandomGenerator random) {
    int n = values.length;
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, n));
    long mask = (1L << bits) - 1;
    int[] shuffled = shuffled(n, random);
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      // the bits of doubles that are not negative rise with them
      keys[i] = (Double.doubleToLongBits(values[shuffled[i]] + 0.0) & ~mask) | i;
    }
    Arrays.parallelSort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[n - 1 - i] = shuffled[(int) (keys[i] & mask)];
    }
    return new Ranking(order, values);
  }

  private static int[] shuffled(int n, RandomGenerator random) {
    int[] shuffled = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
    return shuffled;
  }

  int size() {
    return order.length;
  }

  /** Returns the customer at a place, the highest at 0. */
  int customer(int place) {
    return order[place];
  }

  /** Returns the sum of other numbers over the customers at some places. */
  double sum(double[] others, int from, int to) {
    double sum = 0;
    for (int place = from; place < to; place++) {
      sum += others[order[place]];
    }
    return sum;
  }

  /**
   * Returns 2 mean(cumulative share) - 1 of other numbers in this order: 0 for an order at random,
   * higher the earlier they come. NaN if their sum is 0.
   */
  double concentration(double[] others) {
    double total = sum(others, 0, order.length);
    double running = 0;
    double area = 0;
    for (int customer : order) {
      running += others[customer];
      area += running;
    }
    return 2 * area / (total * order.length) - 1;
  }

  /** Returns the rank of each customer, ties sharing the mean of theirs. */
  double[] ranks() {
    double[] ranks = new double[order.length];
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && value[order[to]] == value[order[from]]) {
        to++;
      }
      for (int place = from; place < to; place++) {
        ranks[order[place]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Returns Spearman's rank correlation of the numbers of two rankings; NaN if one is constant. */
  static double correlation(Ranking a, Ranking b) {
    double[] rankA = a.ranks();
    double[] rankB = b.ranks();
    double middle = (rankA.length - 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < rankA.length; i++) {
      double x = rankA[i] - middle;
      double y = rankB[i] - middle;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    return ab / Math.sqrt(aa * bb);
  }
}
