// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/**
 * How the time between purchases of one customer is shrunk towards the base.
 *
 * @param shrinkage the number of pseudo-gaps of the base's length that each customer starts with;
 *     at least 0, and 0 takes the customer's own gaps as they are
 * @param populationDays the base's time between purchases in days, above 0
 */
public record CadenceSettings(double shrinkage, AutoOr populationDays) {
  public CadenceSettings {
    if (!(shrinkage >= 0 && shrinkage < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("cadence.shrinkage not >= 0: " + shrinkage);
    }
    if (!(populationDays.orElse(1) > 0)) {
      throw new IllegalArgumentException("cadence.population-days not > 0: " + populationDays);
    }
  }
}
