// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import java.util.Arrays;

/**
 * How regularly customers buy, before any model is fitted: of each customer with two gaps or more,
 * the last two, g1 and g2. If gaps are Erlang-k, M = g1 / (g1 + g2) is Beta(k, k) whatever the
 * customer's own rate, so that k = (1 - 4 V) / (8 V) with V the mean of (M - 1/2)^2.
 *
 * <p>Wheat and Morrison (1990), Estimating purchase regularity with two interpurchase times, J. of
 * Marketing Research 27(1). Purchases of one day being one, short gaps are never 0, which makes
 * customers look more regular than they are where gaps are a few days.
 *
 * @param customers how many had two gaps
 * @param k the estimate; 1 is pure chance
 * @param low lower end of its 95 % interval
 * @param high upper end, infinite if chance alone could make V vanish
 * @param medianGap the median of the gaps used, in days
 */
public record WheatMorrison(int customers, double k, double low, double high, double medianGap) {

  /** Below this, days are too coarse a unit. */
  private static final double FEW_DAYS = 5;

  private static final double WORTH_TRYING = 1.3;
  private static final double TWO_SIDED_95 = 1.959964;

  /**
   * Estimates regularity from purchases up to the end of a day.
   *
   * @throws IllegalArgumentException if fewer than two customers have two gaps
   */
  public static WheatMorrison of(PurchaseLog log, int until) {
    return of(log, until, OperationalClock.calendar());
  }

  /**
   * Estimates regularity in the time of a clock: purchases that only follow the course of the year
   * are no more regular by it than by chance.
   *
   * @throws IllegalArgumentException if fewer than two customers have two gaps
   */
  public static WheatMorrison of(PurchaseLog log, int until, OperationalClock clock) {
    double[] gaps = new double[2 * log.customers()];
    int n = 0;
    double sum = 0;
    double squares = 0;
    for (int c = 0; c < log.customersUntil(until); c++) {
      int end = log.endUntil(c, until);
      if (end - log.start(c) >= 3) {
        double first = clock.between(log.day(end - 3), log.day(end - 2));
        double second = clock.between(log.day(end - 2), log.day(end - 1));
        double off = first / (first + second) - 0.5;
        gaps[2 * n] = first;
        gaps[2 * n + 1] = second;
        n++;
        sum += off * off;
        squares += off * off * off * off;
      }
    }
    if (n < 2) {
      throw new IllegalArgumentException("customers with two gaps are fewer than 2: " + n);
    }
    double mean = sum / n;
    double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / n);
    return new WheatMorrison(
        n,
        regularity(mean),
        regularity(mean + TWO_SIDED_95 * error),
        regularity(mean - TWO_SIDED_95 * error),
        median(gaps, 2 * n));
  }

  private static double regularity(double variance) {
    return variance > 0
        ? Math.max(0, (1 - 4 * variance) / (8 * variance))
        : Double.POSITIVE_INFINITY;
  }

  private static double median(double[] gaps, int count) {
    double[] sorted = Arrays.copyOf(gaps, count);
    Arrays.sort(sorted);
    return 0.5 * (sorted[(count - 1) / 2] + sorted[count / 2]);
  }

  /**
   * Returns whether a regularity model is worth trying: k above 1.3, and 1 outside the interval.
   */
  public boolean suggestsRegularity() {
    return k > WORTH_TRYING && low > 1;
  }

  /** Returns whether gaps are so short that merging the purchases of a day inflates k. */
  public boolean inflatedByDays() {
    return medianGap < FEW_DAYS;
  }
}
