// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static io.perenne.analytics.delivery.channel.ValueTypes.DURATION;
import static io.perenne.analytics.delivery.channel.ValueTypes.NUMBER;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How often a delivery is tried and how long we wait in between.
 *
 * @param attempts how often at most; {@code >= 1}
 * @param firstDelay the wait after the first attempt; each later one is twice as long
 * @param longestDelay the longest wait
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay) {
  private static final Key<Integer> ATTEMPTS = Key.of("attempts", NUMBER, "5");
  private static final Key<Duration> BACKOFF = Key.of("backoff", DURATION, "10s");
  private static final Key<Duration> BACKOFF_LIMIT = Key.of("backoff-limit", DURATION, "10m");

  /** The keys, in order. Every kind of destination has them. */
  static final List<Key<?>> KEYS = List.of(ATTEMPTS, BACKOFF, BACKOFF_LIMIT);

  public RetryPolicy {
    if (!(attempts >= 1)) {
      throw new IllegalArgumentException("attempts is not >= 1: " + attempts);
    }
    if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "not 0 <= first delay <= longest delay: " + firstDelay + ", " + longestDelay);
    }
  }

  /** Returns what the settings of a destination ask for. */
  static RetryPolicy of(DestinationSettings settings) {
    return new RetryPolicy(
        settings.get(ATTEMPTS), settings.get(BACKOFF), settings.get(BACKOFF_LIMIT));
  }

  /**
   * Returns the wait after an attempt that failed: a random share, from a half up, of the doubled
   * and doubled first delay, so that machines that failed together do not come back together.
   */
  Duration delayAfter(int attempt, RandomGenerator random) {
    double doubled = (double) firstDelay.toMillis() * Math.scalb(1.0, Math.min(attempt - 1, 62));
    double most = Math.min(doubled, (double) longestDelay.toMillis());
    return Duration.ofMillis((long) (most * (0.5 + 0.5 * random.nextDouble())));
  }
}
