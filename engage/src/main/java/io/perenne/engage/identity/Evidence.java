// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * What one event says of identity: its identifiers belong to one person.
 *
 * @param event the id of the event, unique among all
 * @param at when it happened, by its corrected time stamp
 * @param identifiers what it carries, at least one
 * @param byHand whether a person has said so, who may join what no event could
 */
public record Evidence(String event, Instant at, Set<Identifier> identifiers, boolean byHand) {
  /** The order in which evidence counts, whenever it arrives. */
  public static final Comparator<Evidence> ORDER =
      Comparator.comparing(Evidence::at).thenComparing(Evidence::event);

  /** Copies the identifiers. */
  public Evidence {
    identifiers = Set.copyOf(identifiers);
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("evidence without identifiers: " + event);
    }
  }

  /** Returns the evidence of an event. */
  public static Evidence of(String event, Instant at, Identifier... identifiers) {
    return new Evidence(event, at, Set.of(identifiers), false);
  }

  /** Returns the word of a person that some identifiers are one. */
  public static Evidence byHand(String event, Instant at, Identifier... identifiers) {
    return new Evidence(event, at, Set.of(identifiers), true);
  }

  /** Returns whether two say the same, if at different times. */
  boolean saysAs(Evidence other) {
    return byHand == other.byHand && identifiers.equals(other.identifiers);
  }
}
