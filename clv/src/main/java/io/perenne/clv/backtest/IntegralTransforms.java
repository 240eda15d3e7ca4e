// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The probability integral transforms of customers: where in its distribution each outcome fell.
 *
 * <p>An outcome with a probability of its own, such as a count, falls on the whole stretch from P(Y
 * &lt; y) to P(Y &le; y), and is spread evenly over it, so that the transforms of right
 * distributions are uniform on average without chance taking part (Czado, Gneiting and Held, 2009,
 * Predictive model assessment for count data, equation 2).
 */
final class IntegralTransforms {
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};
  private static final int BINS = 20;

  /** A stretch not longer than this is taken as a point. */
  private static final double POINT = 1e-7;

  private final double[] low;
  private final double[] high;

  /** Has room for a number of customers, whose stretches are to be put in. */
  IntegralTransforms(int customers) {
    low = new double[customers];
    high = new double[customers];
  }

  /** Puts the stretch of a customer, {@code 0 <= from <= to <= 1} but for rounding. */
  void put(int customer, double from, double to) {
    low[customer] = Math.min(Math.max(from, 0), 1);
    high[customer] = Math.min(Math.max(to, low[customer]), 1);
  }

  /** Returns the shares of customers within central intervals of some probabilities. */
  List<DistributionAccuracy.Coverage> coverage() {
    List<DistributionAccuracy.Coverage> intervals = new ArrayList<>();
    for (double level : LEVELS) {
      double tail = (1 - level) / 2;
      double inside = 0;
      for (int c = 0; c < low.length; c++) {
        inside += share(c, tail, 1 - tail);
      }
      intervals.add(new DistributionAccuracy.Coverage(level, inside / low.length));
    }
    return intervals;
  }

  /** Returns the shares of customers in twenty bins of equal width. */
  List<Double> histogram() {
    double[] shares = new double[BINS];
    for (int c = 0; c < low.length; c++) {
      int first = bin(low[c]);
      int last = isPoint(c) ? first : bin(high[c]);
      for (int b = first; b <= last; b++) {
        double share = first == last ? 1 : share(c, (double) b / BINS, (b + 1.0) / BINS);
        shares[b] += share / low.length;
      }
    }
    return Arrays.stream(shares).boxed().toList();
  }

  /**
   * Returns the largest distance between the distribution function of the transforms and the
   * straight line. That function is straight between the ends of stretches, so it is looked at
   * there only.
   */
  double distance() {
    int n = low.length;
    int[] ends =
        IntStream.range(0, 2 * n)
            .boxed()
            .sorted(Comparator.comparingDouble(this::end))
            .mapToInt(Integer::intValue)
            .toArray();
    double behind = 0;
    double density = 0;
    double offset = 0;
    double distance = 0;
    for (int end : ends) {
      int c = end % n;
      double at = end(end);
      distance = Math.max(distance, Math.abs((behind + density * at - offset) / n - at));
      if (isPoint(c)) {
        behind += end < n ? 0 : 1;
      } else {
        double steepness = (end < n ? 1 : -1) / (high[c] - low[c]);
        density += steepness;
        offset += steepness * low[c];
        behind += end < n ? 0 : 1;
      }
      distance = Math.max(distance, Math.abs((behind + density * at - offset) / n - at));
    }
    return distance;
  }

  /** Returns where the stretch of customer {@code end} begins, or that of {@code end - n} ends. */
  private double end(int end) {
    return end < low.length ? low[end] : high[end - low.length];
  }

  /** Returns how much of a customer's stretch lies between two probabilities. */
  private double share(int c, double from, double to) {
    if (isPoint(c)) {
      return high[c] >= from && high[c] <= to ? 1 : 0;
    }
    double common = Math.min(high[c], to) - Math.max(low[c], from);
    return Math.max(0, common) / (high[c] - low[c]);
  }

  private boolean isPoint(int c) {
    return high[c] - low[c] <= POINT;
  }

  private static int bin(double u) {
    return Math.min(BINS - 1, (int) (u * BINS));
  }
}
