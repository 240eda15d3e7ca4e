// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import java.time.Instant;
import java.util.Comparator;

/**
 * The place of an event in time. Events of one millisecond are told apart by their ids, so that
 * whichever arrives first the same one is the later.
 *
 * @param at milliseconds since 1970 of the corrected time of the event
 * @param id a hash of the {@code messageId}
 */
record Stamp(long at, long id) implements Comparable<Stamp> {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::at).thenComparingLong(Stamp::id);

  static Stamp of(Event event) {
    return new Stamp(event.times().at().toEpochMilli(), hash(event.id()));
  }

  /** The hash of Fowler, Noll and Vo over characters, its bits mixed once more. */
  static long hash(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }

  Instant instant() {
    return Instant.ofEpochMilli(at);
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
