// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which nothing has moved for too long. A read of a socket has a time-out, a
 * write has none: once the other side stops reading, it would wait for ever.
 */
public final class StallGuard implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "stall-guard");
            thread.setDaemon(true);
            return thread;
          });
  private final Closeable connection;
  private final long limitNanos;
  private volatile long lastMoved = System.nanoTime();
  private volatile boolean stalled;
  private @Nullable Future<?> looking;

  private StallGuard(Closeable connection, Duration limit) {
    this.connection = connection;
    limitNanos = limit.toNanos();
  }

  public static StallGuard over(Closeable connection, Duration limit) {
    StallGuard guard = new StallGuard(connection, limit);
    long period = Math.max(1, limit.toMillis() / 4);
    guard.looking =
        guard.timer.scheduleAtFixedRate(guard::look, period, period, TimeUnit.MILLISECONDS);
    return guard;
  }

  /** Says that something has moved. */
  public void moved() {
    lastMoved = System.nanoTime();
  }

  /** Does something if it is still wanted after half of the time that nothing may move. */
  public Future<?> atHalfTime(Runnable work) {
    return timer.schedule(work, limitNanos / 2, TimeUnit.NANOSECONDS);
  }

  /** Returns whether the connection was closed for having stood still. */
  public boolean stalled() {
    return stalled;
  }

  private void look() {
    if (System.nanoTime() - lastMoved < limitNanos) {
      return;
    }
    stalled = true;
    try {
      connection.close();
    } catch (IOException e) {
      // it is unusable either way
    }
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
    timer.shutdownNow();
  }
}
