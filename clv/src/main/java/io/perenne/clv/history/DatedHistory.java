// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.Arrays;

/**
 * The purchases of a customer by their days, with the covariates that held then: what a model with
 * covariates that change needs, as (x, t_x, T) no longer says enough.
 *
 * <p>A purchase happens at the end of its day and under the covariates of that day, as on an {@link
 * OperationalClock}. Days are epoch days.
 */
public final class DatedHistory {

  private final CovariateSeries series;
  private final int[] days;
  private final int until;

  private DatedHistory(CovariateSeries series, int[] days, int until) {
    this.series = series;
    this.days = days;
    this.until = until;
  }

  /**
   * Returns a history.
   *
   * @param series the covariates of the customer, known on the day of the first purchase
   * @param days the days of the purchases, rising; only the first {@code count} are read
   * @param count how many purchases, at least 1
   * @param until the day up to whose end they are complete
   */
  public static DatedHistory of(CovariateSeries series, int[] days, int count, int until) {
    if (count < 1) {
      throw new IllegalArgumentException("count is not >= 1: " + count);
    }
    for (int i = 1; i < count; i++) {
      if (days[i] <= days[i - 1]) {
        throw new IllegalArgumentException("days do not rise: " + days[i - 1] + ", " + days[i]);
      }
    }
    if (until < days[count - 1]) {
      throw new IllegalArgumentException("until is before a purchase: " + until);
    }
    if (series.periodOf(days[0]) < 0) {
      throw new IllegalArgumentException(
          "no covariates on the day of the first purchase: " + days[0]);
    }
    return new DatedHistory(series, Arrays.copyOf(days, count), until);
  }

  /** Returns the covariates of the customer. */
  public CovariateSeries series() {
    return series;
  }

  /** Returns x, the number of repeat purchases. */
  public int frequency() {
    return days.length - 1;
  }

  /** Returns the day of a purchase, 0 being the first. */
  public int day(int purchase) {
    return days[purchase];
  }

  /** Returns the day of the first purchase. */
  public int firstDay() {
    return days[0];
  }

  /** Returns the day of the last purchase. */
  public int lastDay() {
    return days[days.length - 1];
  }

  /** Returns the day up to whose end purchases are known. */
  public int until() {
    return until;
  }
}
