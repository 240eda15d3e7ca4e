// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of time as people write it: {@code 12 months}, {@code 39 weeks}, {@code 90 days}.
 *
 * @param amount at least 1
 * @param unit days, weeks, months or years
 */
public record HorizonOption(int amount, ChronoUnit unit) {

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,5})\\s*(day|week|month|year)s?", Pattern.CASE_INSENSITIVE);

  /** Checks the amount. */
  public HorizonOption {
    if (amount < 1) {
      throw new IllegalArgumentException("amount is not >= 1: " + amount);
    }
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not a number and one of the units
   */
  public static HorizonOption parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a length of time as in \"12 months\" or \"90 days\": " + text);
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT) + "S";
    return new HorizonOption(Integer.parseInt(matcher.group(1)), ChronoUnit.valueOf(unit));
  }

  /** Returns the number of days after a day. */
  public int daysAfter(LocalDate day) {
    return Math.toIntExact(ChronoUnit.DAYS.between(day, day.plus(amount, unit)));
  }

  /** Returns the number of days before a day. */
  public int daysBefore(LocalDate day) {
    return Math.toIntExact(ChronoUnit.DAYS.between(day.minus(amount, unit), day));
  }

  @Override
  public String toString() {
    String name = unit.toString().toLowerCase(Locale.ROOT);
    return amount + " " + (amount == 1 ? name.substring(0, name.length() - 1) : name);
  }
}
