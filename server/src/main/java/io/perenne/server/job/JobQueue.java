// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.task.CancelledException;
import io.perenne.server.log.LogContext;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs of a store on this server, each in its own thread; never two of one kind and
 * subject together, whatever other servers on the same store do.
 *
 * <p>An order is kept before it is answered. A server that is closed lets its jobs wait again, and
 * the next one does them; the jobs of one that was killed become {@code unknown}. Safe for use by
 * many threads.
 */
public final class JobQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

  /** How long the word of a server counts. Clocks of servers may differ by less than this. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** How often a server renews its word. */
  private static final Duration RENEWAL = Duration.ofSeconds(5);

  /** How long a server that closes waits for jobs that take their time to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int MOST = 4;

  private final Store store;
  private final JobContext context;
  private final Map<String, Work> works;
  private final Aftermath aftermath;
  private final ServerPresence presence;
  private final ProgressHub hub;
  private final Map<Long, Ongoing> ongoing = new ConcurrentHashMap<>();
  private final Map<Long, Thread> threads = new ConcurrentHashMap<>();
  private Instant renewed = Instant.EPOCH;
  private volatile boolean closing;

  private JobQueue(Store store, JobContext context, Map<String, Work> works, Aftermath aftermath) {
    this.store = store;
    this.context = context;
    this.works = Map.copyOf(works);
    this.aftermath = aftermath;
    presence = ServerPresence.begin(context.home(), context.random());
    hub = new ProgressHub(this::progress);
  }

  /**
   * Opens a queue. Nothing is done before the first {@link #tick}.
   *
   * @param context the home, the clock, and what one job may use
   * @param works how the jobs of each kind are done
   */
  public static JobQueue open(
      Store store, JobContext context, Map<String, Work> works, Aftermath aftermath) {
    return new JobQueue(store, context, works, aftermath);
  }

  /** Returns the number of a job: that of a new one, or of one that waits to do the same. */
  public long order(Jobs.Order order) {
    Instant now = now();
    long id =
        store.write(
            in -> {
              Jobs jobs = new Jobs(in);
              return jobs.alike(order, now).map(Jobs.Job::id).orElseGet(() -> jobs.add(order, now));
            });
    begin();
    return id;
  }

  /** Cancels a job, or asks it to end if it runs, here or elsewhere; false if it has ended. */
  public boolean stop(long id) {
    boolean open = store.write(in -> new Jobs(in).stop(id, now()));
    Optional.ofNullable(ongoing.get(id)).ifPresent(Ongoing::stop);
    find(id).map(Progress::of).ifPresent(hub::publish);
    return open;
  }

  /** Returns a job. */
  public Optional<Jobs.Job> find(long id) {
    return store.read(in -> new Jobs(in).find(id));
  }

  /** Returns the jobs that follow from another, the oldest first. */
  public List<Jobs.Job> following(long id) {
    return store.read(in -> new Jobs(in).following(id));
  }

  /** Returns the newest jobs of a kind, the newest first. */
  public List<Jobs.Job> newest(String kind, int most) {
    return store.read(in -> new Jobs(in).newest(kind, most));
  }

  /** Begins nothing more, and sends away all who watch; {@link #close} does the rest. */
  public void retire() {
    closing = true;
    hub.close();
  }

  /** Returns where to hear how far jobs are. */
  public ProgressHub progress() {
    return hub;
  }

  private Optional<Progress> progress(long id) {
    return find(id)
        .map(
            job ->
                Optional.ofNullable(ongoing.get(id))
                    .filter(here -> job.open())
                    .map(Ongoing::last)
                    .orElseGet(() -> Progress.of(job)));
  }

  /** Does what has to be done from time to time; to be called every second. */
  public void tick() {
    watchRunning();
    ongoing.values().forEach(this::keep);
    begin();
    hub.watched().stream()
        .filter(id -> !ongoing.containsKey(id))
        .forEach(id -> find(id).map(Progress::of).ifPresent(hub::publish));
  }

  /** Renews this server's word, hears who was asked to end, and finds the dead. */
  private synchronized void watchRunning() {
    Instant now = now();
    boolean renew = !now.isBefore(renewed.plus(RENEWAL));
    Set<Long> mine = new HashSet<>();
    for (Jobs.Job job : store.<List<Jobs.Job>>read(in -> new Jobs(in).running())) {
      if (isMine(job)) {
        boolean still =
            !renew || store.<Boolean>write(in -> new Jobs(in).renew(job.id(), lease(now)));
        if (still && !job.stopping()) {
          mine.add(job.id());
        }
      } else if (isDead(job, now)) {
        abandon(job, now);
      }
    }
    renewed = renew ? now : renewed;
    // stopped by somebody, or taken for lost by another server that goes on with it
    ongoing.forEach(
        (id, job) -> {
          if (!mine.contains(id)) {
            job.stop();
          }
        });
  }

  private boolean isMine(Jobs.Job job) {
    return job.lease().filter(lease -> lease.server().equals(presence.name())).isPresent();
  }

  private boolean isDead(Jobs.Job job, Instant now) {
    return job.lease()
        .map(
            lease ->
                presence
                    .lives(lease.server())
                    .map(lives -> !lives)
                    .orElseGet(() -> lease.until().isBefore(now)))
        .orElse(true);
  }

  private void abandon(Jobs.Job job, Instant now) {
    Jobs.End end = Failures.lost(job);
    Jobs.Job ended = ended(job, end, now);
    List<Jobs.Order> next = next(ended, true, now);
    boolean done =
        store.write(
            in -> {
              Jobs jobs = new Jobs(in);
              boolean mine = jobs.abandon(job, end, now);
              if (mine) {
                next.forEach(order -> jobs.add(order, now));
              }
              return mine;
            });
    if (done) {
      LOG.warn("the server that did job {} ({}) has ended", job.id(), job.order().kind());
      job.lease().ifPresent(lease -> presence.forget(lease.server()));
    }
  }

  private void keep(Ongoing job) {
    job.unkept()
        .ifPresent(
            said ->
                store.write(
                    in -> {
                      new Jobs(in).progress(said.job(), said.json());
                      return said;
                    }));
  }

  /** Begins what may begin. */
  private synchronized void begin() {
    if (closing || ongoing.size() >= MOST) {
      return;
    }
    Instant now = now();
    for (Jobs.Job job : store.<List<Jobs.Job>>read(in -> new Jobs(in).ready(now))) {
      Work work = works.get(job.order().kind());
      boolean can = work != null && ongoing.size() < MOST;
      if (can && store.<Boolean>write(in -> new Jobs(in).start(job.id(), lease(now), now))) {
        begin(job, Objects.requireNonNull(work));
      }
    }
  }

  private void begin(Jobs.Job job, Work work) {
    Ongoing here = new Ongoing(job.id(), context, hub::publish);
    ongoing.put(job.id(), here);
    hub.publish(here.last());
    Thread thread = new Thread(() -> work(job, work, here), "perenne-job-" + job.id());
    thread.setDaemon(true);
    threads.put(job.id(), thread);
    thread.start();
  }

  private void work(Jobs.Job job, Work work, Ongoing here) {
    LogContext.job(job.id());
    try {
      Jobs.End end = end(job, work, here);
      LOG.info("job {} ({}) has ended: {}", job.id(), job.order().kind(), end.state());
      boolean given = closing && end.state().equals("cancelled") && !isStopped(job);
      until(given ? () -> release(job) : () -> keep(job, end));
    } finally {
      ongoing.remove(job.id());
      threads.remove(job.id());
      find(job.id()).map(Progress::of).ifPresent(hub::publish);
    }
    if (!closing) {
      begin();
      tidy();
    }
  }

  /**
   * A run fills the heap, and a server that only answers questions afterwards would keep all of
   * that for hours: the collector gives memory back to the system when it is asked.
   */
  private void tidy() {
    if (ongoing.isEmpty()) {
      System.gc();
    }
  }

  private static Jobs.End end(Jobs.Job job, Work work, Ongoing here) {
    try {
      here.check();
      return work.work(job, here);
    } catch (CancelledException e) {
      return Jobs.End.cancelled();
    } catch (Throwable thrown) { // whatever it was, somebody will ask why the job failed
      return Failures.end(job, thrown);
    }
  }

  private boolean isStopped(Jobs.Job job) {
    return find(job.id()).filter(Jobs.Job::stopping).isPresent();
  }

  private boolean release(Jobs.Job job) {
    return store.write(in -> new Jobs(in).release(job.id(), presence.name()));
  }

  private boolean keep(Jobs.Job job, Jobs.End end) {
    Instant now = now();
    List<Jobs.Order> next = next(ended(job, end, now), false, now);
    return store.write(
        in -> {
          Jobs jobs = new Jobs(in);
          boolean mine = jobs.end(job.id(), presence.name(), end, now);
          if (mine) {
            next.forEach(order -> jobs.add(order, now));
          }
          if (end.state().equals("done")) {
            jobs.overtake(job.order(), now);
          }
          return mine;
        });
  }

  private List<Jobs.Order> next(Jobs.Job ended, boolean lost, Instant now) {
    Work work = works.get(ended.order().kind());
    List<Jobs.Order> own =
        work == null ? List.of() : asked(ended, () -> work.after(ended, lost, now));
    return Stream.of(own, asked(ended, () -> aftermath.after(ended, own)))
        .flatMap(List::stream)
        .toList();
  }

  /** A fault in what follows must not keep the end of a job from being kept. */
  private static List<Jobs.Order> asked(Jobs.Job ended, Supplier<List<Jobs.Order>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      LOG.error("what follows from job {} cannot be said", ended.id(), e);
      return List.of();
    }
  }

  private static Jobs.Job ended(Jobs.Job job, Jobs.End end, Instant now) {
    return new Jobs.Job(
        job.id(),
        job.order(),
        end.state(),
        job.created(),
        job.started(),
        Optional.of(now),
        end.runId(),
        end.problemSpanish(),
        end.problemEnglish(),
        job.progress(),
        Optional.empty(),
        job.stopping());
  }

  /** Repeats a change until the database takes it; meanwhile the job counts as running. */
  private void until(BooleanSupplier change) {
    boolean kept = false;
    while (!kept) {
      try {
        if (!change.getAsBoolean()) {
          LOG.warn("another server has taken over a job of this one");
        }
        kept = true;
      } catch (StoreException e) {
        LOG.warn("the end of a job cannot be kept yet: {}", e.getMessage());
        kept = closing || !pause();
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(1000);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Jobs.Lease lease(Instant now) {
    return Jobs.Lease.of(presence.name(), now, LEASE);
  }

  private Instant now() {
    return context.clock().instant();
  }

  /** Stops the jobs of this server, which wait for the next one, and waits for them. */
  @Override
  public void close() {
    retire();
    ongoing.values().forEach(Ongoing::stop);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : threads.values()) {
      try {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    presence.close();
  }
}
