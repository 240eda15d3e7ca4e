// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.TransactionModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Repeat purchases week by week since the first customer, of the customers acquired up to a day: as
 * they were, and as the model has them of customers of whom nothing is known but when they came.
 *
 * @param calibrationWeeks how many of the weeks the model has seen, perhaps with a fraction
 * @param actual purchases in each week
 * @param expected expected purchases in each week
 * @param error the sum of |expected - actual| over the weeks after the calibration, as a share of
 *     the actual; NaN if nothing happened
 */
public record Tracking(
    double calibrationWeeks, List<Integer> actual, List<Double> expected, double error) {

  private static final int WEEK = 7;

  /** Copies the lists. */
  public Tracking {
    actual = List.copyOf(actual);
    expected = List.copyOf(expected);
  }

  static Tracking of(Cut cut, TransactionModel model) {
    PurchaseLog log = cut.log();
    int start = log.firstDay();
    int days = cut.origin() + cut.horizonDays() - start;
    int weeks = days / WEEK;
    int[] births = new int[Math.max(1, cut.origin() - start + 1)];
    int[] actual = new int[weeks];
    for (int c = 0; c < cut.customers(); c++) {
      births[log.firstDay(c) - start]++;
      for (int p = log.start(c) + 1; p < log.end(c); p++) {
        int week = (log.day(p) - start - 1) / WEEK;
        if (week < weeks) {
          actual[week]++;
        }
      }
    }
    List<Double> expected = expected(births, weeks, model);
    double seen = (cut.origin() - start) / (double) WEEK;
    double miss = 0;
    double all = 0;
    List<Integer> purchases = new ArrayList<>();
    for (int week = 0; week < weeks; week++) {
      purchases.add(actual[week]);
      if (week >= seen) {
        miss += Math.abs(expected.get(week) - actual[week]);
        all += actual[week];
      }
    }
    return new Tracking(seen, purchases, expected, miss / all);
  }

  /** Week w holds the days 7 w + 1 to 7 w + 7 after the first, as repeats cannot fall on day 0. */
  private static List<Double> expected(int[] births, int weeks, TransactionModel model) {
    double[] byAge = new double[weeks * WEEK + 1];
    for (int age = 1; age < byAge.length; age++) {
      byAge[age] = model.expectedTransactions(age);
    }
    List<Double> expected = new ArrayList<>();
    double before = 0;
    for (int week = 0; week < weeks; week++) {
      int day = (week + 1) * WEEK;
      double sum = 0;
      for (int birth = 0; birth < births.length && birth < day; birth++) {
        sum += births[birth] * byAge[day - birth];
      }
      expected.add(sum - before);
      before = sum;
    }
    return expected;
  }
}
