// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.TransactionModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A shop that has run for years before its records begin, with customers arriving all the time. */
public final class RunningShop {

  public static final int OPENED = (int) LocalDate.of(2018, 1, 1).toEpochDay();
  public static final int YEARS = 6;

  private final List<int[]> customers = new ArrayList<>();
  private final OperationalClock clock;

  private RunningShop(OperationalClock clock) {
    this.clock = clock;
  }

  /** Two waves a year with a peak before Christmas; 0 for none. */
  public static SeasonalIndex season(double height) {
    double peak = 2 * Math.PI * LocalDate.of(2018, 12, 1).toEpochDay() / 365.2425;
    List<Double> terms =
        new ArrayList<>(
            List.of(
                height * Math.cos(peak),
                height * Math.sin(peak),
                0.4 * height * Math.cos(2 * peak),
                0.4 * height * Math.sin(2 * peak)));
    terms.addAll(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    return SeasonalIndex.flat(2, List.of()).with(terms, OPENED, 365 * YEARS);
  }

  public static RunningShop of(TransactionModel model, double perDay, double height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int end = OPENED + 365 * YEARS - 1;
    SeasonalIndex index = season(height);
    RunningShop shop = new RunningShop(OperationalClock.of(index, OPENED, end));
    double[] s = index.on(OPENED, 365 * YEARS);
    double due = 0;
    for (int day = OPENED; day < end; day++) {
      due += perDay * s[day - OPENED];
      for (; due >= 1; due--) {
        shop.add(model, day, end, random);
      }
    }
    return shop;
  }

  private void add(TransactionModel model, int first, int end, SplittableRandom random) {
    int[] days = new int[3000];
    days[0] = first;
    int[] count = {1};
    model.simulate(
        clock.between(first, end),
        random,
        age -> {
          int low = first;
          int high = end;
          while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (clock.between(first, middle) >= age) {
              high = middle;
            } else {
              low = middle;
            }
          }
          if (high > days[count[0] - 1]) {
            days[count[0]++] = high;
          }
        });
    customers.add(Arrays.copyOf(days, count[0]));
  }

  /** Returns what was seen from one day to another, all purchases worth 10. */
  public PurchaseLog seen(int from, int until) {
    PurchaseLog.Builder log = PurchaseLog.builder();
    for (int[] days : customers) {
      int[] some = Arrays.stream(days).filter(d -> d >= from && d <= until).toArray();
      if (some.length > 0) {
        double[] values = new double[some.length];
        Arrays.fill(values, 10);
        log.add(some, values, some.length);
      }
    }
    return log.build();
  }

  /** Returns how often those seen from one day to another bought within days after it. */
  public int then(int from, int until, int days) {
    int sum = 0;
    for (int[] all : customers) {
      if (Arrays.stream(all).anyMatch(d -> d >= from && d <= until)) {
        sum += (int) Arrays.stream(all).filter(d -> d > until && d <= until + days).count();
      }
    }
    return sum;
  }
}
