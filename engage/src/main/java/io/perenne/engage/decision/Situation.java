// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.profile.Prospects;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision looks at of a person.
 *
 * @param person the id, by which chance is drawn: the same person has the same luck
 * @param at when the decision is made
 * @param zone the time zone of the person, else of the tenant
 * @param standing whether there is such a person, who may be contacted
 * @param control whether the person is in the universal control group
 * @param openCase whether the person has an open case
 * @param consents the channels by which the person may be addressed for marketing
 * @param segment empty if no purchase is known
 * @param band empty if no purchase is known
 * @param prospects what the models say; empty if there are none
 * @param contacts all contacts, in any order
 */
public record Situation(
    String person,
    Instant at,
    ZoneId zone,
    Standing standing,
    boolean control,
    boolean openCase,
    Set<Channel> consents,
    Optional<Segment> segment,
    Optional<ValueBand> band,
    Optional<Prospects> prospects,
    List<Contact> contacts) {
  /** Whether there is such a person. */
  public enum Standing {
    /** There is. */
    KNOWN,
    /** Nobody knows. */
    UNKNOWN,
    /** There was. */
    ERASED,
    /** There is, but the person must not be contacted. */
    SUPPRESSED
  }

  /** Copies the collections. */
  public Situation {
    consents = Set.copyOf(consents);
    contacts = List.copyOf(contacts);
  }
}
