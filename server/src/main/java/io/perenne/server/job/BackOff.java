// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The next attempt at a job, if there is one. */
public final class BackOff {
  private BackOff() {}

  /**
   * Returns the same order once more after the wait for its attempt; nothing after the last.
   *
   * @param waits how long to wait after the first, the second, ... attempt
   */
  public static List<Jobs.Order> again(Jobs.Job ended, List<Duration> waits, Instant now) {
    int attempt = ended.order().attempt();
    return attempt > waits.size()
        ? List.of()
        : List.of(ended.order().after(ended.id()).again(now.plus(waits.get(attempt - 1))));
  }

  /** Returns whether one of some orders is a job once more. */
  public static boolean repeats(Jobs.Job ended, List<Jobs.Order> next) {
    return next.stream()
        .anyMatch(
            order ->
                order.kind().equals(ended.order().kind())
                    && order.attempt() == ended.order().attempt() + 1);
  }
}
