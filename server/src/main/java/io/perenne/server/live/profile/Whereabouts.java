// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.identity.Decision;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.storage.EventSources;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of one message. */
public final class Whereabouts {
  private final Store store;
  private final IdentityRules rules;

  /** Looks into a store. */
  public Whereabouts(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
  }

  /** How far a message has come. */
  public enum Stage {
    /** It is no event, and kept aside. */
    QUARANTINED,
    /** It is an event, and about to become part of a profile. */
    WAITING,
    /** It is part of a profile. */
    APPLIED,
    /** It is an event, and nothing that counts says whose. */
    NOBODY;

    /** Returns the word for it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where a message is.
   *
   * @param messageId its id
   * @param stage how far it has come
   * @param source where it came from
   * @param received when
   * @param happened when it happened, corrected; empty if it is no event
   * @param what the call and the name of an event; of another message the code of what is wrong
   * @param detail what is wrong with it, for a person; empty for an event
   * @param profile whose it is
   * @param decisions what identity resolution did with it, other than to add an identifier
   * @param body the message
   */
  public record Place(
      String messageId,
      Stage stage,
      String source,
      Instant received,
      Optional<Instant> happened,
      String what,
      String detail,
      Optional<String> profile,
      List<Decision> decisions,
      String body) {
    /** Copies the list. */
    public Place {
      decisions = List.copyOf(decisions);
    }
  }

  /** Returns where a message is; empty if nothing of this id ever came. */
  public Optional<Place> find(String messageId) {
    return store.read(
        in ->
            new Events(in)
                .find(messageId)
                .map(event -> place(in, event))
                .or(() -> new Quarantine(in).find(messageId).map(kept -> place(in, kept))));
  }

  private static String source(Transaction in, long id) {
    return new EventSources(in)
        .all().stream()
            .filter(each -> each.id() == id)
            .map(EventSources.Source::name)
            .findFirst()
            .orElse(id == ConsentChanges.OWN ? "perenne" : "");
  }

  private static Place place(Transaction in, Quarantine.Kept kept) {
    return new Place(
        kept.messageId(),
        Stage.QUARANTINED,
        source(in, kept.sourceId()),
        kept.received(),
        Optional.empty(),
        kept.reason(),
        kept.detail(),
        Optional.empty(),
        List.of(),
        kept.body());
  }

  private Place place(Transaction in, Events.Stored stored) {
    boolean waiting = new Events(in).isWaiting(stored.id());
    Optional<Component> component =
        waiting
            ? Optional.empty()
            : new People(in)
                .said(stored.said())
                .map(
                    said ->
                        Component.of(
                            said.component(),
                            new People(in).evidence(said.component()),
                            Component.separations(new People(in).verdicts()),
                            rules));
    Optional<Event> event = event(stored);
    Optional<Saying> saying = event.flatMap(each -> Saying.of(each, rules));
    Optional<String> profile =
        component.flatMap(
            each ->
                saying.flatMap(
                    said -> each.owner(stored.messageId(), stored.happened(), said.identifiers())));
    List<Decision> decisions =
        component.stream()
            .flatMap(
                each ->
                    saying.stream()
                        .flatMap(said -> said.identifiers().stream())
                        .flatMap(one -> each.graph().decisions(one).stream()))
            .filter(each -> each.evidence().event().equals(stored.messageId()))
            .distinct()
            .toList();
    Stage stage = profile.isPresent() ? Stage.APPLIED : waiting ? Stage.WAITING : Stage.NOBODY;
    return new Place(
        stored.messageId(),
        stage,
        source(in, stored.sourceId()),
        stored.received(),
        Optional.of(stored.happened()),
        (stored.type() + " " + stored.name()).strip(),
        "",
        profile,
        decisions,
        stored.body());
  }

  private static Optional<Event> event(Events.Stored stored) {
    try {
      return Optional.of(Intake.event(stored));
    } catch (MalformedEventException e) {
      return Optional.empty();
    }
  }
}
