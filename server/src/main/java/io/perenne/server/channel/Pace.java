// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import java.time.Duration;
import java.time.Instant;

/**
 * How many messages may leave now. What was not used is kept for two seconds, not longer: after a
 * day without a channel its messages leave as slowly as always.
 */
final class Pace {
  private static final double MINUTE = 60_000;
  private static final double KEPT_SECONDS = 2;

  private double tokens;
  private Instant seen = Instant.MIN;

  /** Returns how many may leave now, of so many in a minute; they count as left when taken. */
  synchronized int available(Instant now, int perMinute) {
    double most = Math.max(1, perMinute / 60.0 * KEPT_SECONDS);
    if (seen.equals(Instant.MIN)) {
      tokens = Math.max(1, perMinute / 60.0);
    } else if (now.isAfter(seen)) {
      tokens = Math.min(most, tokens + Duration.between(seen, now).toMillis() * perMinute / MINUTE);
    }
    seen = now;
    return (int) tokens;
  }

  synchronized void take(int messages) {
    tokens -= messages;
  }
}
