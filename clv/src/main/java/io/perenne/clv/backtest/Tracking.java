// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.TransactionModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Repeat purchases week by week since the first customer, of the customers acquired up to a day: as
 * they were, and as the model has them of customers of whom nothing is known but when they came and
 * their covariates.
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

  static Tracking of(Cut cut, Population population) {
    PurchaseLog log = cut.log();
    int start = log.firstDay();
    int days = cut.origin() + cut.horizonDays() - start;
    int weeks = days / WEEK;
    Map<List<Double>, int[]> births = new LinkedHashMap<>();
    int[] actual = new int[weeks];
    for (int c = 0; c < cut.customers(); c++) {
      births
          .computeIfAbsent(
              population.kind(log.covariates(c)), kind -> new int[cut.origin() - start + 1])[
          log.firstDay(c) - start]++;
      for (int p = log.start(c) + 1; p < log.end(c); p++) {
        int week = (log.day(p) - start - 1) / WEEK;
        if (week < weeks) {
          actual[week]++;
        }
      }
    }
    double[] sums = new double[weeks];
    births.forEach((kind, byDay) -> add(population, kind, byDay, start, sums));
    List<Double> expected = new ArrayList<>();
    for (int week = 0; week < weeks; week++) {
      expected.add(sums[week] - (week == 0 ? 0 : sums[week - 1]));
    }
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

  /**
   * Adds what is expected of customers of one kind up to the end of each week. Week w holds the
   * days 7 w + 1 to 7 w + 7 after the first, as repeats cannot fall on day 0.
   */
  private static void add(
      Population population, List<Double> kind, int[] births, int start, double[] sums) {
    double longest = population.clock().between(start, start + sums.length * WEEK);
    double[] byAge = new double[(int) Math.ceil(longest) + 2];
    TransactionModel model = population.of(kind);
    for (int age = 1; age < byAge.length; age++) {
      byAge[age] = model.expectedTransactions(age);
    }
    for (int week = 0; week < sums.length; week++) {
      int day = (week + 1) * WEEK;
      for (int birth = 0; birth < births.length && birth < day; birth++) {
        if (births[birth] > 0) {
          double age = population.clock().between(start + birth, start + day);
          int below = (int) age;
          double above = byAge[below + 1] - byAge[below];
          sums[week] += births[birth] * (byAge[below] + (age - below) * above);
        }
      }
    }
  }
}
