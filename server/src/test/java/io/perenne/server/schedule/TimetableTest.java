// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private static List<String> next(String rule, String zone, String after, int most) {
    return new Timetable(Recurrence.parse(rule), ZoneId.of(zone))
        .next(Instant.parse(after), most).stream().map(Instant::toString).toList();
  }

  @Test
  void timeThatIsSkipped_isTheNextValidMinute() {
    // Madrid, 30 March 2025: 02:00 CET is 03:00 CEST
    assertThat(next("daily 02:30", "Europe/Madrid", "2025-03-28T12:00:00Z", 3))
        .containsExactly("2025-03-29T01:30:00Z", "2025-03-30T01:00:00Z", "2025-03-31T00:30:00Z");
    // New York, 9 March 2025: 02:00 EST is 03:00 EDT
    assertThat(next("daily 02:00", "America/New_York", "2025-03-08T12:00:00Z", 2))
        .containsExactly("2025-03-09T07:00:00Z", "2025-03-10T06:00:00Z");
  }

  @Test
  void timeThatIsRepeated_comesOnce() {
    // Madrid, 26 October 2025: 03:00 CEST is 02:00 CET
    assertThat(next("daily 02:30", "Europe/Madrid", "2025-10-25T12:00:00Z", 2))
        .containsExactly("2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z");
    // New York, 2 November 2025: 02:00 EDT is 01:00 EST
    assertThat(next("daily 01:15", "America/New_York", "2025-11-01T12:00:00Z", 2))
        .containsExactly("2025-11-02T05:15:00Z", "2025-11-03T06:15:00Z");
    assertThat(next("*/30 * * * *", "Europe/Madrid", "2025-10-26T00:00:00Z", 3))
        .containsExactly("2025-10-26T00:30:00Z", "2025-10-26T02:00:00Z", "2025-10-26T02:30:00Z");
  }

  @Test
  void timesThatFallTogetherInAGap_areOne() {
    assertThat(next("*/20 2,3 * * *", "Europe/Madrid", "2025-03-29T23:30:00Z", 3))
        .containsExactly("2025-03-30T01:00:00Z", "2025-03-30T01:20:00Z", "2025-03-30T01:40:00Z");
  }

  @Test
  void dayThatAMonthLacks_isItsLast() {
    assertThat(next("monthly 31 03:00", "UTC", "2024-01-31T03:00:00Z", 3))
        .containsExactly("2024-02-29T03:00:00Z", "2024-03-31T03:00:00Z", "2024-04-30T03:00:00Z");
  }

  @Test
  void daysOfCron_countIfEitherFieldDoes() {
    // POSIX crontab: where both days are restricted, either suffices
    assertThat(next("0 3 15 * 1", "UTC", "2025-06-08T12:00:00Z", 3))
        .containsExactly("2025-06-09T03:00:00Z", "2025-06-15T03:00:00Z", "2025-06-16T03:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "UTC"})
  void everyRule_namesTheMinutesThatCountingFinds(String zone) {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Drawn drawn = Drawn.of(random);
      Instant from = start(zone, random);

      List<Instant> counted = counted(drawn.matches(), ZoneId.of(zone), from, Duration.ofDays(9));

      assertThat(
              new Timetable(Recurrence.parse(drawn.rule()), ZoneId.of(zone))
                  .next(from, counted.size()))
          .as("%s in %s after %s", drawn.rule(), zone, from)
          .isEqualTo(counted);
    }
  }

  /** A rule, and which local minutes it means, worked out without the code under test. */
  private record Drawn(String rule, Predicate<LocalDateTime> matches) {
    static Drawn of(Random random) {
      int hour = random.nextInt(5);
      int minute = random.nextInt(4) * 15;
      int day = 1 + random.nextInt(28);
      int week = 1 + random.nextInt(7);
      String time = "%02d:%02d".formatted(hour, minute);
      Predicate<LocalDateTime> at = t -> t.getHour() == hour && t.getMinute() == minute;
      return switch (random.nextInt(6)) {
        case 0 -> new Drawn("daily " + time, at);
        case 1 -> {
          String name = java.time.DayOfWeek.of(week).name().substring(0, 3);
          yield new Drawn(
              "weekly " + name + " " + time, at.and(t -> t.getDayOfWeek().getValue() == week));
        }
        case 2 -> new Drawn("monthly " + day + " " + time, at.and(t -> t.getDayOfMonth() == day));
        case 3 -> new Drawn("*/15 * * * *", t -> t.getMinute() % 15 == 0);
        case 4 ->
            new Drawn(
                "%d %d-%d * * *".formatted(minute, hour, hour + 2),
                t -> t.getMinute() == minute && t.getHour() >= hour && t.getHour() <= hour + 2);
        default ->
            new Drawn(
                "%d %d %d * %d".formatted(minute, hour, day, week % 7),
                at.and(t -> t.getDayOfMonth() == day || t.getDayOfWeek().getValue() == week));
      };
    }
  }

  /** Half of the starts are just before the clocks change. */
  private static Instant start(String zone, Random random) {
    Instant any =
        Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(20000)));
    ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(any);
    return change == null || random.nextBoolean()
        ? any
        : change.getInstant().minus(Duration.ofMinutes(random.nextInt(300)));
  }

  /** Goes through all minutes: the first of a repeated time counts, and the end of a gap for it. */
  private static List<Instant> counted(
      Predicate<LocalDateTime> matches, ZoneId zone, Instant from, Duration time) {
    List<Instant> found = new ArrayList<>();
    for (Instant t = from.plusSeconds(60); t.isBefore(from.plus(time)); t = t.plusSeconds(60)) {
      LocalDateTime local = LocalDateTime.ofInstant(t, zone);
      boolean again =
          !zone.getRules().getValidOffsets(local).get(0).equals(zone.getRules().getOffset(t));
      boolean due = !again && matches.test(local);
      ZoneOffsetTransition change = zone.getRules().previousTransition(t.plusMillis(1));
      if (change != null && change.getInstant().equals(t) && change.isGap()) {
        for (LocalDateTime skipped = change.getDateTimeBefore();
            skipped.isBefore(change.getDateTimeAfter());
            skipped = skipped.plusMinutes(1)) {
          due |= matches.test(skipped);
        }
      }
      if (due) {
        found.add(t);
      }
    }
    return found;
  }

  @Test
  void instantBetweenMinutes_isFollowedByTheNext() {
    assertThat(next("* * * * *", "UTC", "2025-01-01T00:00:00.001Z", 2))
        .containsExactly("2025-01-01T00:01:00Z", "2025-01-01T00:02:00Z");
    assertThat(next("daily 03:00", "UTC", "2025-01-01T02:59:59.999Z", 1))
        .containsExactly("2025-01-01T03:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DAILY 3:00 | daily 03:00",
        "weekly  Thu,monday 3:05 | weekly mon,thu 03:05",
        "monthly 01 23:59 | monthly 1 23:59",
        "0  3 * * MON-FRI | 0 3 * * mon-fri"
      })
  void rule_isWrittenInOneForm(String given, String written) {
    assertThat(Recurrence.parse(given)).hasToString(written);
    assertThat(Recurrence.parse(written)).isEqualTo(Recurrence.parse(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hourly",
        "daily",
        "daily 24:00",
        "daily 3",
        "daily 03:00 04:00",
        "weekly 03:00",
        "weekly mon,xyz 03:00",
        "weekly mon,mon 03:00",
        "monthly 0 03:00",
        "monthly 32 03:00",
        "monthly 03:00",
        "0 3 * *",
        "0 3 * * * *",
        "60 3 * * *",
        "0 3 31 2 *",
        "@reboot",
        "x"
      })
  void ruleThatIsNone_isRefusedInBothLanguages(String text) {
    assertThatThrownBy(() -> Recurrence.parse(text))
        .isInstanceOfSatisfying(
            InputException.class,
            e -> {
              assertThat(e.problems().get(0).toLine(io.perenne.clv.words.Language.ES))
                  .contains("escriba daily 03:00");
              assertThat(e).hasMessageContaining("write daily 03:00");
            });
  }

  @Test
  void preview_isWhatWillHappen() {
    Timetable times = new Timetable(Recurrence.parse("weekly mon 02:30"), MADRID);
    Instant now = Instant.parse("2025-03-20T00:00:00Z");
    List<Instant> shown = times.next(now, 5);

    for (Instant each : shown) {
      assertThat(times.next(now)).isEqualTo(each);
      now = each;
    }
  }
}
