// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {
  private static final double[] SAMPLE = {1, 1, 2, 3, 5, 8, 13, 21, 34, 55};

  // Python 3.11, statistics.quantiles(sample, n=200, method='inclusive'), which is type 7;
  // the ends are the extremes by definition. Tolerance: another order of operations.
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.005, 1",
    "0.25, 2.25",
    "0.5, 6.5",
    "0.75, 19",
    "0.9, 36.1",
    "0.95, 45.55",
    "0.99, 53.11",
    "0.995, 54.055",
    "1, 55"
  })
  void type7_agreesWithPython(double probability, double expected) {
    assertThat(Quantiles.type7(SAMPLE, probability)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void type7_ofOneValueIsThatValue() {
    assertThat(Quantiles.type7(new double[] {7}, 0.9)).isEqualTo(7);
  }

  @Test
  void type7_ofNothingIsRefused() {
    assertThatThrownBy(() -> Quantiles.type7(new double[0], 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sample is empty");
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void type7_ofNoProbabilityIsRefused(double probability) {
    assertThatThrownBy(() -> Quantiles.type7(SAMPLE, probability))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probability is not in [0, 1]: " + probability);
  }
}
