// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one person say.
 *
 * <p>It is a function of the set of events: whatever the order in which they are applied, however
 * often, and whether two persons are merged before or after, the state is that of a replay from
 * scratch in the order of time. Its size is bounded. Immutable. What is said beside events is only
 * when it was found out whose they are ({@link #composed}), which is no part of what is equal.
 *
 * <p>Events cannot be taken out. When two persons are found to be two after all, each is applied
 * anew from events.
 */
public final class ProfileState {
  private static final ProfileState EMPTY =
      new ProfileState(
          Traits.NONE,
          Consents.NONE,
          Session.NONE,
          Recent.none(Contact.MOST),
          Occurrences.NONE,
          Orders.NONE,
          Long.MAX_VALUE,
          Long.MIN_VALUE);

  private static final int LONGEST_CAMPAIGN = 200;

  private record Message(String event, String campaign) {}

  private final Traits traits;
  private final Consents consents;
  private final Session session;
  private final Recent<Message> contacts;
  private final Occurrences occurrences;
  private final Orders orders;
  private final long first;
  private final long last;

  private ProfileState(
      Traits traits,
      Consents consents,
      Session session,
      Recent<Message> contacts,
      Occurrences occurrences,
      Orders orders,
      long first,
      long last) {
    this.traits = traits;
    this.consents = consents;
    this.session = session;
    this.contacts = contacts;
    this.occurrences = occurrences;
    this.orders = orders;
    this.first = first;
    this.last = last;
  }

  /** Returns the state of somebody of whom nothing is known. */
  public static ProfileState empty() {
    return EMPTY;
  }

  /** Returns the state after one more event; the same if it was applied before. */
  public ProfileState apply(Event event) {
    Stamp stamp = Stamp.of(event);
    String name = Names.of(event);
    return new ProfileState(
        traits.with(stamp, event.traits()),
        consents.with(stamp, event),
        session.with(stamp, event),
        Contact.is(name) ? contacts.with(stamp, new Message(name, campaign(event))) : contacts,
        occurrences.with(stamp, name),
        OrderEvent.of(event).map(order -> orders.with(stamp, order)).orElse(orders),
        Math.min(first, stamp.at()),
        Math.max(last, stamp.at()));
  }

  /**
   * Returns the same state, of which an event said whose events these are: a run that had not seen
   * it may have counted them for somebody else, or for nobody.
   *
   * @param position the place of that event among those that are kept
   */
  public ProfileState composed(long position) {
    return new ProfileState(
        traits, consents, session, contacts, occurrences, orders.composed(position), first, last);
  }

  private static String campaign(Event event) {
    String campaign =
        event
            .properties()
            .text("campaign_name")
            .or(() -> event.properties().text("campaign_id"))
            .or(() -> event.properties().text("email_subject"))
            .orElse("");
    return Names.shortened(campaign, LONGEST_CAMPAIGN);
  }

  /** Returns the state of one person who was taken for two. */
  public ProfileState merge(ProfileState other) {
    return new ProfileState(
        traits.merge(other.traits),
        consents.merge(other.consents),
        session.merge(other.session),
        contacts.merge(other.contacts),
        occurrences.merge(other.occurrences),
        orders.merge(other.orders),
        Math.min(first, other.first),
        Math.max(last, other.last));
  }

  /** Returns what was said of the person. */
  public Traits traits() {
    return traits;
  }

  /** Returns what the person allows. */
  public Consents consents() {
    return consents;
  }

  /** Returns pages, searches and the basket. */
  public Session session() {
    return session;
  }

  /** Returns the last contacts, the latest first. */
  public List<Contact> contacts() {
    List<Contact> all = new ArrayList<>();
    contacts
        .entries()
        .forEach(
            (stamp, message) ->
                all.add(0, new Contact(stamp.instant(), message.event(), message.campaign())));
    return all;
  }

  /** Returns the orders. */
  public Orders orders() {
    return orders;
  }

  /**
   * Returns when something was done, the latest first and at most 32 times.
   *
   * @param event the name of an event in any case of letters, or {@code page}, {@code screen},
   *     {@code identify}
   */
  public List<Instant> times(String event) {
    return occurrences.of(event);
  }

  /** Returns when what was done, the latest of each first. */
  public Map<String, List<Instant>> times() {
    return occurrences.all();
  }

  /** Returns the time of the first event; empty before there is one. */
  public Optional<Instant> firstSeen() {
    return first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
  }

  /** Returns the time of the last event; empty before there is one. */
  public Optional<Instant> lastSeen() {
    return last == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
  }

  /** Returns the state as maps, lists, texts, numbers and truth values, as JSON has them. */
  public Map<String, Object> toFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    firstSeen().ifPresent(at -> fields.put("first", at.toEpochMilli()));
    lastSeen().ifPresent(at -> fields.put("last", at.toEpochMilli()));
    fields.put("traits", traits.toFields());
    fields.put("consents", consents.toFields());
    fields.putAll(session.toFields());
    fields.put(
        "contacts", contacts.toFields(message -> List.of(message.event(), message.campaign())));
    fields.put("times", occurrences.toFields());
    fields.put("orders", orders.toFields());
    if (orders.composed() > 0) {
      fields.put("composed", orders.composed());
    }
    return fields;
  }

  /** Returns the state that {@link #toFields} wrote; what is missing there is empty. */
  public static ProfileState of(Map<String, ?> fields) {
    return new ProfileState(
        Traits.of(fields.get("traits")),
        Consents.of(fields.get("consents")),
        Session.of(fields),
        Recent.of(
            Contact.MOST,
            fields.get("contacts"),
            list -> new Message(Stored.text(list, 0), Stored.text(list, 1))),
        Occurrences.of(fields.get("times")),
        Orders.of(fields.get("orders"))
            .composed(fields.get("composed") instanceof Number place ? place.longValue() : 0),
        fields.get("first") instanceof Number first ? first.longValue() : Long.MAX_VALUE,
        fields.get("last") instanceof Number last ? last.longValue() : Long.MIN_VALUE);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProfileState same
        && first == same.first
        && last == same.last
        && traits.equals(same.traits)
        && consents.equals(same.consents)
        && session.equals(same.session)
        && contacts.equals(same.contacts)
        && occurrences.equals(same.occurrences)
        && orders.equals(same.orders);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * traits.hashCode() + orders.hashCode()) + Long.hashCode(last);
  }

  @Override
  public String toString() {
    return toFields().toString();
  }
}
