// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a few short things every second in one thread; one that fails is done again like others. */
public final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final long PATIENCE_SECONDS = 20;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "perenne-ticker");
            made.setDaemon(true);
            return made;
          });

  private final Map<Runnable, String> said = new HashMap<>();

  private Ticker() {}

  /** Starts to do things every second, in their order. */
  public static Ticker start(List<Runnable> things) {
    Ticker ticker = new Ticker();
    var unused =
        ticker.thread.scheduleWithFixedDelay(
            () -> things.forEach(ticker::run), 0, 1, TimeUnit.SECONDS);
    return ticker;
  }

  /** What fails every second is logged once. */
  private void run(Runnable thing) {
    try {
      thing.run();
      said.remove(thing);
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(said.put(thing, message))) {
        LOG.warn("will be tried again every second", e);
      }
    }
  }

  /** Waits for what is being done. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("something that is done every second does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
