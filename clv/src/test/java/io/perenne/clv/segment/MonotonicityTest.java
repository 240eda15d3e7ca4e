// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * With thresholds and parameters fixed, time that passes without a purchase never improves a
 * segment, except that a Recent Customer grows up.
 */
class MonotonicityTest {
  private static final Set<Segment> GROWN_UP =
      EnumSet.of(
          Segment.VALUE_REPEATER, Segment.VALUE_REPEATER_AT_RISK, Segment.LOW_VALUE_REPEATER);

  /**
   * A customer on the day of the last purchase.
   *
   * @param ages the age of each purchase day on that day, so 0 is the last purchase itself
   */
  record Customer(
      double typicalGap,
      NavigableSet<Integer> ages,
      double historic,
      double residual,
      double meanLifeDays) {
    /** Returns the segment after some days of silence, everything derived from scratch. */
    Segment segment(SegmentRules rules, int silence) {
      Thresholds thresholds = rules.thresholds();
      // ages and silence count back from the reference date, whose own day is in the interval
      int inInterval = ages.headSet(thresholds.intervalDays() - silence).size();
      NavigableSet<Integer> window = new TreeSet<>(ages.headSet(thresholds.intervalDays()));
      int gapSum = window.last() - window.first();
      int gaps = window.size() - 1;
      double tbp = thresholds.cadence().timeBetweenPurchases(gapSum, gaps);
      double ltv = historic + residual * Math.exp(-silence / meanLifeDays);
      return rules.segment(
          new CustomerActivity(
              inInterval, ages.size(), silence, silence + ages.last(), tbp, gaps, ltv));
    }
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void segment_neverImprovesInSilence(
      @ForAll("customers") Customer customer,
      @ForAll("thresholds") Thresholds thresholds,
      @ForAll("multiples") double silenceInGaps,
      @ForAll("multiples") double moreInGaps) {
    SegmentRules rules = SegmentRules.of(thresholds);
    int silence = (int) (silenceInGaps * customer.typicalGap());
    int more = (int) (moreInGaps * customer.typicalGap());

    Segment before = customer.segment(rules, silence);
    Segment after = customer.segment(rules, silence + more);

    everySegmentIsTried(before);
    if (before == Segment.RECENT_CUSTOMER && after.number() < before.number()) {
      assertThat(GROWN_UP).contains(after);
    } else {
      assertThat(after.number()).isGreaterThanOrEqualTo(before.number());
    }
  }

  /** Fails if the customers are so alike that the law is tried on few segments. */
  private static void everySegmentIsTried(Segment before) {
    Statistics.label("segment before")
        .collect(before)
        .coverage(
            coverage -> {
              for (Segment segment : Segment.values()) {
                coverage.check(segment).percentage(p -> p > 0.2);
              }
            });
  }

  /** What the datamodel promises of its columns, whatever the thresholds. */
  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void segment_keepsTheInvariantsOfTheFile(
      @ForAll @IntRange(min = 1, max = 9) int n,
      @ForAll @IntRange(max = 9) int older,
      @ForAll @IntRange(max = 900) int recencyDays,
      @ForAll @IntRange(max = 900) int age,
      @ForAll @DoubleRange(min = 0.5, max = 400) double tbp,
      @ForAll @IntRange(max = 8) int gapCount,
      @ForAll @DoubleRange(max = 10_000) double ltv,
      @ForAll("thresholds") Thresholds thresholds) {
    SegmentRules rules = SegmentRules.of(thresholds);
    int nAll = n + older;
    int daysSinceFirst = recencyDays + age;

    Segment segment =
        rules.segment(
            new CustomerActivity(n, nAll, recencyDays, daysSinceFirst, tbp, gapCount, ltv));

    switch (segment) {
      case LOYAL_AT_RISK, VALUE_REPEATER_AT_RISK -> {
        assertThat(Cadence.daysUntilDue(tbp, recencyDays)).isNegative();
        assertThat(nAll).isGreaterThanOrEqualTo(2);
      }
      case HIBERNATOR -> assertThat(Cadence.daysUntilDue(tbp, recencyDays)).isNegative();
      case RECENT_CUSTOMER ->
          assertThat(daysSinceFirst).isLessThanOrEqualTo(thresholds.newWindowDays());
      case VALUE_REPEATER, LOW_VALUE_REPEATER -> assertThat(nAll).isGreaterThanOrEqualTo(2);
      case LOYAL_VIP, NOTABLE_LOYAL ->
          assertThat(n).isGreaterThanOrEqualTo(thresholds.loyalMinPurchaseDays());
      case TOP_OUTLIER -> assertThat(ltv).isGreaterThan(thresholds.fence());
      case LOW_VALUE_MASS -> assertThat(nAll == 1 || ltv <= thresholds.medium()).isTrue();
      case INACTIVE -> throw new AssertionError("inactive with n=" + n);
    }
  }

  @Provide
  Arbitrary<Double> multiples() {
    return Arbitraries.doubles().between(0, 8).withDistribution(RandomDistribution.uniform());
  }

  @Provide
  Arbitrary<Customer> customers() {
    Arbitrary<List<Double>> gaps =
        Arbitraries.doubles()
            .between(0.1, 2)
            .withDistribution(RandomDistribution.uniform())
            .list()
            .ofMaxSize(8);
    return Combinators.combine(
            Arbitraries.doubles().between(5, 60).withDistribution(RandomDistribution.uniform()),
            gaps,
            money(2500),
            money(2500),
            Arbitraries.doubles().between(1, 1000))
        .as(
            (typicalGap, list, historic, residual, life) ->
                new Customer(typicalGap, ages(typicalGap, list), historic, residual, life));
  }

  private static NavigableSet<Integer> ages(double typicalGap, List<Double> gaps) {
    NavigableSet<Integer> ages = new TreeSet<>(List.of(0));
    for (double gap : gaps) {
      ages.add(ages.last() + 1 + (int) (gap * typicalGap));
    }
    return ages;
  }

  private static Arbitrary<Double> money(double most) {
    return Arbitraries.doubles().between(0, most).withDistribution(RandomDistribution.uniform());
  }

  @Provide
  Arbitrary<Thresholds> thresholds() {
    return Combinators.combine(
            Arbitraries.doubles().between(1, 200),
            Arbitraries.doubles().between(0, 5),
            money(4000).array(double[].class).ofSize(3),
            Arbitraries.integers().between(3, 6),
            Arbitraries.integers().between(0, 120),
            Arbitraries.doubles().between(1, 10).array(double[].class).ofSize(4),
            Arbitraries.doubles().between(0.1, 1),
            Arbitraries.integers().between(90, 800))
        .as(
            (days, shrinkage, bands, loyal, window, ratios, fraction, interval) -> {
              Arrays.sort(bands);
              return new Thresholds(
                  days, shrinkage, bands[2], bands[1], bands[0], loyal, window, 2, ratios[0],
                  ratios[1], ratios[2], ratios[3], fraction, interval);
            });
  }
}
