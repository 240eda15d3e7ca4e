// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.clv.segment.EvolutionCause;
import io.perenne.clv.segment.Migration;
import io.perenne.clv.segment.MigrationCell;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.segment.ThresholdsFixture;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunChecksTest {
  private static final LocalDate REFERENCE = LocalDate.of(2025, 6, 30);
  private static final String HEALTHY = "10 50 60 20 120 40 60 80 250 150 160";
  private static final Migration CALM = migration(85, 100, 100, 0);

  @Test
  void check_aHealthyRunIsAllWell() {
    List<CheckResult> results = RunChecks.check(new Run(HEALTHY).previous(HEALTHY, CALM).build());

    assertThat(results).allMatch(result -> result.severity() == Severity.OK);
    assertThat(results)
        .extracting(CheckResult::code)
        .containsExactly(
            "row-count",
            "duplicate-ids",
            "unsegmented-rows",
            "segment-empty",
            "interval-short",
            "data-stale",
            "value-order",
            "share-moved",
            "revenue-changed",
            "low-stability",
            "flips");
    assertThat(RunChecks.block(results)).isFalse();
  }

  @Test
  void check_theFirstRunComparesWithNothing() {
    assertThat(RunChecks.check(new Run(HEALTHY).build()))
        .extracting(CheckResult::code)
        .doesNotContain("share-moved", "revenue-changed", "low-stability", "flips");
  }

  @Test
  void check_anIncompleteRunIsBlocked() {
    Run run = new Run(HEALTHY);
    run.rows = 999;
    run.duplicateIds = 1;
    run.unsegmentedRows = 2;
    List<CheckResult> results = RunChecks.check(run.build());

    assertThat(found(results, "row-count", Severity.BLOCK))
        .containsExactly("999 rows for 1,000 customers");
    assertThat(found(results, "duplicate-ids", Severity.BLOCK)).containsExactly("1 repeated id");
    assertThat(found(results, "unsegmented-rows", Severity.BLOCK))
        .containsExactly("2 rows without a segment");
    assertThat(RunChecks.block(results)).isTrue();
  }

  @Test
  void check_oneTimeBuyersLeaveTheLoyalSegmentsEmptyAndItSaysWhy() {
    Run run = new Run("10 0 0 0 0 0 0 80 600 150 160");
    run.repeaters = 0;
    run.loyal = 0;
    List<CheckResult> results = RunChecks.check(run.build());

    assertThat(found(results, "segment-empty", Severity.WARN))
        .containsExactly(
            "No customers: 02 Loyal VIP, 03 Notable Loyal, 04 Loyal at Risk, 05 Value Repeater,"
                + " 06 Value Repeater at Risk, 07 Low-Value Repeater. Cause: no buyer has come"
                + " back");
    assertThat(RunChecks.block(results)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 50 60 20 120 40 60 80 250 150 160 | outliers=0 | nobody exceeds the value of 5,000",
        "0 50 60 20 120 40 60 80 250 150 160 | outliers=3"
            + " | those of exceptional value (3) are at risk or dormant",
        "10 0 60 20 120 40 60 80 250 150 160 | loyal=0"
            + " | nobody reaches 4 purchase days in the interval",
        "10 0 60 20 120 40 60 80 250 150 160 | loyal=80"
            + " | loyal customers are off their rhythm or in another value band",
        "10 50 60 0 120 40 60 80 250 150 160 | loyal=110 | no loyal customer is off their rhythm",
        "10 50 60 0 120 40 60 80 250 150 160 | interval=300 loyal=0"
            + " | the interval of 300 days is short for a rhythm of 45 days",
        "10 50 60 20 0 40 60 80 250 150 160 | loyal=110"
            + " | customers who repeat are loyal, off their rhythm or in another value band",
        "10 50 60 20 120 0 60 80 250 150 160 | loyal=110"
            + " | no value repeater is off their rhythm",
        "10 50 60 20 120 40 60 0 250 150 160 | new=0 | no first purchase in the last 60 days",
        "10 50 60 20 120 40 60 0 250 150 160 | new=4"
            + " | new customers (4) already buy more or have an exceptional value",
        "10 50 60 20 120 40 60 80 0 150 160 | new=80"
            + " | nobody with a single purchase, nor with a low value and off their rhythm",
        "10 50 60 20 120 40 60 80 250 0 160 | new=80 | nobody has been silent for that long",
        "0 0 0 0 0 0 0 0 0 0 160 | new=0 | nobody bought in the interval",
      })
  void check_anEmptySegmentHasACause(String customers, String facts, String cause) {
    Run run = new Run(customers);
    for (String fact : facts.split(" ", -1)) {
      run.set(fact);
    }
    List<String> warnings = found(RunChecks.check(run.build()), "segment-empty", Severity.WARN);

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith("No customers: ").endsWith("Cause: " + cause);
  }

  @ParameterizedTest
  @CsvSource({
    // rhythm, interval, warning; the data cover 1,000 days
    "45, 360, ''",
    "45.1, 360, 'The interval of 360 days is short: the rhythm of the base is 45.1 days,"
        + " which needs 360.8. Try 12 months'",
    "100, 730, 'The interval of 730 days is short: the rhythm of the base is 100 days,"
        + " which needs 800. Try 30 months'",
    "125, 999, 'The interval of 999 days is short: the rhythm of the base is 125 days,"
        + " which needs 1,000. Try 36 months'",
    "126, 365, 'The data cover 1,000 days: the rhythm of the base is 126 days, which needs 1,008."
        + " Load older purchases or read the segments with care'",
    "126, 5000, 'The data cover 1,000 days: the rhythm of the base is 126 days, which needs 1,008."
        + " Load older purchases or read the segments with care'"
  })
  void check_aShortIntervalSuggestsALongerOne(double rhythm, int interval, String warning) {
    Run run = new Run(HEALTHY);
    run.thresholds = ThresholdsFixture.rhythm(rhythm, interval);
    List<CheckResult> results = RunChecks.check(run.build());

    if (warning.isEmpty()) {
      assertThat(found(results, "interval-short", Severity.WARN)).isEmpty();
    } else {
      assertThat(found(results, "interval-short", Severity.WARN)).containsExactly(warning);
    }
  }

  @Test
  void check_aVerySlowBusinessNeedsAllOfItsHistory() {
    Run run = new Run(HEALTHY);
    run.thresholds = ThresholdsFixture.rhythm(300, 730);
    run.oldestTicket = REFERENCE.minusYears(10);

    assertThat(found(RunChecks.check(run.build()), "interval-short", Severity.WARN).get(0))
        .endsWith("Try all of the history (all)");
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "7, OK", "8, WARN"})
  void check_ticketsOlderThanAWeekAreStale(int age, Severity severity) {
    Run run = new Run(HEALTHY);
    run.newestTicket = REFERENCE.minusDays(age);

    assertThat(severity(RunChecks.check(run.build()), "data-stale")).isEqualTo(severity);
  }

  @Test
  void check_staleDataNamesTheDay() {
    Run run = new Run(HEALTHY);
    run.newestTicket = LocalDate.of(2025, 6, 1);

    assertThat(found(RunChecks.check(run.build()), "data-stale", Severity.WARN))
        .containsExactly("The newest ticket is 29 days old (2025-06-01). Is a file missing?");
  }

  @Test
  void check_withoutTicketsNothingIsStaleOrShort() {
    Run run = new Run("0 0 0 0 0 0 0 0 0 0 5");
    run.newestTicket = null;
    run.oldestTicket = null;
    List<CheckResult> results = RunChecks.check(run.build());

    assertThat(severity(results, "data-stale")).isEqualTo(Severity.OK);
    assertThat(severity(results, "interval-short")).isEqualTo(Severity.OK);
    assertThat(found(results, "segment-empty", Severity.WARN)).hasSize(1);
  }

  // mean lifetime value of 01, 02, 03, 05, 07; a minus is an empty segment
  @ParameterizedTest
  @CsvSource({
    "9 5 3 4 1, 0",
    "9 9 3 4 1, 1",
    "5 9 9 4 1, 2",
    "9 5 3 1 1, 1",
    "9 - 3 4 1, 0",
    "3 - 9 4 1, 1",
    "9 5 3 - 1, 0"
  })
  void check_meanValueMustFall(String means, int warnings) {
    Run run = new Run(HEALTHY);
    String[] values = means.split(" ", -1);
    int[] segments = {1, 2, 3, 5, 7};
    for (int i = 0; i < segments.length; i++) {
      if (values[i].equals("-")) {
        run.customers[segments[i] - 1] = 0;
      } else {
        run.meanLtv[segments[i] - 1] = Double.parseDouble(values[i]);
      }
    }

    assertThat(found(RunChecks.check(run.build()), "value-order", Severity.WARN)).hasSize(warnings);
  }

  @Test
  void check_meanValueThatDoesNotFallIsTold() {
    Run run = new Run(HEALTHY);
    run.meanLtv[6] = 12_000.5;

    assertThat(found(RunChecks.check(run.build()), "value-order", Severity.WARN))
        .containsExactly(
            "The mean value does not fall: Value Repeater 700, Low-Value Repeater 12,000.5");
  }

  // of 1,000 customers: (01, 09) before and now, warnings
  @ParameterizedTest
  @CsvSource({
    "10 250, 10 250, 0", // no move
    "10 250, 10 199, 2", // 5.1 points down, and so others up: 11 takes them
    "10 250, 10 201, 0", // 4.9 points
    "40 250, 61 250, 1", // half as much again
    "10 250, 16 250, 0", // ... but of a few people
    "31 250, 0 250, 1" // emptied
  })
  void check_sharesThatMovedAreTold(String before, String now, int warnings) {
    String previous = shares(before);
    Run run = new Run(shares(now)).previous(previous, CALM);

    assertThat(found(RunChecks.check(run.build()), "share-moved", Severity.WARN)).hasSize(warnings);
  }

  /** Returns a run of 1,000 customers with these in 01 and 09 and the others fixed or in 11. */
  private static String shares(String firstAndNinth) {
    String[] counts = firstAndNinth.split(" ", -1);
    int rest = 1_000 - 300 - Integer.parseInt(counts[0]) - Integer.parseInt(counts[1]);
    return counts[0] + " 50 50 20 50 40 40 40 " + counts[1] + " 10 " + rest;
  }

  @Test
  void check_aSharePrintsBothSides() {
    Run run = new Run(shares("10 199")).previous(shares("10 250"), CALM);

    assertThat(found(RunChecks.check(run.build()), "share-moved", Severity.WARN))
        .contains("Low-Value Mass went from 25% to 19.9% of customers since the previous run");
  }

  @ParameterizedTest
  @CsvSource({"1.3, OK", "1.31, WARN", "0.7, OK", "0.69, WARN"})
  void check_revenueThatMovedIsTold(double factor, Severity severity) {
    Run run = new Run(HEALTHY).previous(HEALTHY, CALM);
    run.revenuePerCustomer *= factor;

    assertThat(severity(RunChecks.check(run.build()), "revenue-changed")).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "70, 100, 100, 2, OK, OK",
    "69, 100, 100, 3, WARN, WARN",
    "0, 0, 0, 0, OK, OK",
    "69, 100, 0, 0, WARN, OK"
  })
  void check_unstableSegmentsAreTold(
      long stayed, long compared, long flipsCompared, long flips, Severity stay, Severity flip) {
    Run run = new Run(HEALTHY).previous(HEALTHY, migration(stayed, compared, flipsCompared, flips));
    List<CheckResult> results = RunChecks.check(run.build());

    assertThat(severity(results, "low-stability")).isEqualTo(stay);
    assertThat(severity(results, "flips")).isEqualTo(flip);
  }

  @Test
  void totals_needEachSegmentOnce() {
    assertThatThrownBy(
            () -> new SegmentTotals(List.of(new SegmentAggregate(Segment.LOYAL_VIP, 1, 10, 10))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not each segment once, in order: [LOYAL_VIP]");
    SegmentTotals totals =
        SegmentTotals.of(List.of(new SegmentAggregate(Segment.LOYAL_VIP, 3, 10, 60)));

    assertThat(totals.segments()).hasSize(11);
    assertThat(totals.share(Segment.LOYAL_VIP)).isEqualTo(1);
    assertThat(totals.revenueShare(Segment.LOYAL_VIP)).isEqualTo(1);
    assertThat(totals.buyers()).isEqualTo(3);
    assertThat(SegmentTotals.of(List.of()).share(Segment.INACTIVE)).isZero();
    assertThat(SegmentTotals.of(List.of()).revenueShare(Segment.INACTIVE)).isZero();
  }

  private static List<String> found(List<CheckResult> results, String code, Severity severity) {
    return results.stream()
        .filter(result -> result.code().equals(code) && result.severity() == severity)
        .map(result -> result.message().in(Language.EN))
        .toList();
  }

  private static Severity severity(List<CheckResult> results, String code) {
    return results.stream()
        .filter(result -> result.code().equals(code))
        .map(CheckResult::severity)
        .findFirst()
        .orElseThrow();
  }

  private static Migration migration(long stayed, long compared, long flipsCompared, long flips) {
    return new Migration(
        List.of(
            new MigrationCell(Segment.LOYAL_VIP, Segment.LOYAL_VIP, null, stayed, 0),
            new MigrationCell(
                Segment.LOYAL_VIP,
                Segment.LOYAL_AT_RISK,
                EvolutionCause.AGEING,
                compared - stayed,
                0)),
        flipsCompared,
        flips);
  }

  /** A healthy run of 1,000 customers of which a test changes what it is about. */
  private static final class Run {
    long[] customers;
    double[] meanLtv = {8000, 2000, 500, 900, 700, 500, 100, 120, 90, 80, 20};
    double revenuePerCustomer = 50;
    Thresholds thresholds = ThresholdsFixture.rhythm(45, 365);
    long rows;
    long duplicateIds;
    long unsegmentedRows;
    long newCustomers = 80;
    long repeaters = 300;
    long loyal = 120;
    long outliers = 10;
    @Nullable LocalDate oldestTicket = REFERENCE.minusDays(999);
    @Nullable LocalDate newestTicket = REFERENCE;
    @Nullable PreviousRun previous;

    Run(String customersBySegment) {
      customers = counts(customersBySegment);
      rows = Arrays.stream(customers).sum();
    }

    Run previous(String customersBySegment, Migration migration) {
      previous = new PreviousRun(totals(counts(customersBySegment), 50), migration);
      return this;
    }

    void set(String fact) {
      String[] parts = fact.split("=", -1);
      int value = Integer.parseInt(parts[1]);
      switch (parts[0]) {
        case "outliers" -> outliers = value;
        case "loyal" -> loyal = value;
        case "new" -> newCustomers = value;
        case "interval" -> thresholds = thresholds.withIntervalDays(value);
        default -> throw new IllegalArgumentException(fact);
      }
    }

    RunSummary build() {
      return new RunSummary(
          Arrays.stream(customers).sum(),
          rows,
          duplicateIds,
          unsegmentedRows,
          totals(customers, revenuePerCustomer),
          thresholds,
          newCustomers,
          repeaters,
          loyal,
          outliers,
          REFERENCE,
          oldestTicket,
          newestTicket,
          previous);
    }

    private SegmentTotals totals(long[] counts, double revenue) {
      List<SegmentAggregate> segments = new ArrayList<>();
      for (Segment segment : Segment.values()) {
        int i = segment.number() - 1;
        segments.add(new SegmentAggregate(segment, counts[i], meanLtv[i], counts[i] * revenue));
      }
      return new SegmentTotals(segments);
    }

    private static long[] counts(String text) {
      return Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }
  }
}
