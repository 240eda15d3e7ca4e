// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Leaves most of the time to whoever keeps events, for those who work on what is kept already: a
 * library waits for an answer, a profile can be a moment behind.
 */
public final class Courtesy {
  /** How many times as long as some work took is left to others. */
  private static final long WAYS = 3;

  private static final long LOOK_NANOS = 500_000;

  private final BooleanSupplier busy;
  private final long mostNanos;

  /**
   * Makes a courtesy.
   *
   * @param busy whether somebody waits for an event to be kept
   * @param most how long it lasts at most, so that what is kept is worked on in the end
   */
  public Courtesy(BooleanSupplier busy, Duration most) {
    this.busy = busy;
    mostNanos = most.toNanos();
  }

  /**
   * Waits while others are busy.
   *
   * @param nanos how long the work took that has just been done
   */
  public void after(long nanos) {
    long until = System.nanoTime() + Math.min(WAYS * nanos, mostNanos);
    while (busy.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
