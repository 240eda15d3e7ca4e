// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The stretch of time in which frequency, money and average ticket are counted. It ends with the
 * reference date, both ends included.
 */
public sealed interface Interval {

  /** The fewest months an interval may have. */
  int MIN_MONTHS = 3;

  /** The most months an interval may have. */
  int MAX_MONTHS = 60;

  /**
   * Returns the first day of the interval, or empty if the interval begins with the first purchase.
   *
   * @param referenceDate the last day of the interval
   */
  Optional<LocalDate> start(LocalDate referenceDate);

  /**
   * A number of calendar months: {@code start = (referenceDate + 1 day) - months}, so 12 months to
   * 2025-06-30 start on 2024-07-01.
   *
   * @param months between {@value #MIN_MONTHS} and {@value #MAX_MONTHS}
   */
  record Months(int months) implements Interval {
    public Months {
      if (!(months >= MIN_MONTHS && months <= MAX_MONTHS)) {
        throw new IllegalArgumentException(
            "interval not in [" + MIN_MONTHS + ", " + MAX_MONTHS + "] months: " + months);
      }
    }

    @Override
    public Optional<LocalDate> start(LocalDate referenceDate) {
      return Optional.of(referenceDate.plusDays(1).minusMonths(months));
    }

    @Override
    public String toString() {
      return months + " months";
    }
  }

  /**
   * Everything since a day.
   *
   * @param start the first day of the interval
   */
  record Since(LocalDate start) implements Interval {
    @Override
    public Optional<LocalDate> start(LocalDate referenceDate) {
      if (start.isAfter(referenceDate)) {
        throw new IllegalArgumentException(
            "interval starts after the reference date: " + start + " > " + referenceDate);
      }
      return Optional.of(start);
    }

    @Override
    public String toString() {
      return start.toString();
    }
  }

  /** All history, from the first purchase of the data. */
  record All() implements Interval {
    @Override
    public Optional<LocalDate> start(LocalDate referenceDate) {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "all";
    }
  }

  /** Returns an interval of calendar months. */
  static Interval months(int months) {
    return new Months(months);
  }

  /** Returns the interval that starts on a day. */
  static Interval since(LocalDate start) {
    return new Since(start);
  }

  /** Returns the interval of all history. */
  static Interval all() {
    return new All();
  }
}
