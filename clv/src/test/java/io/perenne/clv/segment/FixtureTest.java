// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.clv.words.Language;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision on sixteen customers worked out by hand. */
class FixtureTest {
  /** The file prints two decimals. */
  private static final double HALF_A_CENT = 0.005 + 1e-9;

  private static final Fixture FIXTURE = Fixture.read();
  private static final Thresholds THRESHOLDS = FIXTURE.thresholds();
  private static final SegmentRules RULES = SegmentRules.of(THRESHOLDS);

  static List<Fixture.Customer> customers() {
    return FIXTURE.customers();
  }

  @ParameterizedTest
  @MethodSource("customers")
  void decide_agreesWithHand(Fixture.Customer c) {
    SegmentDecision decision = decide(c);
    JsonNode expected = c.expected();

    assertThat(decision.state().name()).isEqualTo(expected.get("_state").asText());
    assertThat(decision.segment().id()).isEqualTo(expected.get("ID_CLV_SEGMENT").asText());
    assertThat(decision.segment().label(Language.ES))
        .isEqualTo(expected.get("CLV_SEGMENT").asText());
    assertThat(decision.band().id()).isEqualTo(expected.get("ID_CLV_SCORE").asText());
    assertThat(decision.band().label(Language.ES)).isEqualTo(expected.get("CLV_SCORE").asText());
    assertThat(decision.dormantLimitDays())
        .isCloseTo(number(expected, "_dormant_limit_days"), within(HALF_A_CENT));
  }

  @ParameterizedTest
  @MethodSource("customers")
  void segment_agreesWithDecide(Fixture.Customer c) {
    assertThat(RULES.segment(c.activity(THRESHOLDS.cadence()))).isEqualTo(decide(c).segment());
  }

  @ParameterizedTest
  @MethodSource("customers")
  void cadence_agreesWithHand(Fixture.Customer c) {
    JsonNode expected = c.expected();
    assertThat(c.n()).isEqualTo(expected.get("_purchase_days_interval").asLong());
    assertThat(c.nAll()).isEqualTo(expected.get("_purchase_days_all").asLong());
    if (c.n() == 0) {
      return;
    }
    double tbp = c.tbp(THRESHOLDS.cadence());
    assertThat(tbp).isCloseTo(number(expected, "_tbp"), within(HALF_A_CENT));
    assertThat(Cadence.daysUntilDue(tbp, c.recencyDays()))
        .isCloseTo(number(expected, "DIFF_TBP_RECENCY"), within(HALF_A_CENT));
    assertThat(Cadence.daysBetweenPurchases(c.gapSum(), c.gapCount()))
        .isCloseTo(number(expected, "DAYS_BTW_PURCHASE"), within(HALF_A_CENT));
  }

  private static SegmentDecision decide(Fixture.Customer c) {
    return RULES.decide(c.activity(THRESHOLDS.cadence()));
  }

  private static double number(JsonNode expected, String field) {
    JsonNode value = expected.get(field);
    return value.isNull() ? Double.NaN : value.asDouble();
  }
}
