// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.time.LocalDate;

/**
 * The stretch of local dates a customer base is looked at: all history up to the reference date,
 * and within it the interval in which intensities (frequency, money) are counted.
 *
 * @param intervalStart the first day of the interval; never after the reference date
 * @param referenceDate the last complete day, included
 * @param cadenceMonths the length, in calendar months, of the window that ends at a customer's last
 *     purchase and in which gaps are measured; 0 measures every gap
 */
public record ObservationPeriod(
    LocalDate intervalStart, LocalDate referenceDate, int cadenceMonths) {
  /** Requires an interval that is not empty. */
  public ObservationPeriod {
    if (intervalStart.isAfter(referenceDate)) {
      throw new IllegalArgumentException(
          "interval starts after the reference date: " + intervalStart + " > " + referenceDate);
    }
    if (cadenceMonths < 0) {
      throw new IllegalArgumentException("cadenceMonths is not >= 0: " + cadenceMonths);
    }
  }

  /**
   * Returns the period whose interval is the given number of calendar months up to and including
   * the reference date: twelve months up to 2025-06-30 start on 2024-07-01.
   */
  public static ObservationPeriod ofMonths(LocalDate referenceDate, int months) {
    return new ObservationPeriod(
        referenceDate.plusDays(1).minusMonths(months), referenceDate, months);
  }

  /** Returns the period whose interval starts on a fixed day; every gap is measured. */
  public static ObservationPeriod since(LocalDate intervalStart, LocalDate referenceDate) {
    return new ObservationPeriod(intervalStart, referenceDate, 0);
  }

  /** Returns the number of days of the interval, both ends included. */
  public int intervalDays() {
    return Math.toIntExact(referenceDate.toEpochDay() - intervalStart.toEpochDay() + 1);
  }

  /**
   * Returns the epoch day after which a purchase day counts for the cadence of a customer who last
   * bought on the given day.
   */
  long cadenceWindowOpensAfter(long lastDay) {
    return cadenceMonths == 0
        ? Long.MIN_VALUE
        : LocalDate.ofEpochDay(lastDay).minusMonths(cadenceMonths).toEpochDay();
  }
}
