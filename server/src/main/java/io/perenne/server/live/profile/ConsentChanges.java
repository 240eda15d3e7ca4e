// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Consents;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person allows, as somebody writes it down, and what was said of it over time. A statement
 * is an event as any other: the latest counts, and it goes where its identifier goes.
 */
public final class ConsentChanges {
  /** The number of the source of what is written down here. */
  public static final long OWN = 0;

  private static final String PURPOSE = "purpose:";
  private static final String CHANNEL = "channel:";

  private final Store store;
  private final IdentityRules rules;
  private final InstantSource clock;

  /** Makes the changes of a store. */
  public ConsentChanges(Store store, IdentityRules rules, InstantSource clock) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What was said of one purpose or channel.
   *
   * @param at when, by the corrected time of the event
   * @param key such as {@code purpose:advertising} or {@code channel:email}
   * @param granted whether it was allowed
   * @param event the name of the event, or its call
   * @param messageId the id of the event
   * @param identifiers of whom it was said
   */
  public record Statement(
      Instant at,
      String key,
      boolean granted,
      String event,
      String messageId,
      List<Identifier> identifiers) {}

  /** Returns all that was said of a person's consent, the latest first. */
  public List<Statement> history(ProfileReader.Found person) {
    return store.read(in -> history(in, person));
  }

  private List<Statement> history(Transaction in, ProfileReader.Found person) {
    Scene scene = Scene.of(in, person.identifiers(), rules);
    List<Statement> all = new ArrayList<>();
    scene
        .owners(scene.component())
        .forEach(
            (taken, owner) -> {
              if (owner.equals(person.id())) {
                Consents.said(taken.event())
                    .forEach((key, granted) -> all.add(statement(taken, key, granted)));
              }
            });
    all.sort(Comparator.comparing(Statement::at).thenComparing(Statement::messageId).reversed());
    return List.copyOf(all);
  }

  private static Statement statement(Scene.Taken taken, String key, boolean granted) {
    Events.Stored stored = taken.stored();
    return new Statement(
        stored.happened(),
        key,
        granted,
        stored.name().isEmpty() ? stored.type() : stored.name(),
        stored.messageId(),
        taken.saying().identifiers());
  }

  /**
   * Writes down that somebody allows something, or does not any more, for each of the strongest
   * identifiers of the person: no earlier statement of one of them is stricter then.
   *
   * @param key such as {@code purpose:advertising} or {@code channel:email}
   * @param at when it was said; empty for now
   * @throws io.perenne.analytics.InputException if nobody is known by the identifier, the key is
   *     none, or the time is to come
   */
  public void write(Change by, Identifier who, String key, boolean granted, Optional<Instant> at) {
    boolean purpose = key.startsWith(PURPOSE) && key.length() > PURPOSE.length();
    if (!purpose && !(key.startsWith(CHANNEL) && key.length() > CHANNEL.length())) {
      throw Words.refusal("consent.unknown", key);
    }
    Instant now = clock.instant();
    Instant when = at.orElse(now);
    if (when.isAfter(now)) {
      throw Words.refusal("consent.future", when.toString());
    }
    List<String> messages = store.write(in -> write(in, by, who, key, granted, when, now));
    ProfileWriter writer = new ProfileWriter(store, rules);
    messages.forEach(writer::takeUntil);
  }

  private List<String> write(
      Transaction in,
      Change by,
      Identifier who,
      String key,
      boolean granted,
      Instant when,
      Instant now) {
    ProfileReader.Found person =
        new ProfileReader(store, rules)
            .find(in, who)
            .orElseThrow(() -> Words.refusal("consent.nobody", who.toString()));
    List<Identifier> sorted = person.identifiers().stream().sorted(rules.order()).toList();
    List<Identifier> strongest =
        sorted.stream().filter(each -> each.type().equals(sorted.get(0).type())).toList();
    List<Events.Stored> events =
        strongest.stream().map(each -> event(each, key, granted, when, now)).toList();
    new Events(in).add(events);
    Optional<String> before =
        Optional.ofNullable(person.state().consents().values().get(key)).map(String::valueOf);
    by.record(
        in,
        now,
        "consent.write",
        person.id(),
        before.map(each -> key + " " + each),
        Optional.of(key + " " + granted));
    return events.stream().map(Events.Stored::messageId).toList();
  }

  private Events.Stored event(
      Identifier whom, String key, boolean granted, Instant when, Instant now) {
    boolean purpose = key.startsWith(PURPOSE);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        purpose ? "purpose" : "channel",
        key.substring(purpose ? PURPOSE.length() : CHANNEL.length()));
    properties.put("granted", granted);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("messageId", "consent-" + UUID.randomUUID());
    message.put("type", "track");
    message.put("event", "Consent Changed");
    message.put("timestamp", when.toString());
    message.put("properties", properties);
    message.put(
        "context",
        Map.of(
            "externalIds",
            List.of(
                Map.of(
                    "id",
                    whom.value(),
                    "type",
                    whom.type(),
                    "collection",
                    "users",
                    "encoding",
                    "none"))));
    try {
      Event event = Intake.event(Fields.of(message), now);
      return new Events.Stored(
          0,
          event.id(),
          OWN,
          now,
          event.times().at(),
          event.type().code(),
          event.name(),
          Saying.of(event, rules).map(Saying::hash).orElse(""),
          Json.text(message));
    } catch (MalformedEventException e) {
      throw new IllegalStateException("a statement is an event", e);
    }
  }
}
