// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The local times that never were: the clock jumps over them when daylight saving begins. They move
 * forward by the length of the jump. In an overlap nothing is to be done, since a local time stays
 * what it is.
 *
 * <p>Asking the time zone about each of many million rows is slow; gaps are few and mostly at one
 * hour of the day, so a cheap look at the hour comes first.
 */
final class DaylightSavingGaps {

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2100;

  /** Gaps alike: at the same time of day and of the same length. */
  private record Jump(LocalTime from, LocalTime to, Duration length) {}

  private final Map<Jump, Set<LocalDate>> usual = new LinkedHashMap<>();
  private final List<ZoneOffsetTransition> acrossMidnight = new ArrayList<>();

  private DaylightSavingGaps() {}

  static DaylightSavingGaps of(ZoneId zone) {
    DaylightSavingGaps gaps = new DaylightSavingGaps();
    var rules = zone.getRules();
    var instant = Year.of(FIRST_YEAR).atDay(1).atStartOfDay(zone).toInstant();
    var end = Year.of(LAST_YEAR).atDay(1).atStartOfDay(zone).toInstant();
    ZoneOffsetTransition next = rules.nextTransition(instant);
    while (next != null && next.getInstant().isBefore(end)) {
      if (next.isGap()) {
        gaps.add(next);
      }
      next = rules.nextTransition(next.getInstant());
    }
    return gaps;
  }

  private void add(ZoneOffsetTransition gap) {
    LocalDateTime from = gap.getDateTimeBefore();
    LocalDateTime to = gap.getDateTimeAfter();
    if (!from.toLocalDate().equals(to.toLocalDate())) {
      acrossMidnight.add(gap);
      return;
    }
    Jump jump = new Jump(from.toLocalTime(), to.toLocalTime(), gap.getDuration());
    usual.computeIfAbsent(jump, key -> new TreeSet<>()).add(from.toLocalDate());
  }

  /** {@code time}, an SQL expression or column, moved forward where it falls into a gap. */
  String sql(String time) {
    StringBuilder cases = new StringBuilder();
    usual.forEach((jump, dates) -> cases.append(usual(time, jump, dates)));
    for (ZoneOffsetTransition gap : acrossMidnight) {
      cases.append(
          String.format(
              " WHEN %1$s >= TIMESTAMP '%2$s' AND %1$s < TIMESTAMP '%3$s' THEN %1$s + %4$s",
              time, gap.getDateTimeBefore(), gap.getDateTimeAfter(), interval(gap.getDuration())));
    }
    return cases.isEmpty() ? time : "CASE" + cases + " ELSE " + time + " END";
  }

  private static String usual(String time, Jump jump, Set<LocalDate> dates) {
    String list =
        dates.stream()
            .map(date -> "DATE '" + date + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    StringBuilder test = new StringBuilder(" WHEN hour(" + time + ")");
    test.append(" BETWEEN ").append(jump.from().getHour());
    test.append(" AND ").append(jump.to().minusNanos(1).getHour());
    test.append(" AND list_contains(").append(list).append(", CAST(").append(time);
    test.append(" AS DATE)) AND CAST(").append(time).append(" AS TIME) >= TIME '");
    test.append(clock(jump.from())).append("' AND CAST(").append(time).append(" AS TIME) < TIME '");
    test.append(clock(jump.to())).append("' THEN ").append(time).append(" + ");
    return test.append(interval(jump.length())).toString();
  }

  private static String clock(LocalTime time) {
    return String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
  }

  private static String interval(Duration length) {
    return "INTERVAL " + length.toSeconds() + " SECONDS";
  }
}
