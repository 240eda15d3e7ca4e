// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentRulesTest {
  private static final long[] PURCHASE_DAYS = {0, 1, 2, 3, 5};
  private static final Set<ValueBand> BUYER_BANDS =
      EnumSet.complementOf(EnumSet.of(ValueBand.INACTIVE));

  /** Loyal from 4 purchase days; bands 200, 800, 5000; ratios 2.5 and 5; cap 273.75 days. */
  private static final Thresholds THRESHOLDS = Fixture.read().thresholds();

  private static final SegmentRules RULES = SegmentRules.of(THRESHOLDS);

  @Test
  void rule_coversEveryCombinationOnce() {
    Set<DecisionRule> reached = EnumSet.noneOf(DecisionRule.class);
    Set<Segment> segments = EnumSet.noneOf(Segment.class);
    for (long nAll : PURCHASE_DAYS) {
      for (long n : PURCHASE_DAYS) {
        for (ActivityState state : ActivityState.values()) {
          for (ValueBand band : ValueBand.values()) {
            boolean inactive = n == 0;
            if (n > nAll
                || inactive != (state == ActivityState.INACTIVE)
                || inactive != (band == ValueBand.INACTIVE)) {
              continue; // cannot happen, and is refused: see below
            }
            DecisionRule rule = RULES.rule(state, band, n, nAll);
            reached.add(rule);
            segments.add(rule.segment());
            assertThat(RULES.segment(state, band, n, nAll))
                .as("%s %s n=%d nAll=%d", state, band, n, nAll)
                .isEqualTo(Segment.of(decisionTable(state, band, n, nAll)));
          }
        }
      }
    }
    assertThat(reached).isEqualTo(EnumSet.allOf(DecisionRule.class));
    assertThat(segments).isEqualTo(EnumSet.allOf(Segment.class));
  }

  /** The decision table as people read it: rows in order, the first that holds. */
  private static int decisionTable(ActivityState state, ValueBand band, long n, long nAll) {
    boolean one = nAll == 1;
    boolean loyal = n >= 4;
    boolean outlier = band == ValueBand.OUTLIER;
    boolean high = band == ValueBand.HIGH;
    boolean medium = band == ValueBand.MEDIUM;
    boolean low = band == ValueBand.LOW;
    Object[][] rows = {
      {ActivityState.INACTIVE, true, 11},
      {ActivityState.DORMANT, true, 10},
      {ActivityState.NEW, outlier, 1},
      {ActivityState.NEW, true, 8},
      {ActivityState.ACTIVE, outlier, 1},
      {ActivityState.ACTIVE, one, 9},
      {ActivityState.ACTIVE, loyal && high, 2},
      {ActivityState.ACTIVE, loyal && medium, 3},
      {ActivityState.ACTIVE, high || medium, 5},
      {ActivityState.ACTIVE, low, 7},
      {ActivityState.AT_RISK, one || low, 9},
      {ActivityState.AT_RISK, loyal || outlier, 4},
      {ActivityState.AT_RISK, true, 6},
    };
    for (Object[] row : rows) {
      if (row[0] == state && (boolean) row[1]) {
        return (int) row[2];
      }
    }
    throw new AssertionError("no row for " + state + " " + band + " " + n + " " + nAll);
  }

  @Test
  void rule_inactiveButNotByCountIsRefused() {
    assertThatThrownBy(() -> RULES.segment(ActivityState.ACTIVE, ValueBand.LOW, 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inactive is not the same as n = 0: n=0, state=ACTIVE, band=LOW");
    assertThatThrownBy(() -> RULES.segment(ActivityState.INACTIVE, ValueBand.LOW, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("inactive is not the same as n = 0");
    assertThatThrownBy(() -> RULES.segment(ActivityState.ACTIVE, ValueBand.INACTIVE, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("inactive is not the same as n = 0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, LOW",
    "200, LOW",
    "200.01, MEDIUM",
    "800, MEDIUM",
    "800.000001, HIGH",
    "5000, HIGH",
    "5000.000001, OUTLIER"
  })
  void band_tiesFallToTheLowerBand(double ltv, ValueBand band) {
    assertThat(RULES.band(1, ltv)).isEqualTo(band);
  }

  @Test
  void band_withoutPurchaseIsInactiveWhateverTheValue() {
    assertThat(RULES.band(0, 1e9)).isEqualTo(ValueBand.INACTIVE);
    assertThat(RULES.band(0, Double.NaN)).isEqualTo(ValueBand.INACTIVE);
  }

  @Test
  void band_ofNoNumberIsRefused() {
    for (double ltv : new double[] {-0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> RULES.band(1, ltv))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ltv is not finite and >= 0: " + ltv);
    }
  }

  @Test
  void band_whenThresholdsTieLeavesTheMiddleEmpty() {
    SegmentRules rules = SegmentRules.of(ThresholdsFixture.bands(100, 100, 100));
    for (ValueBand band : BUYER_BANDS) {
      boolean reachable = band == ValueBand.LOW || band == ValueBand.OUTLIER;
      assertThat(rules.band(1, 100) == band || rules.band(1, 100.01) == band).isEqualTo(reachable);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // first purchase on the last day of the new window, then a day later
    "1, 1, 60, 60, 60, 0, NEW",
    "1, 1, 61, 61, 60, 0, ACTIVE",
    // the second purchase keeps, the third ends the welcome
    "2, 2, 0, 30, 60, 1, NEW",
    "3, 3, 0, 30, 60, 2, ACTIVE",
    // at risk after, not at, 2.5 times the rhythm
    "2, 2, 100, 300, 40, 1, ACTIVE",
    "2, 2, 101, 300, 40, 1, AT_RISK",
    // dormant after, not at, 5 times the rhythm
    "2, 2, 200, 300, 40, 1, AT_RISK",
    "2, 2, 201, 300, 40, 1, DORMANT",
    // a slow customer is dormant after three quarters of the interval instead
    "2, 2, 273, 600, 100, 1, AT_RISK",
    "2, 2, 274, 600, 100, 1, DORMANT",
    // ... and a very slow one not before being at risk: 2.5 * 120 = 300
    "2, 2, 300, 900, 120, 1, ACTIVE",
    "2, 2, 301, 900, 120, 1, DORMANT",
    // no purchase in the interval, whatever else
    "0, 9, 400, 900, 120, 3, INACTIVE",
    "0, 0, 0, 0, 0, 0, INACTIVE"
  })
  void state_atItsLimits(
      long n,
      long nAll,
      int recencyDays,
      int daysSinceFirst,
      double tbp,
      long gapCount,
      ActivityState state) {
    assertThat(
            RULES.state(
                new CustomerActivity(n, nAll, recencyDays, daysSinceFirst, tbp, gapCount, 0)))
        .isEqualTo(state);
  }

  @Test
  void state_withoutGapUsesTheFirstRatios() {
    SegmentRules rules = SegmentRules.of(ThresholdsFixture.ratios(4, 8, 2, 4));

    assertThat(rules.state(new CustomerActivity(1, 1, 39, 39 + 60, 10, 0, 0)))
        .isEqualTo(ActivityState.ACTIVE);
    assertThat(rules.state(new CustomerActivity(1, 1, 39, 39 + 60, 10, 1, 0)))
        .isEqualTo(ActivityState.AT_RISK);
    assertThat(rules.state(new CustomerActivity(1, 1, 41, 41 + 60, 10, 0, 0)))
        .isEqualTo(ActivityState.AT_RISK);
    assertThat(rules.state(new CustomerActivity(1, 1, 41, 41 + 60, 10, 1, 0)))
        .isEqualTo(ActivityState.DORMANT);
    assertThat(rules.state(new CustomerActivity(1, 1, 81, 81 + 60, 10, 0, 0)))
        .isEqualTo(ActivityState.DORMANT);
  }

  @Test
  void state_dormantRatioBelowAtRiskIsRaisedToIt() {
    SegmentRules rules = SegmentRules.of(ThresholdsFixture.ratios(4, 2, 4, 2));

    assertThat(rules.dormantLimitDays(10, 0)).isEqualTo(40);
    assertThat(rules.dormantLimitDays(10, 1)).isEqualTo(40);
    assertThat(rules.state(new CustomerActivity(2, 2, 40, 200, 10, 1, 0)))
        .isEqualTo(ActivityState.ACTIVE);
    assertThat(rules.state(new CustomerActivity(2, 2, 41, 200, 10, 1, 0)))
        .isEqualTo(ActivityState.DORMANT);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 1, 1, 60, '0 <= n <= nAll: n=-1, nAll=1'",
    "2, 1, 1, 1, 60, '0 <= n <= nAll: n=2, nAll=1'",
    "1, 1, -1, 1, 60, '0 <= recencyDays <= daysSinceFirst: -1, 1'",
    "1, 1, 2, 1, 60, '0 <= recencyDays <= daysSinceFirst: 2, 1'",
    "1, 1, 1, 1, NaN, 'tbp is not finite and > 0: NaN'",
    "1, 1, 1, 1, 0, 'tbp is not finite and > 0: 0.0'"
  })
  void state_impossibleCustomerIsRefused(
      long n, long nAll, int recencyDays, int daysSinceFirst, double tbp, String message) {
    assertThatThrownBy(
            () ->
                RULES.state(new CustomerActivity(n, nAll, recencyDays, daysSinceFirst, tbp, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(message);
  }

  @Test
  void decide_inactiveHasNoLimits() {
    SegmentDecision decision =
        RULES.decide(new CustomerActivity(0, 2, 787, 968, Double.NaN, 0, 500));

    assertThat(decision.segment()).isEqualTo(Segment.INACTIVE);
    assertThat(decision.atRiskLimitDays()).isNaN();
    assertThat(decision.dormantLimitDays()).isNaN();
  }
}
