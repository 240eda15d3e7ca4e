// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.CadenceStatistics;
import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.segment.quantile.Quantiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * In which activity state the customers of a log were at the end of a day, by the thresholds that a
 * run of that day would have found.
 */
public final class BaseStates {

  private final PurchaseLog log;
  private final ObservationPeriod period;
  private final int until;
  private final int start;
  private final int[] inInterval;
  private final long[] gapSum;
  private final long[] gapCount;

  private BaseStates(PurchaseLog log, ObservationPeriod period) {
    this.log = log;
    this.period = period;
    this.until = Math.toIntExact(period.referenceDate().toEpochDay());
    this.start = Math.toIntExact(period.intervalStart().toEpochDay());
    int customers = log.customersUntil(until);
    this.inInterval = new int[customers];
    this.gapSum = new long[customers];
    this.gapCount = new long[customers];
    for (int c = 0; c < customers; c++) {
      measure(c);
    }
  }

  /**
   * Returns the numbers of the states, one for each customer acquired by the reference date.
   *
   * @param period what is known; its interval counts
   */
  public static int[] of(PurchaseLog log, ObservationPeriod period, ThresholdRules rules) {
    return new BaseStates(log, period).states(rules);
  }

  private void measure(int customer) {
    int end = log.endUntil(customer, until);
    long opens = cadenceWindowOpensAfter(log.day(end - 1));
    for (int p = log.start(customer); p < end; p++) {
      inInterval[customer] += log.day(p) >= start ? 1 : 0;
      if (p > log.start(customer) && log.day(p - 1) > opens) {
        gapSum[customer] += log.day(p) - log.day(p - 1);
        gapCount[customer]++;
      }
    }
  }

  private long cadenceWindowOpensAfter(int lastDay) {
    return period.cadenceMonths() == 0
        ? Long.MIN_VALUE
        : LocalDate.ofEpochDay(lastDay).minusMonths(period.cadenceMonths()).toEpochDay();
  }

  private int[] states(ThresholdRules rules) {
    CadenceStatistics rhythm = rhythm();
    Cadence cadence = rules.cadence(rhythm);
    int days = until - Math.max(start, log.firstDay()) + 1;
    SegmentRules decided =
        SegmentRules.of(rules.calibrate(rhythm, gaps(cadence), days).thresholds());
    int[] states = new int[inInterval.length];
    for (int c = 0; c < states.length; c++) {
      int end = log.endUntil(c, until);
      states[c] =
          decided
              .state(
                  new CustomerActivity(
                      inInterval[c],
                      end - log.start(c),
                      until - log.day(end - 1),
                      until - log.firstDay(c),
                      cadence.timeBetweenPurchases(gapSum[c], gapCount[c]),
                      gapCount[c],
                      0))
              .number();
    }
    return states;
  }

  private CadenceStatistics rhythm() {
    List<Double> means = new ArrayList<>();
    for (int c = 0; c < inInterval.length; c++) {
      if (inInterval[c] > 0 && gapCount[c] > 0) {
        means.add((double) gapSum[c] / gapCount[c]);
      }
    }
    return new CadenceStatistics(means.size(), quantile(means, 0.5));
  }

  /** Returns what states need: silences that ended. Nobody's value is looked at. */
  private BuyerStatistics gaps(Cadence cadence) {
    List<Double> first = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    for (int c = 0; c < inInterval.length; c++) {
      long sum = 0;
      int end = inInterval[c] == 0 ? 0 : log.endUntil(c, until);
      for (int p = log.start(c) + 1; p < end; p++) {
        int gap = log.day(p) - log.day(p - 1);
        int earlier = p - log.start(c) - 1;
        (earlier == 0 ? first : later).add(cadence.normalisedGap(gap, sum, earlier));
        sum += gap;
      }
    }
    return new BuyerStatistics(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        first.size(),
        quantile(first, 0.9),
        quantile(first, 0.99),
        later.size(),
        quantile(later, 0.9),
        quantile(later, 0.99));
  }

  private static double quantile(List<Double> values, double probability) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : Quantiles.type7(sorted, probability);
  }
}
