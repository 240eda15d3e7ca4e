// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import com.fasterxml.jackson.annotation.JsonValue;
import io.perenne.analytics.score.HorizonOption;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** What a model counts: at the end of each a contract is renewed, or within each one may buy. */
public enum Period {
  /** From Monday to Sunday. */
  WEEK(365.25 / 7),
  /** A calendar month. */
  MONTH(12),
  /** Three calendar months, the first from January. */
  QUARTER(4),
  /** A calendar year. */
  YEAR(1);

  private static final double DAYS_PER_YEAR = 365.25;

  private final double perYear;

  Period(double perYear) {
    this.perYear = perYear;
  }

  /** Returns the number of the period of a day; that of the next period is one more. */
  public int number(LocalDate day) {
    int months = 12 * day.getYear() + day.getMonthValue() - 1;
    return switch (this) {
      case WEEK -> Math.toIntExact(Math.floorDiv(day.toEpochDay() + 3, 7));
      case MONTH -> months;
      case QUARTER -> Math.floorDiv(months, 3);
      case YEAR -> day.getYear();
    };
  }

  /** Returns the first day of the period of a day. */
  public LocalDate begin(LocalDate day) {
    return switch (this) {
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  /** Returns the name of the period of a day: 2011-03-07, 2011-03, 2011-Q1 or 2011. */
  public String label(LocalDate day) {
    LocalDate begin = begin(day);
    return switch (this) {
      case WEEK -> begin.toString();
      case MONTH -> begin.toString().substring(0, begin.toString().length() - 3);
      case QUARTER -> begin.getYear() + "-Q" + (begin.getMonthValue() + 2) / 3;
      case YEAR -> Integer.toString(begin.getYear());
    };
  }

  /** Returns the last day of the period of a day. */
  public LocalDate end(LocalDate day) {
    return switch (this) {
      case WEEK -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
      case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
      case QUARTER ->
          day.withDayOfMonth(1)
              .plusMonths(2 - (day.getMonthValue() - 1) % 3)
              .with(TemporalAdjusters.lastDayOfMonth());
      case YEAR -> day.with(TemporalAdjusters.lastDayOfYear());
    };
  }

  /**
   * Returns d per period, so that (1 + d) to the number of periods in a year is 1 plus the rate.
   *
   * @param yearly the yearly rate
   */
  public double rate(double yearly) {
    return Math.expm1(Math.log1p(yearly) / perYear);
  }

  /** Returns the number of periods in a stretch of time, rounded; 0 if it is much shorter. */
  int within(HorizonOption time) {
    double years =
        switch (time.unit()) {
          case DAYS -> time.amount() / DAYS_PER_YEAR;
          case WEEKS -> 7 * time.amount() / DAYS_PER_YEAR;
          case MONTHS -> time.amount() / 12.0;
          default -> time.amount();
        };
    return Math.toIntExact(Math.round(years * perYear));
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
