// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventReader;
import io.perenne.engage.event.EventType;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody from Madrid who has bought, on the day on which clocks go forward there. */
class CompiledRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-29T10:00:00Z");
  private static final Moment MOMENT = new Moment(NOW, ZoneId.of("Europe/Madrid"));
  private static final Facts ANA = ana();

  private static Facts ana() {
    ProfileState state =
        ProfileState.empty()
            .apply(
                event(
                    EventType.IDENTIFY,
                    Map.of(
                        "messageId",
                        "1",
                        "timestamp",
                        "2026-03-01T10:00:00Z",
                        "traits",
                        Map.of(
                            "City", "Madrid ",
                            "age", "41",
                            "vip", true,
                            "points", 12.5,
                            "tags", List.of("a"),
                            "since", "2026-03-01T23:30:00-05:00",
                            "never", "2026-02-30"))))
            .apply(viewed("2", "2026-03-22T10:00:00Z"))
            .apply(viewed("3", "2026-03-22T10:00:01Z"))
            .apply(
                event(
                    EventType.TRACK,
                    Map.of("messageId", "4", "event", "Subscribed", "timestamp", NOW.toString())))
            .apply(
                event(
                    EventType.TRACK,
                    Map.of(
                        "messageId", "5", "event", "Email Bounced", "timestamp", NOW.toString())));
    Standing standing =
        new Standing(
            "r",
            "u1",
            Optional.of(Segment.of(4)),
            Optional.of(ValueBand.of(2)),
            250,
            2,
            0,
            Optional.of(
                new Standing.Bought(
                    4,
                    (int) LocalDate.parse("2025-01-01").toEpochDay(),
                    (int) LocalDate.parse("2026-03-19").toEpochDay(),
                    100)));
    return Facts.of(state, List.of(new Identifier("user_id", "u1")), Optional.of(standing));
  }

  private static Event viewed(String id, String at) {
    return event(
        EventType.TRACK, Map.of("messageId", id, "event", "Product Viewed", "timestamp", at));
  }

  private static Event event(EventType type, Map<String, Object> more) {
    try {
      Map<String, Object> message = new HashMap<>(more);
      message.put("userId", "u1");
      return EventReader.read(Fields.of(message), Fields.NONE, Optional.of(type), NOW, "m");
    } catch (MalformedEventException e) {
      throw new AssertionError(e);
    }
  }

  static List<Map<String, Object>> holding() {
    return List.of(
        Map.of("trait", "city", "is", "MADRID"),
        Map.of("trait", "CITY", "in", List.of("Lima", "Madrid")),
        Map.of("trait", "city", "contains", "DRI"),
        Map.of("trait", "city", "starts_with", "mad"),
        Map.of("trait", "age", "at_least", 41, "less_than", 42),
        Map.of("trait", "age", "is", "41"),
        Map.of("trait", "age", "is", 41),
        Map.of("trait", "points", "more_than", 12, "at_most", 12.5),
        Map.of("trait", "vip", "is", true),
        Map.of("trait", "tags", "known", true),
        Map.of("trait", "since", "from", "2026-03-01", "before", "2026-03-02"),
        Map.of("trait", "since", "days_ago_at_least", 28, "days_ago_at_most", 28),
        Map.of("field", "segment", "is", "04"),
        Map.of("field", "band", "known", true),
        Map.of("field", "value", "is", 250),
        Map.of("field", "spent", "at_least", 100),
        Map.of("field", "purchases", "is", 4),
        Map.of("field", "average", "is", 25),
        Map.of("field", "first_purchase", "before", "2025-01-02"),
        Map.of("field", "last_purchase", "days_ago_at_least", 10, "days_ago_at_most", 10),
        Map.of("consent", "channel:Email", "is", true),
        Map.of("identifier", "user_id"),
        Map.of("event", "product viewed"),
        Map.of("event", "Product Viewed", "at_least", 2, "at_most", 2),
        // seven times 24 hours ago to the second does not count, though the clock went forward
        Map.of("event", "Product Viewed", "at_least", 1, "at_most", 1, "days", 7),
        Map.of("event", "Quiz", "at_most", 0),
        Map.of("or", List.of(Map.of("identifier", "x"), Map.of("identifier", "user_id"))));
  }

  @ParameterizedTest
  @MethodSource("holding")
  void holds_whatIsKnown(Map<String, Object> json) {
    Rule rule = RuleReader.read(json);

    assertThat(CompiledRule.of(rule).holds(ANA, MOMENT)).isTrue();
    assertThat(CompiledRule.of(new Rule.Not(rule)).holds(ANA, MOMENT)).isFalse();
  }

  static List<Map<String, Object>> failing() {
    return List.of(
        Map.of("trait", "country", "is", "ES"),
        Map.of("trait", "city", "at_least", 0),
        Map.of("trait", "city", "is", false),
        Map.of("trait", "tags", "contains", "a"),
        Map.of("trait", "never", "before", "2030-01-01"),
        Map.of("trait", "never", "days_ago_at_most", 9999),
        Map.of("trait", "since", "days_ago_at_least", 29),
        Map.of("field", "value", "more_than", 250),
        Map.of("field", "value", "less_than", 250),
        Map.of("field", "segment", "in", List.of("01", "02")),
        Map.of("consent", "channel:sms", "is", false),
        Map.of("reachable", "email"),
        Map.of("identifier", "email"),
        Map.of("event", "Quiz"),
        Map.of("event", "Product Viewed", "at_least", 3),
        Map.of("and", List.of(Map.of("identifier", "x"), Map.of("identifier", "user_id"))));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void holds_whatIsNotKnownOrNotSo_doesNot(Map<String, Object> json) {
    Rule rule = RuleReader.read(json);

    assertThat(CompiledRule.of(rule).holds(ANA, MOMENT)).isFalse();
    assertThat(CompiledRule.of(new Rule.Not(rule)).holds(ANA, MOMENT)).isTrue();
  }
}
