// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.numeric.RankCorrelation;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.List;

/**
 * The segments of an earlier day against what happened next: does a better segment spend more?
 *
 * @param asOf the earlier reference date
 * @param horizonDays the days after it that were watched; {@code >= 1}
 * @param rows one for each segment, those without customers may be absent
 */
public record SegmentBacktest(LocalDate asOf, int horizonDays, List<BacktestRow> rows) {
  /** A healthy order of segments has at most this rank correlation with future revenue. */
  public static final double WANTED_RANK_CORRELATION = -0.8;

  /** With fewer segments than this their order says nothing. */
  private static final int LEAST_SEGMENTS = 3;

  /** With fewer customers than this a segment's place is chance, and does not decide. */
  public static final int LEAST_CUSTOMERS = 10;

  /** Copies the list. */
  public SegmentBacktest {
    rows = List.copyOf(rows);
    if (horizonDays < 1) {
      throw new IllegalArgumentException("horizonDays is not >= 1: " + horizonDays);
    }
  }

  /** Returns the share of all customers that a row has; NaN without customers. */
  public double share(BacktestRow row) {
    long customers = rows.stream().mapToLong(BacktestRow::customers).sum();
    return customers == 0 ? Double.NaN : (double) row.customers() / customers;
  }

  /**
   * Returns Spearman's rank correlation of the segment number with the future revenue per customer,
   * over the segments with {@value #LEAST_CUSTOMERS} customers or more: −1 if every better segment
   * spends more. NaN with fewer than three such segments, or if all spend the same.
   */
  public double rankCorrelation() {
    List<BacktestRow> present =
        rows.stream().filter(row -> row.customers() >= LEAST_CUSTOMERS).toList();
    if (present.size() < LEAST_SEGMENTS) {
      return Double.NaN;
    }
    return RankCorrelation.spearman(
        present.stream().mapToDouble(row -> row.segment().number()).toArray(),
        present.stream().mapToDouble(BacktestRow::futureRevenuePerCustomer).toArray());
  }

  /** Returns the verdict: a warning if the order of segments is not the order of revenue. */
  public CheckResult check() {
    double correlation = rankCorrelation();
    if (Double.isNaN(correlation)) {
      return CheckResult.warn("backtest", Message.of("check.backtest.too-few"));
    }
    return correlation <= WANTED_RANK_CORRELATION
        ? new CheckResult(
            "backtest", Severity.OK, Message.of("check.backtest.ok", correlation, horizonDays))
        : CheckResult.warn(
            "backtest",
            Message.of("check.backtest", correlation, horizonDays, WANTED_RANK_CORRELATION));
  }
}
