// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import io.perenne.server.storage.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what came. One thread writes: what waits when it begins is kept by one transaction, so that
 * many share what it costs to be safe from a power failure. Whoever waits is told after that, by
 * another thread, one after the other: a thread for each, woken for a few microseconds of work,
 * would cost more than the work.
 */
public final class EventWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  /** How many requests may wait; a request is at most 500 KB. */
  static final int MOST_WAITING = 512;

  /** How many messages one transaction keeps, unless a single request has more. */
  private static final int MOST_TOGETHER = 2500;

  private static final int MOST_FAILURES = 2;

  /** How long it waits at most for those who were told last to send again. */
  private static final long LINGER_NANOS = 2_000_000;

  /** How long it waits before it looks whether it was closed. */
  private static final long PATIENCE_MILLIS = 50;

  private final Store store;
  private final Runnable kept;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  /** One thread for those who were kept together, so that one slow reader holds back few. */
  private final ExecutorService answers =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "event-answers");
            made.setDaemon(true);
            return made;
          });

  private volatile boolean closed;
  private volatile boolean keeping;
  private volatile Consumer<Duration> took = nobody -> {};

  /** How many were kept together last. */
  private int before;

  private EventWriter(Store store, Runnable kept) {
    this.store = store;
    this.kept = kept;
    thread = new Thread(this::work, "event-writer");
    thread.setDaemon(true);
  }

  /**
   * Starts to write to a store.
   *
   * @param kept is called after each transaction; it must return at once
   */
  public static EventWriter start(Store store, Runnable kept) {
    EventWriter writer = new EventWriter(store, kept);
    writer.thread.start();
    return writer;
  }

  private record Waiting(List<Arrival> arrivals, CompletableFuture<List<Outcome>> told) {}

  /**
   * Keeps messages, all or none of them. What is returned tells what became of each once that is
   * safe from a power failure; it fails with {@link StoreException} if the database failed, and
   * with {@link OverloadedException} if it has failed others already.
   *
   * @throws OverloadedException if too much waits already
   */
  public CompletableFuture<List<Outcome>> keepLater(List<Arrival> arrivals)
      throws OverloadedException {
    if (arrivals.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    Waiting waiting = new Waiting(arrivals, new CompletableFuture<>());
    if (closed || !queue.offer(waiting)) {
      throw new OverloadedException();
    }
    if (closed && queue.remove(waiting)) {
      throw new OverloadedException();
    }
    return waiting.told();
  }

  /**
   * Keeps messages, all or none of them, and returns what became of each once that is safe from a
   * power failure.
   *
   * @throws OverloadedException if too much waits already
   * @throws StoreException if the database failed
   */
  public List<Outcome> keep(List<Arrival> arrivals) throws OverloadedException {
    try {
      return keepLater(arrivals).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof OverloadedException) {
        throw new OverloadedException();
      }
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /**
   * Tells from now on how long each transaction took.
   *
   * @param told is called by the thread that writes; it must return at once
   */
  public void tell(Consumer<Duration> told) {
    took = told;
  }

  /** Returns how many requests wait. */
  public int waiting() {
    return queue.size();
  }

  /** Returns whether somebody waits for something to be kept. */
  public boolean isBusy() {
    return keeping || !queue.isEmpty();
  }

  private void work() {
    while (!closed || !queue.isEmpty()) {
      List<Waiting> together = List.of();
      try {
        together = take();
        if (!together.isEmpty()) {
          keeping = true;
          keepAll(together);
        }
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.error("Events were not kept: {}", e.toString());
        fail(together, new IllegalStateException("the events were not kept", e));
      } finally {
        keeping = false;
      }
    }
    fail(queue, new OverloadedException());
  }

  private List<Waiting> take() throws InterruptedException {
    List<Waiting> together = new ArrayList<>();
    Waiting next = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    if (next == null) {
      return together;
    }
    together.add(next);
    int messages = next.arrivals().size();
    long until = System.nanoTime() + LINGER_NANOS;
    next = next(together, until);
    while (next != null && messages + next.arrivals().size() <= MOST_TOGETHER) {
      together.add(queue.remove());
      messages += next.arrivals().size();
      next = next(together, until);
    }
    before = together.size();
    return together;
  }

  /**
   * Returns who waits next. Where fewer wait than were kept together before, it gives those a
   * moment who were told just now: else the first of them would be kept alone, and the others wait
   * for the disk twice.
   */
  private @Nullable Waiting next(List<Waiting> together, long until) {
    @Nullable Waiting next = queue.peek();
    while (next == null && together.size() < before && System.nanoTime() < until) {
      LockSupport.parkNanos(LINGER_NANOS / 20);
      next = queue.peek();
    }
    return next;
  }

  private void keepAll(List<Waiting> together) {
    List<Outcome> outcomes;
    try {
      outcomes = write(together);
    } catch (StoreException e) {
      if (together.size() == 1) {
        fail(together, e);
      } else {
        keepOneByOne(together);
      }
      return;
    }
    tell(together, outcomes);
  }

  /** One that cannot be kept takes no other with it; a database that fails is not asked for all. */
  private void keepOneByOne(List<Waiting> together) {
    int failures = 0;
    for (Waiting each : together) {
      if (failures >= MOST_FAILURES) {
        fail(List.of(each), new OverloadedException());
      } else {
        failures += keepAlone(each) ? 0 : 1;
      }
    }
  }

  private boolean keepAlone(Waiting one) {
    List<Outcome> outcomes;
    try {
      outcomes = write(List.of(one));
    } catch (StoreException e) {
      fail(List.of(one), e);
      return false;
    }
    tell(List.of(one), outcomes);
    return true;
  }

  private void tell(List<Waiting> together, List<Outcome> outcomes) {
    answers.execute(
        () -> {
          Iterator<Outcome> next = outcomes.iterator();
          for (Waiting each : together) {
            List<Outcome> own = new ArrayList<>(each.arrivals().size());
            each.arrivals().forEach(arrival -> own.add(next.next()));
            each.told().complete(own);
          }
        });
    try {
      kept.run();
    } catch (RuntimeException e) {
      LOG.error("Events were kept, but nobody was told: {}", e.toString());
    }
  }

  private void fail(Collection<Waiting> some, Exception why) {
    List<Waiting> all = List.copyOf(some);
    if (all.isEmpty()) {
      return;
    }
    answers.execute(() -> all.forEach(each -> each.told().completeExceptionally(why)));
  }

  private List<Outcome> write(List<Waiting> together) {
    List<Arrival> all = together.stream().flatMap(each -> each.arrivals().stream()).toList();
    long start = System.nanoTime();
    List<Outcome> outcomes = store.write(in -> write(in, all));
    took.accept(Duration.ofNanos(System.nanoTime() - start));
    return outcomes;
  }

  /** Keeps messages together with what else a transaction does. */
  static List<Outcome> write(Transaction in, List<Arrival> all) {
    List<Events.Stored> good = new ArrayList<>();
    List<Quarantine.Kept> bad = new ArrayList<>();
    for (Arrival each : all) {
      if (each instanceof Arrival.Good event) {
        good.add(event.event());
      } else if (each instanceof Arrival.Bad message) {
        bad.add(message.message());
      }
    }
    Iterator<Boolean> goodNew = new Events(in).add(good).iterator();
    Iterator<Boolean> badNew = new Quarantine(in).add(bad).iterator();
    List<Outcome> outcomes = new ArrayList<>(all.size());
    for (Arrival each : all) {
      if (each instanceof Arrival.Good) {
        outcomes.add(goodNew.next() ? Outcome.STORED : Outcome.DUPLICATE);
      } else {
        outcomes.add(badNew.next() ? Outcome.QUARANTINED : Outcome.DUPLICATE);
      }
    }
    return outcomes;
  }

  /** Keeps what waits, and takes nothing more. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fail(queue, new OverloadedException());
    answers.shutdown();
    try {
      answers.awaitTermination(PATIENCE_MILLIS * 20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
