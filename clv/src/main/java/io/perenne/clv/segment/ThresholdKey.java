// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.Optional;
import java.util.function.DoublePredicate;

/** A threshold that a configuration may set to a number instead of leaving it {@code auto}. */
public enum ThresholdKey {
  /** The typical gap of the base, in days. */
  POPULATION_DAYS("cadence.population-days", "finite and > 0", v -> v > 0),
  /** The weight of the base in a customer's rhythm, in gaps. */
  SHRINKAGE("cadence.shrinkage", "finite and >= 0", v -> v >= 0),
  /** The lifetime value above which a customer is a top outlier. */
  OUTLIER_FENCE("thresholds.outlier-fence", "finite and >= 0", v -> v >= 0),
  /** The lifetime value above which it is high. */
  HIGH("thresholds.high", "finite and >= 0", v -> v >= 0),
  /** The lifetime value above which it is medium. */
  MEDIUM("thresholds.medium", "finite and >= 0", v -> v >= 0),
  /** The purchase days in the interval that make a customer loyal. */
  LOYAL_MIN_PURCHASE_DAYS(
      "thresholds.loyal-min-purchase-days", "a whole number >= 2", v -> isWhole(v) && v >= 2),
  /** For how many days after the first purchase a customer is new. */
  NEW_WINDOW_DAYS("thresholds.new-window-days", "a whole number >= 0", v -> isWhole(v) && v >= 0),
  /** The most purchase days a new customer can have. */
  NEW_MAX_PURCHASE_DAYS(
      "thresholds.new-max-purchase-days", "a whole number >= 1", v -> isWhole(v) && v >= 1),
  /** The multiple of the TBP beyond which a silence is at risk; sets first and later gaps. */
  AT_RISK_RATIO("thresholds.at-risk-ratio", "finite and >= 1", v -> v >= 1),
  /** The multiple of the TBP beyond which a silence is dormant; sets first and later gaps. */
  DORMANT_RATIO("thresholds.dormant-ratio", "finite and >= 1", v -> v >= 1),
  /** The share of the interval beyond which a silence at risk is dormant. */
  DORMANT_INTERVAL_FRACTION(
      "thresholds.dormant-interval-fraction", "in (0, 1]", v -> v > 0 && v <= 1);

  private final String key;
  private final String domain;

  @SuppressWarnings("ImmutableEnumChecker") // every predicate here is a stateless lambda
  private final DoublePredicate accepts;

  ThresholdKey(String key, String domain, DoublePredicate accepts) {
    this.key = key;
    this.domain = domain;
    this.accepts = accepts;
  }

  /** Returns the key in the configuration, such as {@code thresholds.high}. */
  public String key() {
    return key;
  }

  /** Finds a threshold by its key in the configuration. */
  public static Optional<ThresholdKey> find(String key) {
    for (ThresholdKey threshold : values()) {
      if (threshold.key.equals(key)) {
        return Optional.of(threshold);
      }
    }
    return Optional.empty();
  }

  /** Throws an IllegalArgumentException if the number is outside the domain of this threshold. */
  void require(double number) {
    if (!(Math.abs(number) < Double.POSITIVE_INFINITY && accepts.test(number))) {
      throw new IllegalArgumentException(key + " is not " + domain + ": " + number);
    }
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && value <= Integer.MAX_VALUE;
  }
}
