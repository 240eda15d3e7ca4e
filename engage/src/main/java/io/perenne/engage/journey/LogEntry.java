// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that happened to a person in a journey, and why.
 *
 * @param instance the instance
 * @param journey the id of the journey
 * @param version its version
 * @param person who
 * @param at when
 * @param step the name of the step, or its number
 * @param what what
 * @param reason why
 * @param detail more of it: a channel, an event, where somebody went, until when
 */
public record LogEntry(
    String instance,
    String journey,
    String version,
    String person,
    Instant at,
    String step,
    What what,
    Optional<Reason> reason,
    String detail) {
  /** What happens in journeys. */
  public enum What {
    /** The person entered; the detail is the fact. */
    ENTERED,
    /** Time passes; the detail is until when. */
    DELAYED,
    /** Something is waited for; the detail is what, and until when. */
    WAITS,
    /** It happened; the detail is what. */
    HAPPENED,
    /** It did not happen in time. */
    TIMED_OUT,
    /** The person went a way; the detail is where. */
    WENT,
    /** The person was held back. */
    HELD,
    /** Something was handed over; the detail is its send key. */
    HANDED,
    /** It was done; the detail says how. */
    DONE,
    /** It was not done. */
    FAILED,
    /** It was taken back before it left. */
    WITHDRAWN,
    /** The goal was reached. */
    GOAL,
    /** The person left. */
    LEFT;

    /** Returns the stable name, as {@code timed-out}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
