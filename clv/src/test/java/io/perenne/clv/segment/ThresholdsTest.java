// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
  @ParameterizedTest
  @CsvSource({"300, 200, 500", "100, 600, 500", "-1, 200, 500", "NaN, 200, 500", "1, 2, Infinity"})
  void new_bandsOutOfOrderAreRefused(double medium, double high, double fence) {
    assertThatThrownBy(() -> ThresholdsFixture.bands(medium, high, fence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not 0 <= medium <= high <= fence, finite: medium=%s, high=%s, fence=%s",
            medium, high, fence);
  }

  @Test
  void new_ratioBelowOneIsRefused() {
    assertThatThrownBy(() -> ThresholdsFixture.ratios(0.9, 4, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("atRiskRatioFirst is not finite and >= 1: 0.9");
    assertThatThrownBy(() -> ThresholdsFixture.ratios(2, 4, 2, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dormantRatioLater is not finite and >= 1: NaN");
  }

  @Test
  void withIntervalDays_changesNothingElse() {
    Thresholds longer = ThresholdsFixture.rhythm(60, 365).withIntervalDays(730);

    assertThat(longer).isEqualTo(ThresholdsFixture.rhythm(60, 730));
    assertThat(longer.cadence()).isEqualTo(new Cadence(60, 2));
  }
}
