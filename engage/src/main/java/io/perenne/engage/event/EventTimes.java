// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something happened, by four clocks.
 *
 * @param at the corrected time: {@code received − (sent − original)}, which takes out how wrong the
 *     clock of the device is and keeps how long the event waited there; never after it was received
 * @param received by our clock
 * @param sent by the clock of the device
 * @param original when it happened by the clock of the device
 */
public record EventTimes(
    Instant at, Instant received, Optional<Instant> sent, Optional<Instant> original) {
  /** What nothing that is tracked is older than; clocks that were never set say 1970. */
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

  private static final Duration LONGEST_WAIT = Duration.ofDays(3650);

  /** Returns the times of an event; the corrected one is told by what was sent. */
  public static EventTimes of(
      Instant received, Optional<Instant> sent, Optional<Instant> original) {
    Instant at =
        original
            .filter(time -> time.isAfter(EARLIEST))
            .map(time -> sent.map(then -> corrected(received, then, time)).orElse(time))
            .filter(time -> time.isBefore(received))
            .orElse(received);
    return new EventTimes(at, received, sent, original);
  }

  private static Instant corrected(Instant received, Instant sent, Instant original) {
    Duration waited = Duration.between(original, sent);
    // an imported event of years ago has no clock to correct
    return waited.isNegative() || waited.compareTo(LONGEST_WAIT) > 0
        ? original
        : received.minus(waited);
  }
}
