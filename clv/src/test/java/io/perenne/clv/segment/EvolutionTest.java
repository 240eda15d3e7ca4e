// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolutionTest {
  @ParameterizedTest
  @CsvSource({"0, 8, NEW", "11, 8, UP", "8, 11, DOWN", "2, 2, EQUAL", "2, 1, UP", "1, 2, DOWN"})
  void between_followsTheOrderOfSegments(int before, int now, Evolution evolution) {
    assertThat(Evolution.between(before, now)).isEqualTo(evolution);
    assertThat(Evolution.of(before == 0 ? null : Segment.of(before), Segment.of(now)))
        .isEqualTo(evolution);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "12, 1", "1, 0", "1, 12"})
  void between_noSegmentsIsRefused(int before, int now) {
    assertThatThrownBy(() -> Evolution.between(before, now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("segment numbers are not in [0, 11] and [1, 11]: %d, %d", before, now);
  }

  @Test
  void code_isWhatTheFileSays() {
    assertThat(Evolution.values())
        .extracting(Evolution::code)
        .containsExactly("up", "down", "equal", "new");
  }

  // before, re-based, now, now under the previous thresholds, corrected, bought
  @ParameterizedTest
  @CsvSource({
    "5, 5, 5, 5, false, true, EQUAL, ",
    "5, 5, 5, 6, false, false, EQUAL, ",
    "5, 3, 3, 3, false, true, EQUAL, CONFIG",
    "5, 5, 2, 5, false, true, UP, THRESHOLD",
    "5, 5, 2, 2, true, true, UP, DATA_CORRECTION",
    "5, 5, 2, 2, false, true, UP, PURCHASE",
    "5, 5, 6, 6, false, false, DOWN, AGEING",
    "5, 3, 5, 5, false, false, DOWN, AGEING"
  })
  void cause_isTheFirstThatHolds(
      int before,
      int rebased,
      int now,
      int underPrevious,
      boolean corrected,
      boolean bought,
      Evolution evolution,
      EvolutionCause cause) {
    SegmentChange change =
        new SegmentChange(
            Segment.of(before),
            Segment.of(rebased),
            Segment.of(now),
            Segment.of(underPrevious),
            corrected,
            bought);

    assertThat(change.evolution()).isEqualTo(evolution);
    assertThat(change.cause().orElse(null)).isEqualTo(cause);
  }
}
