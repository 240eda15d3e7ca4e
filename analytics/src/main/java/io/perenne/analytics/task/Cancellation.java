// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The means to end one job early. The job asks between its steps; whatever runs for long within a
 * step registers how it can be interrupted. Safe for use by many threads.
 */
public final class Cancellation {
  private static final long REPEAT_NANOS = 50_000_000;

  private final Set<Registration> registrations = ConcurrentHashMap.newKeySet();
  private volatile boolean requested;

  /** Makes one that nobody has requested yet. */
  public Cancellation() {}

  /** Ends the job at its next check and interrupts what runs now. Further calls change nothing. */
  public void request() {
    synchronized (this) {
      if (requested) {
        return;
      }
      requested = true;
    }
    Thread interrupter = new Thread(this::interruptAll, "perenne-cancel");
    interrupter.setDaemon(true);
    interrupter.start();
  }

  /** Interrupts again and again: one call is lost if it comes before a statement has begun. */
  private void interruptAll() {
    while (!registrations.isEmpty()) {
      registrations.forEach(registration -> registration.interrupt.run());
      LockSupport.parkNanos(REPEAT_NANOS);
    }
  }

  /** Returns whether somebody has requested that the job ends. */
  public boolean isRequested() {
    return requested;
  }

  /**
   * Returns if the job may go on.
   *
   * @throws CancelledException if it shall end
   */
  public void check() {
    if (requested) {
      throw new CancelledException();
    }
  }

  /**
   * Registers how to interrupt something until the registration is closed.
   *
   * @param interrupt called from another thread, more than once; must neither throw nor wait
   * @throws CancelledException if the job shall end already
   */
  public Registration register(Runnable interrupt) {
    Registration registration = new Registration(interrupt);
    registrations.add(registration);
    if (requested) {
      registration.close();
      throw new CancelledException();
    }
    return registration;
  }

  /** Something that runs and can be interrupted. */
  public final class Registration implements AutoCloseable {
    private final Runnable interrupt;

    private Registration(Runnable interrupt) {
      this.interrupt = interrupt;
    }

    /** Ends the registration: what was registered is not interrupted any more. */
    @Override
    public void close() {
      registrations.remove(this);
    }
  }
}
