// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.cohort;

import io.perenne.analytics.period.Period;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.TransactionModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Counts what the customers of one cohort did, period by period. */
final class CohortTally {
  private final Period by;
  private final LocalDate begin;
  private final int until;
  private final HistoryCells.Builder cells = HistoryCells.builder();

  /** Customers by the days from the begin of the cohort to the first purchase. */
  private final int[] acquired;

  private final int[] active;
  private final int[] purchases;
  private final double[] revenue;
  private int customers;
  private int repeat;

  /**
   * Starts without customers.
   *
   * @param firstDay any day of the cohort
   * @param lastDay the last day that is known
   */
  CohortTally(Period by, LocalDate firstDay, LocalDate lastDay) {
    this.by = by;
    begin = by.begin(firstDay);
    until = Math.toIntExact(lastDay.toEpochDay());
    int ages = by.number(lastDay) - by.number(firstDay) + 1;
    acquired = new int[Math.toIntExact(by.end(firstDay).toEpochDay() - begin.toEpochDay()) + 1];
    active = new int[ages];
    purchases = new int[ages];
    revenue = new double[ages];
  }

  /** Adds a customer of the cohort. */
  void add(PurchaseLog log, int customer) {
    int begins = by.number(begin);
    int latest = -1;
    int end = log.endUntil(customer, until);
    for (int p = log.start(customer); p < end; p++) {
      int age = by.number(LocalDate.ofEpochDay(log.day(p))) - begins;
      active[age] += age == latest ? 0 : 1;
      purchases[age]++;
      revenue[age] += log.value(p);
      latest = age;
    }
    customers++;
    repeat += end - log.start(customer) - 1;
    acquired[Math.toIntExact(log.firstDay(customer) - begin.toEpochDay())]++;
    PurchaseHistory history = log.history(customer, until, OperationalClock.calendar());
    cells.add(history.frequency(), history.recency(), history.age(), history.logGapSum(), 1);
  }

  /** Returns the name of the cohort. */
  String name() {
    return by.label(begin);
  }

  /** Returns the distinct histories, in days. */
  HistoryCells cells() {
    return cells.build();
  }

  /**
   * Returns what the customers did beside what a model of their purchases expects.
   *
   * @param histories those of {@link #cells}
   */
  CohortTable.Cohort cohort(HistoryCells histories, TransactionModel model, int horizonDays) {
    double alive = 0;
    double expected = 0;
    for (int i = 0; i < histories.size(); i++) {
      PurchaseHistory history = histories.history(i);
      alive += histories.weight(i) * model.probabilityAlive(history);
      expected += histories.weight(i) * model.conditionalExpectedTransactions(history, horizonDays);
    }
    List<CohortTable.Age> ages = ages(model);
    double modelled = ages.stream().mapToDouble(CohortTable.Age::modelled).sum() - customers;
    return new CohortTable.Cohort(name(), customers, repeat, modelled, alive, expected, ages);
  }

  private List<CohortTable.Age> ages(TransactionModel model) {
    List<CohortTable.Age> ages = new ArrayList<>();
    double before = 0;
    LocalDate from = begin;
    for (int age = 0; age < active.length; age++) {
      LocalDate end = by.end(from);
      LocalDate to = end.toEpochDay() > until ? LocalDate.ofEpochDay(until) : end;
      double upTo = repeatPurchases(model, Math.toIntExact(to.toEpochDay()));
      double first = age == 0 ? customers : 0;
      ages.add(
          new CohortTable.Age(
              age, from, to, active[age], purchases[age], revenue[age], first + upTo - before));
      before = upTo;
      from = end.plusDays(1);
    }
    return ages;
  }

  /** How many repeat purchases up to a day a model expects of customers it knows nothing of. */
  private double repeatPurchases(TransactionModel model, int day) {
    double sum = 0;
    for (int i = 0; i < acquired.length; i++) {
      int first = Math.toIntExact(begin.toEpochDay()) + i;
      if (acquired[i] > 0 && day > first) {
        sum += acquired[i] * model.expectedTransactions(day - first);
      }
    }
    return sum;
  }
}
