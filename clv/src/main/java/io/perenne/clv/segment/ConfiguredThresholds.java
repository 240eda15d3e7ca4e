// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Which thresholds a person has set to a number; all others are automatic.
 *
 * <p>Among the numbers given, medium {@code <} high {@code <} outlier fence and at-risk ratio
 * {@code <} dormant ratio must hold.
 */
public final class ConfiguredThresholds {
  private static final ConfiguredThresholds NONE = new ConfiguredThresholds(Map.of());

  private final Map<ThresholdKey, Double> numbers;

  private ConfiguredThresholds(Map<ThresholdKey, Double> numbers) {
    this.numbers = numbers;
  }

  /** Returns thresholds that leave every one to the data. */
  public static ConfiguredThresholds none() {
    return NONE;
  }

  /**
   * Returns the thresholds a person has set.
   *
   * @param numbers the configured numbers; a threshold that is absent is automatic
   * @throws IllegalArgumentException if a number is outside its domain or two are out of order; the
   *     message names the keys
   */
  public static ConfiguredThresholds of(Map<ThresholdKey, Double> numbers) {
    ConfiguredThresholds given = new ConfiguredThresholds(Map.copyOf(numbers));
    numbers.forEach(ThresholdKey::require);
    given.requireOrder(ThresholdKey.MEDIUM, ThresholdKey.HIGH);
    given.requireOrder(ThresholdKey.HIGH, ThresholdKey.OUTLIER_FENCE);
    given.requireOrder(ThresholdKey.MEDIUM, ThresholdKey.OUTLIER_FENCE);
    given.requireOrder(ThresholdKey.AT_RISK_RATIO, ThresholdKey.DORMANT_RATIO);
    return given;
  }

  /** Returns the configured number, empty if the threshold is automatic. */
  public OptionalDouble find(ThresholdKey key) {
    Double number = numbers.get(key);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private void requireOrder(ThresholdKey lower, ThresholdKey upper) {
    Double low = numbers.get(lower);
    Double high = numbers.get(upper);
    if (low != null && high != null && !(low < high)) {
      throw new IllegalArgumentException(
          lower.key() + " is not < " + upper.key() + ": " + low + ", " + high);
    }
  }
}
