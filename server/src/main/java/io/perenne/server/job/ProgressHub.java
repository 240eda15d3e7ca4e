// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who watch a job how far it is. A watcher that is slow misses what was said between;
 * nobody waits for it. Safe for use by many threads.
 */
public final class ProgressHub {
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final LongFunction<Optional<Progress>> known;
  private volatile boolean closed;

  /**
   * Makes a hub.
   *
   * @param known what is known of a job now
   */
  ProgressHub(LongFunction<Optional<Progress>> known) {
    this.known = known;
  }

  /** Returns how far a job is; empty if there is none of that number. */
  public Optional<Progress> last(long job) {
    return known.apply(job);
  }

  /** Begins to watch a job; the first thing heard is how far it is now. */
  public Watch watch(long job) {
    Watch watch = new Watch(job);
    watches.add(watch);
    last(job).ifPresent(watch::hearFirst);
    return watch;
  }

  void publish(Progress progress) {
    watches.stream()
        .filter(watch -> watch.job == progress.job())
        .forEach(watch -> watch.hear(progress));
  }

  /** Sends away all who watch. */
  void close() {
    closed = true;
    watches.forEach(Watch::wake);
  }

  /** Returns the jobs that somebody watches. */
  List<Long> watched() {
    return watches.stream().map(watch -> watch.job).distinct().toList();
  }

  /** One who watches. */
  public final class Watch implements AutoCloseable {
    private final long job;
    private @Nullable Progress heard;
    private @Nullable Progress told;

    private Watch(long job) {
      this.job = job;
    }

    private synchronized void wake() {
      notifyAll();
    }

    /** Returns whether there will be no news any more, because this server ends. */
    public boolean closed() {
      return closed;
    }

    /**
     * Hears what was known when the watch began, unless somebody said something newer meanwhile.
     */
    private synchronized void hearFirst(Progress known) {
      if (heard == null) {
        hear(known);
      }
    }

    private synchronized void hear(Progress progress) {
      // the end may overtake what was said before it
      if (heard == null || heard.open() || !progress.open()) {
        heard = progress;
        notifyAll();
      }
    }

    /** Waits for news, at most for a time; returns the newest, empty if there is none. */
    public synchronized Optional<Progress> next(Duration longest) throws InterruptedException {
      long end = System.nanoTime() + longest.toNanos();
      long left = longest.toNanos();
      while (left > 0 && !closed && (heard == null || heard.equals(told))) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
        left = end - System.nanoTime();
      }
      if (heard == null || heard.equals(told)) {
        return Optional.empty();
      }
      told = heard;
      return Optional.of(heard);
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
