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
public final class ThresholdSettings {
  private static final ThresholdSettings AUTOMATIC = new ThresholdSettings(Map.of());

  private final Map<ThresholdKey, Double> numbers;

  private ThresholdSettings(Map<ThresholdKey, Double> numbers) {
    this.numbers = numbers;
  }

  /** Returns settings that leave every threshold to the data. */
  public static ThresholdSettings automatic() {
    return AUTOMATIC;
  }

  /**
   * Returns settings with some thresholds set.
   *
   * @param numbers the configured numbers; a threshold that is absent is automatic
   * @throws IllegalArgumentException if a number is outside its domain or two are out of order; the
   *     message names the keys
   */
  public static ThresholdSettings of(Map<ThresholdKey, Double> numbers) {
    ThresholdSettings settings = new ThresholdSettings(Map.copyOf(numbers));
    numbers.forEach(ThresholdKey::require);
    settings.requireOrder(ThresholdKey.MEDIUM, ThresholdKey.HIGH);
    settings.requireOrder(ThresholdKey.HIGH, ThresholdKey.OUTLIER_FENCE);
    settings.requireOrder(ThresholdKey.MEDIUM, ThresholdKey.OUTLIER_FENCE);
    settings.requireOrder(ThresholdKey.AT_RISK_RATIO, ThresholdKey.DORMANT_RATIO);
    return settings;
  }

  /** Returns the configured number, empty if the threshold is automatic. */
  public OptionalDouble configured(ThresholdKey key) {
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
