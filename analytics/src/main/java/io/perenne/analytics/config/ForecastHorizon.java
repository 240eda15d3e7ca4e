// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * How far ahead of the reference date future value is counted.
 *
 * @param months between 3 and 60
 */
public record ForecastHorizon(int months) {
  public ForecastHorizon {
    if (!(months >= 3 && months <= 60)) {
      throw new IllegalArgumentException("horizon not in [3, 60] months: " + months);
    }
  }

  /** Returns the number of days from the reference date to the same day, months later. */
  public int days(LocalDate referenceDate) {
    return Math.toIntExact(
        ChronoUnit.DAYS.between(referenceDate, referenceDate.plusMonths(months)));
  }

  @Override
  public String toString() {
    return months + " months";
  }
}
