// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import java.util.List;

/**
 * The limits that separate the segments, each given or computed from the data of the run.
 *
 * <p>Given numbers must keep {@code medium < high < outlier-fence} and {@code at-risk-ratio <
 * dormant-ratio}; computed ones may tie.
 *
 * @param outlierFence a lifetime value above it is an outlier; currency
 * @param high a lifetime value above it is high; currency
 * @param medium a lifetime value above it is medium; currency
 * @param loyalMinPurchaseDays purchase days in the interval that make a customer loyal, at least 2
 * @param newWindowDays days since the first purchase during which a customer is new, at least 0
 * @param newMaxPurchaseDays purchase days up to which a customer is new, at least 1
 * @param atRiskRatio silence above this many times between purchases is at risk, at least 1; one
 *     number holds for the first gap and for later ones
 * @param dormantRatio silence above this many times between purchases is dormant
 * @param dormantIntervalFraction the part of the interval after which silence is dormant at the
 *     latest, in (0, 1]
 */
public record ThresholdSettings(
    AutoOr outlierFence,
    AutoOr high,
    AutoOr medium,
    AutoOr loyalMinPurchaseDays,
    AutoOr newWindowDays,
    AutoOr newMaxPurchaseDays,
    AutoOr atRiskRatio,
    AutoOr dormantRatio,
    AutoOr dormantIntervalFraction) {
  public ThresholdSettings {
    requireBelow("thresholds.medium", medium, "thresholds.high", high);
    requireBelow("thresholds.high", high, "thresholds.outlier-fence", outlierFence);
    requireBelow("thresholds.medium", medium, "thresholds.outlier-fence", outlierFence);
    requireBelow("thresholds.at-risk-ratio", atRiskRatio, "thresholds.dormant-ratio", dormantRatio);
  }

  private static void requireBelow(String lowerKey, AutoOr lower, String upperKey, AutoOr upper) {
    if (lower.isAuto() || upper.isAuto()) {
      return;
    }
    if (!(lower.orElse(0) < upper.orElse(0))) {
      throw new ConfigurationConflict(
          lowerKey + " not < " + upperKey,
          lower + " >= " + upper,
          List.of(lowerKey, upperKey),
          Texts.message("problem.thresholds.remedy", lowerKey, upperKey));
    }
  }
}
