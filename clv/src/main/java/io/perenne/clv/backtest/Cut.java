// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A base cut at the end of a day: what was known of each customer, and what each did within the
 * horizon after it. Customers who share (x, t_x, T) and covariates, and every purchase day where
 * gaps matter, share a cell, for which a forecast is made once.
 */
final class Cut {

  private final PurchaseLog log;
  private final int origin;
  private final int horizonDays;
  private final HistoryCells histories;
  private final int[] cellOf;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Integer> customerOf = new ArrayList<>();
  private final int[] purchases;
  private final double[] revenue;

  private Cut(PurchaseLog log, int origin, int horizonDays, boolean logGaps) {
    this.log = log;
    this.origin = origin;
    this.horizonDays = horizonDays;
    this.histories = log.histories(origin);
    int customers = log.customersUntil(origin);
    cellOf = new int[customers];
    purchases = new int[customers];
    revenue = new double[customers];
    Map<Cell, Integer> known = new HashMap<>();
    for (int c = 0; c < customers; c++) {
      int first = log.start(c);
      int end = log.endUntil(c, origin);
      PurchaseHistory history =
          new PurchaseHistory(
              end - first - 1,
              log.day(end - 1) - log.day(first),
              origin - log.day(first),
              logGaps ? log.logGapSum(c, origin) : 0);
      List<Integer> ages = logGaps ? ages(first, end) : List.of();
      Cell cell = new Cell(history, log.covariates(c), ages);
      int customer = c;
      cellOf[c] = known.computeIfAbsent(cell, distinct -> newCell(distinct, customer));
      int after = log.endUntil(c, origin + horizonDays);
      purchases[c] = after - end;
      for (int p = end; p < after; p++) {
        revenue[c] += log.value(p);
      }
    }
  }

  /** What is known of customers: those who share it are forecast together. */
  private record Cell(
      PurchaseHistory history, List<Double> covariates, List<Integer> purchaseAges) {}

  /** The ages at purchases, whose gaps a clock may stretch one by one. */
  private List<Integer> ages(int first, int end) {
    return IntStream.range(first, end).mapToObj(p -> log.day(p) - log.day(first)).toList();
  }

  private int newCell(Cell cell, int customer) {
    cells.add(cell);
    customerOf.add(customer);
    return cells.size() - 1;
  }

  /**
   * Cuts at the end of a day.
   *
   * @param logGaps whether a model reads each customer's log gaps: cells then tell them apart
   */
  static Cut of(PurchaseLog log, int origin, int horizonDays, boolean logGaps) {
    return new Cut(log, origin, horizonDays, logGaps);
  }

  PurchaseLog log() {
    return log;
  }

  int origin() {
    return origin;
  }

  int horizonDays() {
    return horizonDays;
  }

  /** Returns the histories that most models are fitted to. */
  HistoryCells histories() {
    return histories;
  }

  int customers() {
    return cellOf.length;
  }

  int cells() {
    return cells.size();
  }

  /** Returns what is known of the customers of a cell, in days. */
  PurchaseHistory cell(int cell) {
    return cells.get(cell).history();
  }

  /** Returns what is known of the customers of a cell, in the time of a clock. */
  PurchaseHistory cell(int cell, OperationalClock clock) {
    return clock.isCalendar()
        ? cells.get(cell).history()
        : log.history(customerOf.get(cell), origin, clock);
  }

  /** Returns the covariates of the customers of a cell. */
  List<Double> covariates(int cell) {
    return cells.get(cell).covariates();
  }

  int cellOf(int customer) {
    return cellOf[customer];
  }

  /** Returns the purchases of a customer within the horizon. */
  int purchases(int customer) {
    return purchases[customer];
  }

  /** Returns the revenue of a customer within the horizon. */
  double revenue(int customer) {
    return revenue[customer];
  }

  /** Returns what a customer had spent. */
  SpendHistory spend(int customer, SpendBasis basis) {
    return log.spend(customer, origin, basis);
  }

  /** Spreads numbers by cell over the customers. */
  double[] byCustomer(double[] byCell) {
    double[] values = new double[cellOf.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = byCell[cellOf[c]];
    }
    return values;
  }

  double[] actualPurchases() {
    double[] values = new double[purchases.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = purchases[c];
    }
    return values;
  }

  double[] actualRevenue() {
    return revenue.clone();
  }
}
