// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import java.util.Optional;

/**
 * Who was there when the records begin, and who came since.
 *
 * <p>The first purchase seen of an established customer is only the first of the records: such
 * customers buy more, have passed their first year, and tell nothing of how new ones leave.
 * Together with new customers in one model they make those look better than they are, so each kind
 * has a model of its own. Everybody seen in the first {@value #BURN_IN} days, or the first third of
 * a shorter record, is taken as established.
 *
 * @param establishedAge who is at least this old, in days at the end of the record, is established
 */
public record Arrivals(double establishedAge) {

  /** How long customers of before take to show themselves, in days. */
  public static final int BURN_IN = 90;

  private static final double LARGEST_SHARE = 1.0 / 3;
  private static final int LEAST_CUSTOMERS = 200;
  private static final double LEAST_SHARE = 0.1;

  /**
   * Returns how the customers of a record part; absent if hardly any came later, or before, as in a
   * base of one cohort.
   */
  public static Optional<Arrivals> of(HistoryCells cells) {
    double oldest = 0;
    for (int i = 0; i < cells.size(); i++) {
      oldest = Math.max(oldest, cells.age(i));
    }
    double days = oldest + 1;
    Arrivals arrivals = new Arrivals(days - Math.floor(Math.min(BURN_IN, days * LARGEST_SHARE)));
    double established = 0;
    for (int i = 0; i < cells.size(); i++) {
      established += arrivals.established(cells.age(i)) ? cells.weight(i) : 0;
    }
    double later = cells.customers() - established;
    double least = Math.max(LEAST_CUSTOMERS, LEAST_SHARE * cells.customers());
    return established >= least && later >= least ? Optional.of(arrivals) : Optional.empty();
  }

  /** Returns whether a customer of some age, in days at the end of the record, is established. */
  public boolean established(double age) {
    return age >= establishedAge;
  }

  /**
   * Returns the histories of one kind, in the time of a clock; log gap sums stay as they are.
   *
   * @param until the day the record ends
   */
  public HistoryCells cells(
      HistoryCells all, boolean established, OperationalClock clock, int until) {
    return cells(all, age -> established(age) == established, clock, until);
  }

  /** Returns all histories in the time of a clock. */
  public static HistoryCells cells(HistoryCells all, OperationalClock clock, int until) {
    return clock.isCalendar() ? all : cells(all, age -> true, clock, until);
  }

  /** Chooses by age. */
  private interface Choice {
    boolean takes(double age);
  }

  private static HistoryCells cells(
      HistoryCells all, Choice choice, OperationalClock clock, int until) {
    HistoryCells.Builder cells = HistoryCells.builder();
    if (all.logGapsApart()) {
      cells.keepLogGapsApart();
    }
    for (int i = 0; i < all.size(); i++) {
      if (choice.takes(all.age(i))) {
        PurchaseHistory history = inTime(all.history(i), clock, until);
        cells.add(
            history.frequency(), history.recency(), history.age(), all.logGapSum(i), all.weight(i));
      }
    }
    return cells.build();
  }

  /**
   * Returns a history in whole days, known at the end of a day, in the time of a clock; its log gap
   * sum stays as it is.
   */
  public static PurchaseHistory inTime(PurchaseHistory days, OperationalClock clock, int until) {
    if (clock.isCalendar()) {
      return days;
    }
    int first = until - (int) days.age();
    return new PurchaseHistory(
        days.frequency(),
        clock.between(first, first + (int) days.recency()),
        clock.between(first, until),
        days.logGapSum());
  }

  /** Returns whether a customer of a log that ends on a day is established. */
  public boolean established(PurchaseLog log, int customer, int until) {
    return established(until - log.firstDay(customer));
  }
}
