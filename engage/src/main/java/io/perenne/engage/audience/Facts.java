// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.event.Fields;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.profile.Consents;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Standing;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What rules may ask about one person. It does not depend on the time of the question, so that it
 * can be kept, and asked of many people at once, until something happens to the person.
 *
 * @param values what is known, by {@link Subject#fact}
 * @param times when each event happened in milliseconds since 1970, rising, by its name
 */
public record Facts(Map<String, Fact> values, Map<String, List<Long>> times) {
  private static final int DATE_LENGTH = 10;
  private static final String ONE = "value";
  private static final String CHANNEL = Consents.channel("");

  /** Copies, in the order of names. */
  public Facts {
    values = new TreeMap<>(values);
    times = new TreeMap<>(times);
  }

  /**
   * Returns what is known of a person.
   *
   * @param state what events say
   * @param identifiers what the person is known by
   * @param standing what others were told last; empty if nobody has looked yet
   */
  public static Facts of(
      ProfileState state, Collection<Identifier> identifiers, Optional<Standing> standing) {
    Map<String, Fact> values = new TreeMap<>();
    state
        .traits()
        .values()
        .forEach((name, value) -> put(values, Subject.Kind.TRAIT, name, ofValue(value)));
    Consents consents = state.consents();
    consents
        .values()
        .forEach(
            (key, granted) -> {
              put(values, Subject.Kind.CONSENT, key, Fact.of(granted));
              if (key.startsWith(CHANNEL)) {
                String channel = key.substring(CHANNEL.length());
                put(values, Subject.Kind.REACHABLE, channel, Fact.of(consents.reaches(channel)));
              }
            });
    identifiers.forEach(each -> put(values, Subject.Kind.IDENTIFIER, each.type(), Fact.of(true)));
    standing.ifPresent(each -> addStanding(values, each));
    Map<String, List<Long>> times = new TreeMap<>();
    state
        .times()
        .forEach(
            (name, all) ->
                times.put(
                    Subject.factOfEvent(name),
                    all.stream().map(Instant::toEpochMilli).sorted().toList()));
    return new Facts(values, times);
  }

  private static void put(Map<String, Fact> into, Subject.Kind kind, String name, Fact fact) {
    into.put(new Subject(kind, name).fact(), fact);
  }

  private static void addStanding(Map<String, Fact> into, Standing standing) {
    standing.segment().map(Segment::id).ifPresent(id -> put(into, Field.SEGMENT, Fact.of(id)));
    standing.band().map(ValueBand::id).ifPresent(id -> put(into, Field.BAND, Fact.of(id)));
    if (standing.segment().isPresent()) {
      put(into, Field.VALUE, Fact.of(standing.value()));
    }
    standing
        .bought()
        .ifPresent(
            bought -> {
              put(into, Field.SPENT, Fact.of(bought.spent()));
              put(into, Field.PURCHASES, Fact.of(bought.days()));
              put(into, Field.AVERAGE, Fact.of(bought.spent() / bought.days()));
              put(into, Field.FIRST_PURCHASE, Fact.ofDay(bought.firstDay()));
              put(into, Field.LAST_PURCHASE, Fact.ofDay(bought.lastDay()));
            });
  }

  private static void put(Map<String, Fact> into, Field field, Fact fact) {
    put(into, Subject.Kind.FIELD, field.code(), fact);
  }

  /** Returns a text as facts hold it. */
  public static String small(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static Fact ofValue(Object value) {
    if (value instanceof Boolean flag) {
      return Fact.of(flag);
    }
    Fields field = Fields.of(Map.of(ONE, value));
    String text = small(field.text(ONE).orElse(""));
    return new Fact(text, number(field), day(text));
  }

  private static OptionalDouble number(Fields field) {
    return field
        .number(ONE)
        .map(BigDecimal::doubleValue)
        .map(each -> each == 0 ? 0.0 : each)
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** A date, or a time that begins with one: the day is the one that is written. */
  private static OptionalLong day(String text) {
    if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}(t.*)?")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(LocalDate.parse(text.substring(0, DATE_LENGTH)).toEpochDay());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
