// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days of a name on which people buy more or less than usual: each year from one day to another, or
 * on dates of their own.
 *
 * @param name its name
 * @param rule {@code 12-01..12-24} for each year, from and to included, over the new year if to is
 *     before from; or dates, {@code 2024-11-29,2025-11-28}
 */
public record Holiday(String name, String rule) {

  private static final Pattern YEARLY =
      Pattern.compile("(\\d\\d-\\d\\d)(?:\\.\\.(\\d\\d-\\d\\d))?");

  /** Checks the rule. */
  public Holiday {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a holiday has no name: " + rule);
    }
    try {
      matcher(rule);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not a rule as 12-01..12-24 or 2024-11-29,2025-11-28: " + rule, e);
    }
  }

  /** Returns NAME=RULE as a holiday. */
  public static Holiday parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("not NAME=RULE: " + text);
    }
    return new Holiday(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
  }

  /** Tells whether a day belongs to it. */
  interface Days {
    boolean contains(LocalDate day);
  }

  /** Returns the days. */
  Days days() {
    return matcher(rule);
  }

  private static Days matcher(String rule) {
    Matcher yearly = YEARLY.matcher(rule);
    if (!yearly.matches()) {
      List<LocalDate> dates =
          Arrays.stream(rule.split(",", -1)).map(String::strip).map(LocalDate::parse).toList();
      return dates::contains;
    }
    MonthDay from = MonthDay.parse("--" + yearly.group(1));
    MonthDay to = yearly.group(2) == null ? from : MonthDay.parse("--" + yearly.group(2));
    boolean overNewYear = to.isBefore(from);
    return day -> {
      MonthDay date = MonthDay.from(day);
      boolean afterFrom = !date.isBefore(from);
      boolean beforeTo = !date.isAfter(to);
      return overNewYear ? afterFrom || beforeTo : afterFrom && beforeTo;
    };
  }
}
