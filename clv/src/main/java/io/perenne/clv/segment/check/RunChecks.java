// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.Migration;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks of a whole run: is it complete, does it look like a healthy run, and if not, why.
 *
 * <p>Every check answers with at least one result, {@link Severity#OK} if it found nothing; those
 * that compare with the previous run are left out of the first.
 */
public final class RunChecks {
  /** An interval shorter than this many typical gaps shows too little of a rhythm. */
  static final double LEAST_GAPS_PER_INTERVAL = 8;

  static final int MOST_DAYS_WITHOUT_TICKETS = 7;
  static final double MOST_SHARE_MOVE = 0.05;
  static final double MOST_RELATIVE_SHARE_MOVE = 0.5;
  static final double MOST_REVENUE_MOVE = 0.3;
  static final double LEAST_STAY_SHARE = 0.7;
  static final double MOST_FLIP_SHARE = 0.02;

  private static final int PERCENT = 100;

  private final RunSummary run;
  private final List<CheckResult> results = new ArrayList<>();

  private RunChecks(RunSummary run) {
    this.run = run;
  }

  /** Returns what all checks found, in the order of a report. */
  public static List<CheckResult> check(RunSummary run) {
    RunChecks checks = new RunChecks(run);
    checks.completeness();
    checks.results.addAll(EmptySegments.check(run));
    checks.intervalLength();
    checks.freshness();
    checks.valueOrder();
    PreviousRun previous = run.previous();
    if (previous != null) {
      checks.shares(previous.totals());
      checks.revenue(previous.totals());
      checks.stability(previous.migration());
    }
    return List.copyOf(checks.results);
  }

  /** Returns true if a result forbids publishing the run. */
  public static boolean block(List<CheckResult> results) {
    return results.stream().anyMatch(result -> result.severity() == Severity.BLOCK);
  }

  private void completeness() {
    results.add(
        run.rows() == run.customers()
            ? CheckResult.ok("row-count")
            : CheckResult.block(
                "row-count", Message.of("check.row-count", run.rows(), run.customers())));
    results.add(noneOrBlock("duplicate-ids", run.duplicateIds()));
    results.add(noneOrBlock("unsegmented-rows", run.unsegmentedRows()));
  }

  private static CheckResult noneOrBlock(String code, long count) {
    return count == 0
        ? CheckResult.ok(code)
        : CheckResult.block(code, Message.of("check." + code, count));
  }

  private void intervalLength() {
    Thresholds thresholds = run.thresholds();
    double needed = LEAST_GAPS_PER_INTERVAL * thresholds.populationDays();
    int days = thresholds.intervalDays();
    if (run.oldestTicket() == null || Math.min(days, run.historyDays()) >= needed) {
      results.add(CheckResult.ok("interval-short"));
      return;
    }
    double gap = thresholds.populationDays();
    Message message =
        run.historyDays() < needed
            ? Message.of("check.interval-short.history", run.historyDays(), gap, needed)
            : Message.of("check.interval-short", days, gap, needed, suggestedInterval(needed));
    results.add(CheckResult.warn("interval-short", message));
  }

  /** Returns the shortest interval of whole half-years that is long enough. */
  private static Message suggestedInterval(double neededDays) {
    double daysPerHalfYear = 365.25 / 2;
    int months = 6 * (int) Math.ceil(neededDays / daysPerHalfYear);
    return months <= 60
        ? Message.of("check.interval-short.months", months)
        : Message.of("check.interval-short.all");
  }

  private void freshness() {
    long age = run.newestTicketAge();
    results.add(
        age <= MOST_DAYS_WITHOUT_TICKETS
            ? CheckResult.ok("data-stale")
            : CheckResult.warn(
                "data-stale",
                Message.of("check.data-stale", age, String.valueOf(run.newestTicket()))));
  }

  private void valueOrder() {
    int before = results.size();
    requireFalling(List.of(Segment.TOP_OUTLIER, Segment.LOYAL_VIP, Segment.NOTABLE_LOYAL));
    requireFalling(List.of(Segment.VALUE_REPEATER, Segment.LOW_VALUE_REPEATER));
    if (results.size() == before) {
      results.add(CheckResult.ok("value-order"));
    }
  }

  /** Warns of each pair of neighbours, empty segments left out, whose mean value does not fall. */
  private void requireFalling(List<Segment> order) {
    List<SegmentAggregate> present =
        order.stream().map(run.totals()::of).filter(s -> s.customers() > 0).toList();
    for (int i = 1; i < present.size(); i++) {
      SegmentAggregate better = present.get(i - 1);
      SegmentAggregate worse = present.get(i);
      if (!(better.meanLtv() > worse.meanLtv())) {
        results.add(
            CheckResult.warn(
                "value-order",
                Message.of(
                    "check.value-order",
                    better.segment(),
                    better.meanLtv(),
                    worse.segment(),
                    worse.meanLtv())));
      }
    }
  }

  private void shares(SegmentTotals previous) {
    int before = results.size();
    for (Segment segment : Segment.values()) {
      double was = previous.share(segment);
      double is = run.totals().share(segment);
      // a share of a few people always moves by half of itself; that says nothing
      long people =
          Math.max(previous.of(segment).customers(), run.totals().of(segment).customers());
      boolean relative =
          people >= ThresholdRules.MIN_CUSTOMERS
              && Math.abs(is - was) > MOST_RELATIVE_SHARE_MOVE * was;
      if (Math.abs(is - was) > MOST_SHARE_MOVE || relative) {
        results.add(
            CheckResult.warn(
                "share-moved",
                Message.of("check.share-moved", segment, PERCENT * was, PERCENT * is)));
      }
    }
    if (results.size() == before) {
      results.add(CheckResult.ok("share-moved"));
    }
  }

  private void revenue(SegmentTotals previous) {
    double was = previous.revenue();
    double is = run.totals().revenue();
    results.add(
        Math.abs(is - was) <= MOST_REVENUE_MOVE * Math.abs(was)
            ? CheckResult.ok("revenue-changed")
            : CheckResult.warn("revenue-changed", Message.of("check.revenue-changed", was, is)));
  }

  private void stability(Migration migration) {
    // NaN, nobody to compare, is no reason to warn
    results.add(
        migration.stayShare() < LEAST_STAY_SHARE
            ? CheckResult.warn(
                "low-stability",
                Message.of(
                    "check.low-stability",
                    PERCENT * migration.stayShare(),
                    PERCENT * LEAST_STAY_SHARE))
            : CheckResult.ok("low-stability"));
    results.add(
        migration.flipShare() > MOST_FLIP_SHARE
            ? CheckResult.warn(
                "flips",
                Message.of(
                    "check.flips", PERCENT * migration.flipShare(), PERCENT * MOST_FLIP_SHARE))
            : CheckResult.ok("flips"));
  }
}
