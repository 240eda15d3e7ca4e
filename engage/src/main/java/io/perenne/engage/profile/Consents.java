// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.Fields;
import io.perenne.engage.identity.Identifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person allows, by purpose and by channel.
 *
 * <p>A statement belongs to the strongest identifier of its event: the user id, else the e-mail
 * address, else the device. Of one identifier the latest counts by the time of events; where a
 * person has several, as after two were found to be one, the strictest of them does. What a user id
 * says makes earlier statements without one void.
 */
public final class Consents {
  /** Statements about so many purposes, channels and identifiers are kept of one person. */
  static final int MOST = 400;

  static final Consents NONE = new Consents(Registers.none(MOST));

  /** What {@link #events} knows. */
  private static final Set<String> NAMED =
      Set.of(
          "subscribed",
          "unsubscribed",
          "email marked as spam",
          "email delivered",
          "email bounced",
          "consent changed");

  private static final char BETWEEN = '|';
  private static final String STRONG = "user_id";
  private static final List<String> SUBJECTS = List.of(STRONG, "email", "anonymous_id");
  private static final String DELIVERABLE = "deliverable:";

  private final Registers<Boolean> said;

  private Consents(Registers<Boolean> said) {
    this.said = said;
  }

  /** Returns the key of a purpose, such as {@code purpose:advertising}. */
  public static String purpose(String name) {
    return "purpose:" + key(name);
  }

  /** Returns the key of a channel, such as {@code channel:email}. */
  public static String channel(String name) {
    return "channel:" + key(name);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(BETWEEN, '/');
  }

  Consents with(Stamp stamp, Event event) {
    Map<String, Boolean> statements = said(event);
    if (statements.isEmpty()) {
      return this;
    }
    String subject = subject(event.identifiers());
    Map<String, Boolean> more = new HashMap<>();
    statements.forEach((key, granted) -> more.put(key + BETWEEN + subject, granted));
    return new Consents(said.with(stamp, more));
  }

  private static String subject(Collection<Identifier> identifiers) {
    for (String type : SUBJECTS) {
      Optional<String> least =
          identifiers.stream()
              .filter(each -> each.type().equals(type))
              .map(Identifier::value)
              .sorted()
              .findFirst();
      if (least.isPresent()) {
        return type + ":" + Long.toHexString(Stamp.hash(least.get()));
      }
    }
    return "";
  }

  /**
   * Returns what one event says of consent, by {@link #purpose} and {@link #channel}, and whether
   * mail came back: the {@code consent} object of Segment's context, the {@code consentManagement}
   * of RudderStack's, and the events that are named for it.
   */
  public static Map<String, Boolean> said(Event event) {
    Map<String, Boolean> statements = new TreeMap<>();
    Fields categories = event.context().object("consent").object("categoryPreferences");
    categories
        .values()
        .forEach(
            (name, granted) -> {
              if (granted instanceof Boolean yes) {
                statements.put(purpose(name), yes);
              }
            });
    Fields managed = event.context().object("consentManagement");
    names(managed.values().get("allowedConsentIds"), true, statements);
    names(managed.values().get("deniedConsentIds"), false, statements);
    events(event, statements);
    return statements;
  }

  private static void names(
      @Nullable Object names, boolean granted, Map<String, Boolean> statements) {
    for (Object name : Stored.list(names)) {
      if (name instanceof String purpose) {
        statements.put(purpose(purpose), granted);
      }
    }
  }

  /** Returns whether a name of a track is one of those that say something of consent. */
  public static boolean isNamed(String event) {
    return NAMED.contains(event.strip().toLowerCase(Locale.ROOT));
  }

  /** What the names of events say of consent. */
  private static void events(Event event, Map<String, Boolean> statements) {
    Fields properties = event.properties();
    switch (Names.of(event)) {
      case "unsubscribed" ->
          statements.put(channel(properties.text("channel").orElse("email")), false);
      case "subscribed" ->
          statements.put(channel(properties.text("channel").orElse("email")), true);
      case "email marked as spam" -> statements.put(channel("email"), false);
      case "email delivered" -> statements.put(DELIVERABLE + "email", true);
      case "email bounced" -> {
        String kind =
            properties.text("bounce_type").or(() -> properties.text("type")).orElse("hard");
        if (!kind.toLowerCase(Locale.ROOT).contains("soft")) {
          statements.put(DELIVERABLE + "email", false);
        }
      }
      case "consent changed" -> {
        Object granted = properties.values().get("granted");
        if (granted instanceof Boolean yes) {
          properties.text("purpose").ifPresent(name -> statements.put(purpose(name), yes));
          properties.text("channel").ifPresent(name -> statements.put(channel(name), yes));
        }
      }
      default -> {}
    }
  }

  Consents merge(Consents other) {
    return new Consents(said.merge(other.said));
  }

  /** Returns all that was said, by {@link #purpose} and {@link #channel}. */
  public Map<String, Boolean> values() {
    Map<String, Boolean> values = new TreeMap<>();
    byKey()
        .forEach(
            (key, statements) -> {
              if (!key.startsWith(DELIVERABLE)) {
                values.put(key, strictest(statements));
              }
            });
    return values;
  }

  /**
   * Returns whether something is allowed; empty if nothing was said of it.
   *
   * @param key of a purpose or a channel
   */
  public Optional<Boolean> allows(String key) {
    return Optional.ofNullable(byKey().get(key)).map(Consents::strictest);
  }

  /**
   * Returns whether a person may be written to over a channel: it was allowed, and what was sent
   * last has not come back for good.
   */
  public boolean reaches(String channel) {
    return allows(channel(channel)).orElse(false) && delivers(channel);
  }

  /** Returns whether what was sent last over a channel has not come back for good. */
  public boolean delivers(String channel) {
    return allows(DELIVERABLE + key(channel)).orElse(true);
  }

  private Map<String, Map<String, Registers.Said<Boolean>>> byKey() {
    Map<String, Map<String, Registers.Said<Boolean>>> keys = new TreeMap<>();
    said.values()
        .forEach(
            (name, statement) -> {
              int end = name.indexOf(BETWEEN);
              keys.computeIfAbsent(name.substring(0, end), key -> new TreeMap<>())
                  .put(name.substring(end + 1), statement);
            });
    return keys;
  }

  private static boolean strictest(Map<String, Registers.Said<Boolean>> bySubject) {
    Optional<Stamp> strong =
        bySubject.entrySet().stream()
            .filter(each -> each.getKey().startsWith(STRONG))
            .map(each -> each.getValue().stamp())
            .max(Stamp::compareTo);
    return bySubject.entrySet().stream()
        .filter(
            each ->
                each.getKey().startsWith(STRONG)
                    || strong.isEmpty()
                    || each.getValue().stamp().compareTo(strong.get()) > 0)
        .allMatch(each -> each.getValue().value());
  }

  Object toFields() {
    return said.toFields(List::of);
  }

  static Consents of(@Nullable Object stored) {
    return new Consents(Registers.of(MOST, stored, list -> Stored.flag(list, 0)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Consents same && said.equals(same.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
