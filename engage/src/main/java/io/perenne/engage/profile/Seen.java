// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How much of what events tell a run knew. One that counted the orders of events knew those that
 * had been kept until then, whenever somebody says that they were received. Of any other it is only
 * likely: what had been received when it began was in the files.
 *
 * @param received when it began
 * @param position the last event that was part of a profile when it read the orders of events;
 *     empty if it counted none
 */
public record Seen(Instant received, OptionalLong position) {
  /** Returns that a run counted no orders of events. */
  public static Seen before(Instant received) {
    return new Seen(received, OptionalLong.empty());
  }

  /** Returns that a run counted the orders of events up to a position. */
  public static Seen upTo(Instant received, long position) {
    return new Seen(received, OptionalLong.of(position));
  }

  /** Returns that everything was known. */
  static Seen everything() {
    return before(Instant.MAX);
  }

  /** Returns whether an event was known. */
  boolean has(OrderEvent event) {
    return position.isPresent()
        ? event.position() <= position.getAsLong()
        : !Instant.ofEpochMilli(event.received()).isAfter(received);
  }

  /** Returns whether a run that counted the orders of events did not know the one at a place. */
  boolean endsBefore(long place) {
    return position.isPresent() && place > position.getAsLong();
  }
}
