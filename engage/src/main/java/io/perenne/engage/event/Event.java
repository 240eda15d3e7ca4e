// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import io.perenne.engage.identity.Evidence;
import io.perenne.engage.identity.Identifier;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that somebody did.
 *
 * @param id the {@code messageId}, by which the same event is known when it comes twice
 * @param type which call of the protocol
 * @param name what was done, such as {@code Order Completed}; of a page or screen its name; may be
 *     empty except for {@link EventType#TRACK}
 * @param times when
 * @param identifiers whose it is, as sent
 * @param properties what is said of it
 * @param traits what is said of the person
 * @param context what is said of the circumstances
 * @param position its place among the events of a store, in the order in which they were kept; 0 of
 *     one that is kept nowhere yet
 */
public record Event(
    String id,
    EventType type,
    String name,
    EventTimes times,
    Set<Identifier> identifiers,
    Fields properties,
    Fields traits,
    Fields context,
    long position) {
  /** Copies the identifiers. */
  public Event {
    identifiers = Set.copyOf(identifiers);
  }

  /** Returns the same event at a place among those that are kept. */
  public Event kept(long place) {
    return new Event(id, type, name, times, identifiers, properties, traits, context, place);
  }

  /** Returns what the event says of identity; empty if it carries no identifier. */
  public Optional<Evidence> evidence() {
    return identifiers.isEmpty()
        ? Optional.empty()
        : Optional.of(new Evidence(id, times.at(), identifiers, false));
  }
}
