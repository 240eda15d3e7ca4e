// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.schedule;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A rule that names local times without end. What instants they are is for {@link Timetable} to
 * say.
 *
 * <p>Written {@code daily 03:00}, {@code weekly mon,thu 03:00}, {@code monthly 1 03:00}, or as the
 * five fields of cron: minute, hour, day of the month, month, day of the week. A day that a month
 * does not have is its last. {@code on-change} names every minute: whether something changed is for
 * others to say.
 */
public final class Recurrence {
  /** The rule of what is due when files change, which are looked at every minute. */
  public static final String ON_CHANGE = "on-change";

  private static final int MOST_DAY = 31;

  private final String text;
  private final Function<LocalDateTime, LocalDateTime> next;

  private Recurrence(String text, Function<LocalDateTime, LocalDateTime> next) {
    this.text = text;
    this.next = next;
  }

  /**
   * Reads a rule.
   *
   * @throws InputException if it is none, or names no time that ever comes
   */
  public static Recurrence parse(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    return switch (words[0]) {
      case "daily" -> daily(time(text, words, 1));
      case "weekly" -> weekly(days(text, words), time(text, words, 2));
      case "monthly" -> monthly(day(text, words), time(text, words, 2));
      case ON_CHANGE -> onChange(text, words);
      default -> cron(text, words);
    };
  }

  private static Recurrence onChange(String text, String[] words) {
    if (words.length > 1) {
      throw refused(text, "rule");
    }
    return new Recurrence(ON_CHANGE, after -> after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1));
  }

  /** Returns whether it depends on changes and not on the time of day. */
  public boolean isOnChange() {
    return text.equals(ON_CHANGE);
  }

  private static Recurrence daily(LocalTime time) {
    return new Recurrence("daily " + time, after -> first(after, time, day -> true));
  }

  private static Recurrence weekly(Set<DayOfWeek> days, LocalTime time) {
    List<String> names = days.stream().map(Recurrence::shortName).toList();
    return new Recurrence(
        "weekly " + String.join(",", names) + " " + time,
        after -> first(after, time, day -> days.contains(day.getDayOfWeek())));
  }

  private static Recurrence monthly(int day, LocalTime time) {
    return new Recurrence(
        "monthly " + day + " " + time,
        after ->
            first(
                after,
                time,
                date ->
                    date.getDayOfMonth() == Math.min(day, YearMonth.from(date).lengthOfMonth())));
  }

  private static Recurrence cron(String text, String[] words) {
    CronRule rule = CronRule.parse(words).orElseThrow(() -> refused(text, "rule"));
    return new Recurrence(
        String.join(" ", words),
        after -> rule.next(after).orElseThrow(() -> refused(text, "never")));
  }

  /** Returns the first local time of the day after another on a day that counts. */
  private static LocalDateTime first(
      LocalDateTime after, LocalTime time, Function<LocalDate, Boolean> counts) {
    LocalDate day = after.toLocalDate();
    while (!counts.apply(day) || !day.atTime(time).isAfter(after)) {
      day = day.plusDays(1);
    }
    return day.atTime(time);
  }

  private static LocalTime time(String text, String[] words, int at) {
    if (words.length != at + 1 || !words[at].matches("\\d\\d?:\\d\\d")) {
      throw refused(text, "rule");
    }
    try {
      return LocalTime.parse(words[at].length() == 4 ? "0" + words[at] : words[at]);
    } catch (DateTimeParseException e) {
      throw refused(text, "time");
    }
  }

  private static Set<DayOfWeek> days(String text, String[] words) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String word : words.length < 2 ? new String[0] : words[1].split(",")) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if (word.equals(shortName(day)) || word.equals(day.name().toLowerCase(Locale.ROOT))) {
          days.add(day);
        }
      }
    }
    if (words.length < 2 || days.size() != words[1].split(",").length) {
      throw refused(text, "weekday");
    }
    return days;
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static int day(String text, String[] words) {
    if (words.length < 2 || !words[1].matches("\\d\\d?")) {
      throw refused(text, "day");
    }
    int day = Integer.parseInt(words[1]);
    if (day < 1 || day > MOST_DAY) {
      throw refused(text, "day");
    }
    return day;
  }

  private static InputException refused(String text, String why) {
    return new InputException(
        Problem.of(Words.message("refused." + why))
            .withValue(text)
            .withRemedy(Words.message("refused.remedy")));
  }

  /** Returns the first local time of this rule after another. */
  public LocalDateTime next(LocalDateTime after) {
    return next.apply(after);
  }

  /** Returns the first local times of this rule after another. */
  List<LocalDateTime> next(LocalDateTime after, int most) {
    List<LocalDateTime> times = new ArrayList<>();
    LocalDateTime time = after;
    while (times.size() < most) {
      time = next(time);
      times.add(time);
    }
    return times;
  }

  /** Returns the rule as it is read, always in the same form. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recurrence that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }
}
