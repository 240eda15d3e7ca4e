// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Covariates that change in the course of time, as campaigns, prices or the channel of a week: each
 * combination of values holds from the beginning of its day until the next one begins, the last one
 * for ever. Days are epoch days.
 *
 * <p>Neighbouring periods with equal values are one. Shared by all customers for whom it holds;
 * immutable.
 */
public final class CovariateSeries {

  private final int[] from;
  private final double[][] values;

  private CovariateSeries(int[] from, double[][] values) {
    this.from = from;
    this.values = values;
  }

  /**
   * Returns a series.
   *
   * @param from the first day of each period, rising
   * @param values the values of each period, as many in each, finite
   */
  public static CovariateSeries of(int[] from, double[][] values) {
    if (from.length == 0 || from.length != values.length) {
      throw new IllegalArgumentException(
          "periods and values do not fit: " + from.length + ", " + values.length);
    }
    List<Integer> kept = new ArrayList<>();
    for (int p = 0; p < from.length; p++) {
      check(from, values, p);
      if (p == 0 || !Arrays.equals(values[p], values[p - 1])) {
        kept.add(p);
      }
    }
    return new CovariateSeries(
        kept.stream().mapToInt(p -> from[p]).toArray(),
        kept.stream().map(p -> values[p].clone()).toArray(double[][]::new));
  }

  private static void check(int[] from, double[][] values, int p) {
    if (p > 0 && from[p] <= from[p - 1]) {
      throw new IllegalArgumentException("days do not rise: " + from[p - 1] + ", then " + from[p]);
    }
    if (values[p].length != values[0].length) {
      throw new IllegalArgumentException(
          values[0].length + " covariates, then " + values[p].length);
    }
    for (double value : values[p]) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("covariate is not finite: " + value);
      }
    }
  }

  /** Returns the number of periods, at least 1. */
  public int periods() {
    return from.length;
  }

  /** Returns the number of covariates. */
  public int covariates() {
    return values[0].length;
  }

  /** Returns the first day of a period. */
  public int from(int period) {
    return from[period];
  }

  /** Returns the value of a covariate in a period. */
  public double value(int period, int covariate) {
    return values[period][covariate];
  }

  /** Returns the period of a day, -1 if the day is before the first. */
  public int periodOf(int day) {
    int place = Arrays.binarySearch(from, day);
    return place >= 0 ? place : -place - 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CovariateSeries series
        && Arrays.equals(from, series.from)
        && Arrays.deepEquals(values, series.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Arrays.deepHashCode(values);
  }
}
