// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import java.time.Duration;

/** Pauses between two attempts, so that tests need not wait. */
@FunctionalInterface
public interface Sleeper {
  /** Returns after the given time. */
  void sleep(Duration duration);

  /** Returns one that lets the thread sleep. */
  static Sleeper ofThread() {
    return duration -> {
      try {
        Thread.sleep(duration.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting to try again", e);
      }
    };
  }
}
