// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.settings;

import io.perenne.server.schedule.Recurrence;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The fields of a schedule, and the rule that they say together.
 *
 * @param kind {@code off}, {@code daily}, {@code weekly}, {@code monthly}, {@code on-change} or
 *     {@code cron}
 * @param time of day, such as {@code 03:00}
 * @param weekday such as {@code mon}
 * @param day of the month
 * @param cron the five fields
 */
public record ScheduleForm(String kind, String time, String weekday, String day, String cron) {
  /** The kinds of schedule. */
  public static final List<String> KINDS =
      List.of("off", "daily", "weekly", "monthly", Recurrence.ON_CHANGE, "cron");

  /** The days of the week, as rules write them. */
  public static final List<String> WEEKDAYS =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final ScheduleForm OFF = new ScheduleForm("off", "03:00", "mon", "1", "");

  /** Returns the fields that say a rule. */
  static ScheduleForm of(String rule) {
    List<String> words = List.of(rule.split(" ", -1));
    return switch (words.get(0)) {
      case "" -> OFF;
      case "daily" -> new ScheduleForm("daily", words.get(1), "mon", "1", "");
      case "weekly" ->
          WEEKDAYS.contains(words.get(1))
              ? new ScheduleForm("weekly", words.get(2), words.get(1), "1", "")
              : new ScheduleForm("cron", "03:00", "mon", "1", rule);
      case "monthly" -> new ScheduleForm("monthly", words.get(2), "mon", words.get(1), "");
      case Recurrence.ON_CHANGE -> new ScheduleForm(Recurrence.ON_CHANGE, "03:00", "mon", "1", "");
      default -> new ScheduleForm("cron", "03:00", "mon", "1", rule);
    };
  }

  /** Reads the fields of a form. */
  static ScheduleForm of(UnaryOperator<String> field) {
    return new ScheduleForm(
        field.apply("schedule"),
        field.apply("time").strip(),
        field.apply("weekday"),
        field.apply("day").strip(),
        field.apply("cron").strip());
  }

  /** Returns the rule; empty for never. */
  String rule() {
    return switch (kind) {
      case "daily" -> "daily " + time;
      case "weekly" -> "weekly " + weekday + " " + time;
      case "monthly" -> "monthly " + day + " " + time;
      case Recurrence.ON_CHANGE -> Recurrence.ON_CHANGE;
      case "cron" -> cron;
      default -> "";
    };
  }
}
