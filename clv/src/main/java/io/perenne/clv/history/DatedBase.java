// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The customers of a base with the covariates of each in the course of time.
 *
 * @param names the names of the covariates, all different, at least one
 * @param customers their histories; those who share a series follow each other
 */
public record DatedBase(List<String> names, List<DatedHistory> customers) {

  /** Checks that every series has a value for each name. */
  public DatedBase {
    names = List.copyOf(names);
    customers = List.copyOf(customers);
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("names are none or not distinct: " + names);
    }
    for (DatedHistory customer : customers) {
      if (customer.series().covariates() != names.size()) {
        throw new IllegalArgumentException(
            "a value for each of " + names + " is needed, not " + customer.series().covariates());
      }
    }
  }

  /**
   * Returns the customers of a log who were there by a day, in the order of their series and then
   * in that of the log, so that sums over them do not depend on the order of arrival.
   *
   * @param series by the place of each customer's covariates in the log, see {@link
   *     PurchaseLog#pattern}
   */
  public static DatedBase of(
      List<String> names, List<CovariateSeries> series, PurchaseLog log, int until) {
    return new DatedBase(
        names,
        Arrays.stream(order(log, until))
            .mapToObj(c -> history(series.get(log.pattern(c)), log, c, until))
            .toList());
  }

  /** Returns the customers of a log in the order in which {@link #of} takes them. */
  public static int[] order(PurchaseLog log, int until) {
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < log.customersUntil(until); c++) {
      order.add(c);
    }
    order.sort(Comparator.comparingInt(log::pattern));
    return order.stream().mapToInt(c -> c).toArray();
  }

  private static DatedHistory history(
      CovariateSeries series, PurchaseLog log, int customer, int until) {
    int start = log.start(customer);
    int[] days = new int[log.endUntil(customer, until) - start];
    for (int i = 0; i < days.length; i++) {
      days[i] = log.day(start + i);
    }
    return DatedHistory.of(series, days, days.length, until);
  }

  /** Returns the histories as if nothing were known but the purchases, in days. */
  public HistoryCells histories() {
    HistoryCells.Builder cells = HistoryCells.builder();
    for (DatedHistory customer : customers) {
      double logGaps = 0;
      for (int i = 1; i <= customer.frequency(); i++) {
        logGaps += Math.log(customer.day(i) - customer.day(i - 1));
      }
      cells.add(
          customer.frequency(),
          customer.lastDay() - customer.firstDay(),
          customer.until() - customer.firstDay(),
          logGaps,
          1);
    }
    return cells.build();
  }
}
