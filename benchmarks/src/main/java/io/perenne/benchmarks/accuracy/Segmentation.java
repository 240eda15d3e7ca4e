// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.CadenceStatistics;
import io.perenne.clv.segment.ConfiguredThresholds;
import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.segment.quantile.Quantiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** States and segments of a base over the last twelve months, as a run gives them. */
final class Segmentation {

  private static final int MONTHS = 12;

  private final int[] states;
  private final int[] segments;

  Segmentation(PurchaseLog log, int until, double[] lifetimeValue) {
    int n = log.customers();
    states = new int[n];
    segments = new int[n];
    int start = (int) LocalDate.ofEpochDay(until + 1L).minusMonths(MONTHS).toEpochDay();
    int[] inInterval = new int[n];
    long[] gapSum = new long[n];
    long[] gaps = new long[n];
    List<Double> means = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      int last = log.day(log.end(c) - 1);
      int opens = (int) LocalDate.ofEpochDay(last).minusMonths(MONTHS).toEpochDay();
      for (int p = log.start(c); p < log.end(c); p++) {
        inInterval[c] += log.day(p) >= start ? 1 : 0;
        if (p > log.start(c) && log.day(p - 1) > opens) {
          gapSum[c] += log.day(p) - log.day(p - 1);
          gaps[c]++;
        }
      }
      if (inInterval[c] > 0 && gaps[c] > 0) {
        means.add((double) gapSum[c] / gaps[c]);
      }
    }
    ThresholdRules rules = ThresholdRules.of(ConfiguredThresholds.none());
    double[] sorted = sorted(means);
    CadenceStatistics rhythm = new CadenceStatistics(sorted.length, quantile(sorted, 0.5));
    Cadence cadence = rules.cadence(rhythm);
    BuyerStatistics buyers = buyers(log, cadence, inInterval, lifetimeValue);
    int days = until - Math.max(start, log.firstDay()) + 1;
    SegmentRules decided = SegmentRules.of(rules.calibrate(rhythm, buyers, days).thresholds());
    for (int c = 0; c < n; c++) {
      int all = log.end(c) - log.start(c);
      int silence = until - log.day(log.end(c) - 1);
      int age = until - log.firstDay(c);
      double tbp = cadence.timeBetweenPurchases(gapSum[c], gaps[c]);
      CustomerActivity customer =
          new CustomerActivity(
              inInterval[c], all, silence, age, tbp, gaps[c], Math.max(0, lifetimeValue[c]));
      states[c] = decided.state(customer).number();
      segments[c] = decided.segment(customer).number();
    }
  }

  private static BuyerStatistics buyers(
      PurchaseLog log, Cadence cadence, int[] inInterval, double[] lifetimeValue) {
    List<Double> values = new ArrayList<>();
    List<Double> logs = new ArrayList<>();
    List<Double> repeats = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    for (int c = 0; c < inInterval.length; c++) {
      if (inInterval[c] == 0) {
        continue;
      }
      values.add(lifetimeValue[c]);
      if (lifetimeValue[c] > 0) {
        logs.add(Math.log(lifetimeValue[c]));
      }
      if (inInterval[c] > 1) {
        repeats.add((double) inInterval[c]);
      }
      long sum = 0;
      for (int p = log.start(c) + 1; p < log.end(c); p++) {
        int gap = log.day(p) - log.day(p - 1);
        int earlier = p - log.start(c) - 1;
        (earlier == 0 ? first : later).add(cadence.normalisedGap(gap, sum, earlier));
        sum += gap;
      }
    }
    double[] v = sorted(values);
    double[] ln = sorted(logs);
    double[] r = sorted(repeats);
    double[] f = sorted(first);
    double[] l = sorted(later);
    return new BuyerStatistics(
        v.length,
        quantile(v, 0.5),
        quantile(v, 0.9),
        quantile(v, 0.95),
        quantile(v, 0.995),
        ln.length,
        quantile(ln, 0.25),
        quantile(ln, 0.75),
        r.length,
        quantile(r, 0.75),
        f.length,
        quantile(f, 0.9),
        quantile(f, 0.99),
        l.length,
        quantile(l, 0.9),
        quantile(l, 0.99));
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(value -> value).sorted().toArray();
  }

  private static double quantile(double[] sorted, double probability) {
    return sorted.length == 0 ? Double.NaN : Quantiles.type7(sorted, probability);
  }

  int[] states() {
    return states.clone();
  }

  int[] segments() {
    return segments.clone();
  }
}
