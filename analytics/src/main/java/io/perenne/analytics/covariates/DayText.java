// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.ingest.column.TimeShape.Order;
import io.perenne.analytics.ingest.column.TimeStyle;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The days of a column of dates; a time of day is not read. */
final class DayText {

  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})[-/.](\\d{1,2})[-/.](\\d{1,4})([T ,].*)?");
  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})([T ].*)?");

  /** Days that fit into seventeen bits from {@link #EARLIEST} on. */
  static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

  private final Order order;

  private DayText(Order order) {
    this.order = order;
  }

  /**
   * Finds out in which order dates are written; absent if nothing tells day from month.
   *
   * @param asked ymd, dmy, mdy or strptime letters, if the user says so
   */
  static Optional<DayText> of(List<String> texts, @Nullable String asked) {
    Order found = TimeStyle.of(texts).map(TimeStyle::order).orElse(Order.YMD);
    if (found == Order.DMY_OR_MDY && asked != null) {
      boolean monthFirst = asked.equals("mdy") || asked.startsWith("%m");
      boolean dayFirst = asked.equals("dmy") || asked.startsWith("%d");
      found = monthFirst ? Order.MDY : dayFirst ? Order.DMY : found;
    }
    return found == Order.DMY_OR_MDY ? Optional.empty() : Optional.of(new DayText(found));
  }

  /** Returns the epoch day that a text is, if it is one. */
  OptionalInt day(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    Matcher compact = COMPACT.matcher(text);
    try {
      if (numbers.matches()) {
        int first = Integer.parseInt(numbers.group(1));
        int second = Integer.parseInt(numbers.group(2));
        int third = Integer.parseInt(numbers.group(3));
        if (numbers.group(1).length() == 4) {
          return day(first, second, third);
        }
        int year = numbers.group(3).length() == 2 ? 2000 + third : third;
        return order == Order.MDY ? day(year, first, second) : day(year, second, first);
      }
      return compact.matches()
          ? day(
              Integer.parseInt(compact.group(1)),
              Integer.parseInt(compact.group(2)),
              Integer.parseInt(compact.group(3)))
          : OptionalInt.empty();
    } catch (DateTimeException e) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt day(int year, int month, int day) {
    LocalDate date = LocalDate.of(year, month, day);
    return date.isBefore(EARLIEST) || !date.isBefore(LATEST)
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(date.toEpochDay()));
  }
}
