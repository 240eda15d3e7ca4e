// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Message;
import io.perenne.engage.journey.Condition;
import io.perenne.engage.journey.Entry;
import io.perenne.engage.journey.ReEntry;
import io.perenne.engage.journey.Signal;
import io.perenne.engage.journey.Span;
import io.perenne.server.action.GivenKeys;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads by what people enter a journey. */
final class EntryKeys {
  private static final int LONGEST_EVENT = 100;
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final List<String> TRIGGERS =
      List.of("segment-entered", "run-condition", "event", "date", "list");

  private EntryKeys() {}

  static Optional<Entry> read(GivenKeys root) {
    if (!root.has("enter")) {
      root.required("enter", "");
      return Optional.empty();
    }
    GivenKeys keys = root.below("enter");
    String when = keys.required("when", "");
    Set<Segment> segments = new HashSet<>(keys.segments("segments"));
    segments.addAll(keys.segments("segment"));
    Condition given = keys.has("if") ? ConditionKeys.read(keys.below("if")) : Condition.ANYBODY;
    Condition only = segments.isEmpty() ? given : given.within(segments);
    Optional<Entry.Trigger> trigger =
        switch (when) {
          case "segment-entered" -> entered(keys, segments);
          case "run-condition" -> condition(keys, only);
          case "event" -> event(keys);
          case "date" -> date(keys);
          case "list" -> {
            keys.only("when", "segment", "segments", "if");
            yield Optional.of(new Entry.Listed());
          }
          default -> {
            if (!when.isEmpty()) {
              keys.wrongOf("when", Words.message("enter.unknown"), when, TRIGGERS);
            }
            yield Optional.empty();
          }
        };
    return trigger.map(each -> new Entry(each, only));
  }

  private static Optional<Entry.Trigger> entered(GivenKeys keys, Set<Segment> segments) {
    keys.only("when", "segment", "segments", "if");
    if (segments.isEmpty()) {
      keys.wrong(Words.message("enter.segment"), "");
      return Optional.empty();
    }
    return Optional.of(new Entry.SegmentEntered(segments));
  }

  private static Optional<Entry.Trigger> condition(GivenKeys keys, Condition only) {
    keys.only("when", "segment", "segments", "if");
    if (only.equals(Condition.ANYBODY)) {
      keys.wrong(Words.message("enter.condition"), "");
    }
    return Optional.of(new Entry.RunCondition());
  }

  private static Optional<Entry.Trigger> event(GivenKeys keys) {
    keys.only("when", "event", "segment", "segments", "if");
    keys.required("event", "");
    return keys.found("event", Words.message("value.event"), EntryKeys::event)
        .map(Entry.Happening::new);
  }

  /** Returns the name of an event, if it is one. */
  static Optional<String> event(String text) {
    return text.isBlank()
            || text.length() > LONGEST_EVENT
            || text.chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(Signal.small(text));
  }

  private static Optional<Entry.Trigger> date(GivenKeys keys) {
    keys.only("when", "every", "day", "on", "at", "segment", "segments", "if");
    LocalTime at = keys.time("at").orElse(MORNING);
    if (!keys.has("every")) {
      Set<LocalDate> days =
          new HashSet<>(keys.list("on", Words.message("value.date"), EntryKeys::day));
      if (days.isEmpty()) {
        keys.wrong(Words.message("enter.date"), "");
        return Optional.empty();
      }
      return Optional.of(new Entry.OnDate(Optional.empty(), days, at));
    }
    Optional<Entry.Every> every =
        switch (keys.text("every").orElse("")) {
          case "month" -> keys.whole("day", 1, 31).map(Entry.Monthly::new);
          case "week" -> keys.found("on", DAY, EntryKeys::weekday).map(Entry.Weekly::new);
          default -> Optional.empty();
        };
    if (every.isEmpty()) {
      keys.wrong(Words.message("enter.date"), "");
    }
    return every.map(each -> new Entry.OnDate(Optional.of(each), Set.of(), at));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a day of the week that is none. */
  static final Message DAY = Words.message("value.weekday");

  static Optional<DayOfWeek> weekday(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  static ReEntry again(GivenKeys root) {
    if (root.tree("re-enter").filter(Map.class::isInstance).isPresent()) {
      GivenKeys keys = root.below("re-enter").only("after");
      keys.required("after", "");
      return new ReEntry.After(
          keys.found("after", Words.message("value.span"), Spans::of).orElse(Span.NONE));
    }
    return root.found(
            "re-enter",
            Words.message("value.re-enter"),
            text ->
                switch (text) {
                  case "never" -> Optional.<ReEntry>of(new ReEntry.Never());
                  case "every-event" -> Optional.<ReEntry>of(new ReEntry.EveryEvent());
                  default -> Optional.<ReEntry>empty();
                })
        .orElse(new ReEntry.Never());
  }
}
