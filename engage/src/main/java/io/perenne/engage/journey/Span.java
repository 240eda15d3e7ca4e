// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A length of time as people say it: local days, which a clock change makes longer or shorter, and
 * hours.
 *
 * @param days at least 0, at most {@value #MOST_DAYS}
 * @param time beside the days, not negative
 */
public record Span(int days, Duration time) {
  /** The longest. */
  public static final int MOST_DAYS = 3660;

  /** No time. */
  public static final Span NONE = new Span(0, Duration.ZERO);

  /** Checks the range. */
  public Span {
    if (!(days >= 0 && days <= MOST_DAYS) || time.isNegative()) {
      throw new IllegalArgumentException("not a length of time: " + days + " days and " + time);
    }
  }

  /** Returns so many days. */
  public static Span ofDays(int days) {
    return new Span(days, Duration.ZERO);
  }

  /** Returns the instant so long after another. */
  public Instant after(Instant start, ZoneId zone) {
    return start.atZone(zone).plusDays(days).toInstant().plus(time);
  }

  @Override
  public String toString() {
    return days + "d" + time.toSeconds() + "s";
  }
}
