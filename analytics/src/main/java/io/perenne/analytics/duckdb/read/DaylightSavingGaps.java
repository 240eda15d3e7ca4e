// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The local times that never were: the clock jumps over them when daylight saving begins. They move
 * forward by the length of the jump. In an overlap nothing is to be done, since a local time stays
 * what it is.
 *
 * <p>Asking the time zone about each of many million rows is slow; gaps are few and mostly at one
 * hour of the day, so a cheap look at the time of day comes first.
 */
public final class DaylightSavingGaps {

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2100;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int SECONDS_PER_DAY = 86_400;

  /** Gaps alike: between the same seconds of a day, and as long a jump. */
  private record Jump(int from, int to, Duration length) {}

  private final Map<Jump, TreeSet<LocalDate>> jumps = new LinkedHashMap<>();

  private DaylightSavingGaps() {}

  public static DaylightSavingGaps of(ZoneId zone) {
    DaylightSavingGaps gaps = new DaylightSavingGaps();
    var rules = zone.getRules();
    var instant = Year.of(FIRST_YEAR).atDay(1).atStartOfDay(zone).toInstant();
    var end = Year.of(LAST_YEAR).atDay(1).atStartOfDay(zone).toInstant();
    ZoneOffsetTransition next = rules.nextTransition(instant);
    while (next != null && next.getInstant().isBefore(end)) {
      if (next.isGap()) {
        gaps.add(next.getDateTimeBefore(), next.getDateTimeAfter(), next.getDuration());
      }
      next = rules.nextTransition(next.getInstant());
    }
    return gaps;
  }

  /** Adds a gap, day by day. */
  private void add(LocalDateTime from, LocalDateTime to, Duration length) {
    LocalDate day = from.toLocalDate();
    int begin = from.toLocalTime().toSecondOfDay();
    for (; day.isBefore(to.toLocalDate()); day = day.plusDays(1)) {
      add(day, new Jump(begin, SECONDS_PER_DAY, length));
      begin = 0;
    }
    int end = to.toLocalTime().toSecondOfDay();
    if (end > begin) {
      add(day, new Jump(begin, end, length));
    }
  }

  private void add(LocalDate day, Jump jump) {
    jumps.computeIfAbsent(jump, key -> new TreeSet<>()).add(day);
  }

  /** {@code time}, an SQL expression or column, moved forward where it falls into a gap. */
  public String sql(String time) {
    return jumps.isEmpty()
        ? time
        : jumps.entrySet().stream()
            .map(jump -> when(time, jump.getKey(), jump.getValue()))
            .collect(Collectors.joining(" ", "CASE ", " ELSE " + time + " END"));
  }

  private static String when(String time, Jump jump, SortedSet<LocalDate> days) {
    String list =
        days.stream().map(day -> "DATE '" + day + "'").collect(Collectors.joining(", ", "[", "]"));
    String ofDay = "epoch_us(" + time + ") % " + SECONDS_PER_DAY * MICROS_PER_SECOND;
    return "WHEN %1$s < TIMESTAMP '%2$s' AND %3$s >= %4$d AND %3$s < %5$d AND list_contains(%6$s, CAST(%1$s AS DATE)) THEN %1$s + INTERVAL %7$d SECONDS"
        .formatted(
            time,
            days.last().plusDays(1),
            ofDay,
            jump.from() * MICROS_PER_SECOND,
            jump.to() * MICROS_PER_SECOND,
            list,
            jump.length().toSeconds());
  }
}
