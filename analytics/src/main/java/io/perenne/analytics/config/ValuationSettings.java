// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/**
 * What lifetime value counts and how far it looks.
 *
 * @param horizon how far ahead future value is counted
 * @param discountRate the yearly rate at which later money counts less, in [0, 0.5]
 * @param basis revenue or margin
 * @param marginRate margin as a part of revenue where no real margin is known, in (0, 1]
 */
public record ValuationSettings(
    ForecastHorizon horizon, double discountRate, LtvBasis basis, double marginRate) {
  public ValuationSettings {
    if (!(discountRate >= 0 && discountRate <= 0.5)) {
      throw new IllegalArgumentException("discount-rate not in [0, 0.5]: " + discountRate);
    }
    if (!(marginRate > 0 && marginRate <= 1)) {
      throw new IllegalArgumentException("margin-rate not in (0, 1]: " + marginRate);
    }
  }
}
