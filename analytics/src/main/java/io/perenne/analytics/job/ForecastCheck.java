// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.Foretold;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.outlook.Calibration;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.outlook.PartialRange;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run expected of its customers up to the day of a later one, and what came.
 *
 * <p>The earlier run expects something of its whole horizon H. Of the e days that have passed it
 * expected the part \(\int_0^e M(u)\,du / \int_0^H e^{-\delta u} M(u)\,du\), where M is the rate of
 * purchases that its models expect of the customer.
 *
 * @param days the days between both runs
 * @param every one customer in so many was looked at; 1 for all
 * @param gone how many of these the later run no longer knows; they are left out
 * @param total of all
 * @param segments by the segment in the earlier run, best first
 * @param deciles tenths of the customers, those most was expected of first
 */
public record ForecastCheck(
    int days,
    int every,
    long gone,
    Line total,
    List<Line> segments,
    List<Calibration.Group> deciles) {

  /** Copies the lists. */
  public ForecastCheck {
    segments = List.copyOf(segments);
    deciles = List.copyOf(deciles);
  }

  /**
   * Some customers.
   *
   * @param segment the id of their segment in the earlier run; empty for all
   * @param expected money expected within the days
   * @param low the lower end of the range of 90 %; NaN if the earlier run tells none
   * @param high its upper end
   * @param came money that came
   * @param expectedPurchases purchase days expected
   * @param purchases purchase days that came
   */
  public record Line(
      String segment,
      long customers,
      double expected,
      double low,
      double high,
      double came,
      double expectedPurchases,
      long purchases) {

    private static Line nobody(String segment) {
      return new Line(segment, 0, 0, Double.NaN, Double.NaN, 0, 0, 0);
    }

    /** Returns by which part more was expected than came; NaN if nothing came. */
    public double bias() {
      return came > 0 ? expected / came - 1 : Double.NaN;
    }

    /** Returns whether what came is within the range, if there is one. */
    public boolean isWithin() {
      return came >= low && came <= high;
    }

    /** Returns whether the earlier run tells a range. */
    public boolean hasRange() {
      return !Double.isNaN(low);
    }

    private Line plus(Line other) {
      return new Line(
          segment,
          customers + other.customers,
          expected + other.expected,
          low,
          high,
          came + other.came,
          expectedPurchases + other.expectedPurchases,
          purchases + other.purchases);
    }

    private Line within(@Nullable PartialRange ranges, RunDocument.@Nullable Expected whole) {
      if (ranges == null || whole == null) {
        return this;
      }
      CommonShock.Range range =
          ranges.range(new CommonShock.Range(whole.low(), whole.high()), whole.value(), expected);
      return new Line(
          segment,
          customers,
          expected,
          range.low(),
          range.high(),
          came,
          expectedPurchases,
          purchases);
    }
  }

  /** Returns whether a run can be held against a later one. */
  static boolean isPossible(RunDocument before, RunDocument now) {
    return daysBetween(before, now) > 0 && new RunModels(before).isPresent();
  }

  /** Returns the days between two runs. */
  private static int daysBetween(RunDocument before, RunDocument now) {
    return Math.toIntExact(now.referenceDate().toEpochDay() - before.referenceDate().toEpochDay());
  }

  /**
   * Compares.
   *
   * @param before the earlier run, which has models
   * @param customers those looked at
   */
  static ForecastCheck of(
      RunDocument before, RunDocument now, int every, List<Foretold> customers) {
    int days = daysBetween(before, now);
    List<Foretold> known = customers.stream().filter(Foretold::isKnown).toList();
    List<Line> each = lines(before, days, known);
    Map<String, Line> segments = new TreeMap<>();
    Line total = Line.nobody("");
    for (Line line : each) {
      total = total.plus(line);
      segments.merge(line.segment(), line, Line::plus);
    }
    RunDocument.Expected whole = before.totals().expected();
    PartialRange ranges =
        whole == null
            ? null
            : PartialRange.of(
                new CommonShock.Range(whole.low(), whole.high()),
                days,
                before.model().horizonDays());
    return new ForecastCheck(
        days,
        every,
        customers.size() - known.size(),
        total.within(ranges, whole),
        segments.values().stream()
            .map(line -> line.within(ranges, expectedOf(before, line.segment())))
            .toList(),
        Calibration.deciles(
            each.stream().mapToDouble(Line::expected).toArray(),
            each.stream().mapToDouble(Line::came).toArray()));
  }

  private static RunDocument.@Nullable Expected expectedOf(RunDocument run, String segment) {
    for (RunDocument.SegmentRow row : run.segments()) {
      if (row.id().equals(segment)) {
        return row.expected();
      }
    }
    return null;
  }

  /** What was expected of each up to the day, and what came. */
  private static List<Line> lines(RunDocument before, int days, List<Foretold> customers) {
    RunModels models = new RunModels(before);
    int horizon = before.model().horizonDays();
    ResidualValuation soon =
        models.valuation(before.referenceDate(), new Horizon(Math.max(1, days), 0));
    ResidualValuation plain = models.valuation(before.referenceDate(), new Horizon(horizon, 0));
    ResidualValuation whole = models.valuation(before.referenceDate());
    long today = before.referenceDate().toEpochDay();
    return customers.stream()
        .map(
            customer -> {
              PurchaseHistory history =
                  new PurchaseHistory(
                      customer.purchaseDays() - 1,
                      customer.lastDay() - customer.firstDay(),
                      today - customer.firstDay(),
                      customer.logGaps());
              double expected = soon.expectedPurchases(history);
              return new Line(
                  customer.segment(),
                  1,
                  customer.expected() * share(expected, whole.discountedPurchases(history)),
                  Double.NaN,
                  Double.NaN,
                  customer.money(),
                  customer.expectedPurchases() * share(expected, plain.expectedPurchases(history)),
                  customer.purchases());
            })
        .toList();
  }

  private static double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }
}
