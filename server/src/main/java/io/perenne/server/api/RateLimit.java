// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests one program may make: so many at once, and so many a second in the long run.
 */
public final class RateLimit {
  static final int AT_ONCE = 300;
  static final int A_SECOND = 10;
  private static final int MOST_KNOWN = 1_000;

  private final InstantSource clock;
  private final Map<String, Allowance> allowances =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /** Makes a limit for each who asks. */
  public RateLimit(InstantSource clock) {
    this.clock = clock;
  }

  private record Allowance(double left, Instant at) {}

  /** Returns after how many seconds a request may come; 0 if it may now, which then counts. */
  public synchronized int secondsToWait(String who) {
    Instant now = clock.instant();
    Allowance known = allowances.getOrDefault(who, new Allowance(AT_ONCE, now));
    double seconds = Math.max(0, Duration.between(known.at(), now).toMillis() / 1000.0);
    double left = Math.min(AT_ONCE, known.left() + seconds * A_SECOND);
    boolean may = left >= 1;
    allowances.put(who, new Allowance(may ? left - 1 : left, now));
    return may ? 0 : (int) Math.ceil((1 - left) / A_SECOND);
  }
}
