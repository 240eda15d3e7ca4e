// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfiguredThresholdsTest {
  @ParameterizedTest
  @CsvSource({
    "cadence.population-days, 0, > 0",
    "cadence.population-days, Infinity, finite and > 0",
    "cadence.shrinkage, -1, >= 0",
    "thresholds.outlier-fence, -1, >= 0",
    "thresholds.high, NaN, >= 0",
    "thresholds.medium, -0.01, >= 0",
    "thresholds.loyal-min-purchase-days, 1, a whole number >= 2",
    "thresholds.loyal-min-purchase-days, 3.5, a whole number >= 2",
    "thresholds.new-window-days, 1e10, a whole number >= 0",
    "thresholds.new-max-purchase-days, 0, a whole number >= 1",
    "thresholds.at-risk-ratio, 0.99, >= 1",
    "thresholds.dormant-ratio, 0, >= 1",
    "thresholds.dormant-interval-fraction, 1.01, 'in (0, 1]'",
    "thresholds.dormant-interval-fraction, 0, 'in (0, 1]'"
  })
  void of_numberOutsideItsDomainIsRefused(String key, double number, String domain) {
    ThresholdKey threshold = ThresholdKey.find(key).orElseThrow();

    assertThatThrownBy(() -> ConfiguredThresholds.of(Map.of(threshold, number)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is not ")
        .hasMessageEndingWith(domain + ": " + number);
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIUM, HIGH, thresholds.medium is not < thresholds.high",
    "HIGH, OUTLIER_FENCE, thresholds.high is not < thresholds.outlier-fence",
    "MEDIUM, OUTLIER_FENCE, thresholds.medium is not < thresholds.outlier-fence",
    "AT_RISK_RATIO, DORMANT_RATIO, thresholds.at-risk-ratio is not < thresholds.dormant-ratio"
  })
  void of_configuredNumbersOutOfOrderAreRefused(
      ThresholdKey lower, ThresholdKey upper, String message) {
    assertThatThrownBy(() -> ConfiguredThresholds.of(Map.of(lower, 2.0, upper, 2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message + ": 2.0, 2.0");
    assertThat(ConfiguredThresholds.of(Map.of(lower, 2.0, upper, 2.5)).find(upper)).hasValue(2.5);
  }

  @ParameterizedTest
  @EnumSource(ThresholdKey.class)
  void none_leavesEveryThresholdOpen(ThresholdKey key) {
    assertThat(ConfiguredThresholds.none().find(key)).isEmpty();
    assertThat(ThresholdKey.find(key.key())).contains(key);
  }

  @Test
  void find_ofAnUnknownKeyIsEmpty() {
    assertThat(ThresholdKey.find("thresholds.none")).isEmpty();
  }
}
