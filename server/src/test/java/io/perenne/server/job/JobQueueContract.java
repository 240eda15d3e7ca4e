// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.task.Resources;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of jobs, whatever database they are kept in. */
abstract class JobQueueContract {
  private static final Jobs.Order ONE = Jobs.Order.of("run", "", Optional.of("1"), "ana");

  private @TempDir Path home;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private volatile Instant now = Instant.parse("2025-06-30T03:00:00Z");
  private DatabaseAddress address;
  private Store store;

  /** Returns the address of an empty database. */
  abstract DatabaseAddress empty(Path folder) throws Exception;

  /** Returns that address for another process. */
  abstract String written();

  @BeforeEach
  void open() throws Exception {
    address = empty(home);
    store = Store.open(address, () -> now);
    opened.add(store);
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  static JobContext context(Path home, InstantSource clock) {
    return new JobContext(
        home,
        new Secret.Sources(Map.of(), name -> Optional.empty()),
        clock,
        new SecureRandom(),
        Resources.ofMachine().withMemoryBytes(Resources.LEAST_MEMORY),
        JobListener.SILENT);
  }

  private JobQueue server(Work work) {
    return server(work, Aftermath.NONE);
  }

  private JobQueue server(Work work, Aftermath aftermath) {
    JobQueue queue = JobQueue.open(store, context(home, () -> now), Map.of("run", work), aftermath);
    opened.add(queue);
    return queue;
  }

  private static Jobs.End done() {
    return Jobs.End.done(Optional.of("r1"));
  }

  private Jobs.Job job(long id) {
    return store.<Optional<Jobs.Job>>read(in -> new Jobs(in).find(id)).orElseThrow();
  }

  private void awaitState(String state, long id) {
    await(() -> job(id).state().equals(state));
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come about in a minute");
      }
      pause(20);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on until somebody stops it. */
  private static Jobs.End endless(Jobs.Job job, Ongoing ongoing) {
    while (true) {
      ongoing.check();
      pause(5);
    }
  }

  @Test
  void order_isKeptAndDone() {
    long id = server((job, ongoing) -> done()).order(ONE);

    awaitState("done", id);
    assertThat(job(id).order()).isEqualTo(ONE);
    assertThat(job(id).runId()).contains("r1");
    assertThat(job(id).started()).contains(now);
    assertThat(job(id).ended()).contains(now);
  }

  @Test
  void sameOrder_whileItWaits_isTheSameJob() {
    JobQueue queue = server(JobQueueContract::endless);
    long running = queue.order(ONE);
    long waiting = queue.order(ONE);

    assertThat(waiting).isNotEqualTo(running);
    assertThat(queue.order(ONE)).isEqualTo(waiting);
    assertThat(queue.order(Jobs.Order.of("run", "", Optional.of("2"), "ana")))
        .isNotEqualTo(waiting);
  }

  @Test
  void twoServers_neverRunTogether_andDoEverythingOnce() {
    AtomicInteger together = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    Work counting =
        (job, ongoing) -> {
          most.accumulateAndGet(together.incrementAndGet(), Math::max);
          all.incrementAndGet();
          pause(20);
          together.decrementAndGet();
          return done();
        };
    List<JobQueue> servers = List.of(server(counting), server(counting));
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Jobs.Order order = Jobs.Order.of("run", "", Optional.of("" + i), "ana");
      ids.add(servers.get(i % 2).order(order));
    }

    await(
        () -> {
          servers.forEach(JobQueue::tick);
          return ids.stream().allMatch(id -> job(id).state().equals("done"));
        });

    assertThat(most.get()).isEqualTo(1);
    assertThat(all.get()).isEqualTo(8);
  }

  @Test
  void jobOfALiveServer_isLeftAlone_evenIfItsWordRanOut() {
    JobQueue one = server(JobQueueContract::endless);
    long id = one.order(ONE);
    now = now.plus(Duration.ofHours(1));

    server(JobQueueContract::endless).tick();

    assertThat(job(id).state()).isEqualTo("running");
  }

  @Test
  void jobOfAServerElsewhere_isUnknownWhenItsWordRanOut_andTheScheduleTriesAgain() {
    Work run = new RunWork(new NoPlan(), file -> false);
    JobQueue here = server(run);
    Jobs.Lease lease = Jobs.Lease.of("elsewhere-1-00", now, JobQueue.LEASE);
    Jobs.Order order = RunWork.order(RunWork.SCHEDULE, Optional.empty());
    long id =
        store.write(
            in -> {
              Jobs jobs = new Jobs(in);
              long added = jobs.add(order, now);
              jobs.start(added, lease, now);
              return added;
            });

    now = now.plusSeconds(30);
    here.tick();
    assertThat(job(id).state()).isEqualTo("running");

    now = now.plusSeconds(1);
    here.tick();
    assertThat(job(id).state()).isEqualTo("unknown");
    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).following(id)))
        .extracting(Jobs.Job::order)
        .containsExactly(order.after(id).again(now.plusSeconds(60)));
  }

  /** A plan that nobody has made yet. */
  private static final class NoPlan implements RunPlan {
    @Override
    public io.perenne.analytics.run.RunRequest request(Optional<java.time.LocalDate> asOf) {
      throw InputException.of("nothing is set");
    }

    @Override
    public List<String> destinations() {
      return List.of();
    }
  }

  @Test
  void scheduledRunThatFails_isTriedAgainLaterAndLater_thenNoMore() {
    JobQueue queue = server(new RunWork(new NoPlan(), file -> false));
    long id = queue.order(RunWork.order(RunWork.SCHEDULE, Optional.empty()));
    List<Duration> waits = new ArrayList<>();

    for (int attempt = 1; attempt <= 4; attempt++) {
      awaitState("failed", id);
      long last = id;
      List<Jobs.Job> next = store.read(in -> new Jobs(in).following(last));
      if (next.isEmpty()) {
        break;
      }
      id = next.get(0).id();
      waits.add(Duration.between(now, job(id).order().notBefore()));
      queue.tick();
      assertThat(job(id).state()).isEqualTo("waiting");
      now = job(id).order().notBefore();
      queue.tick();
    }

    assertThat(waits)
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(25));
    assertThat(job(id).problemEnglish()).contains("nothing is set");
  }

  @Test
  void runThatIsDone_overtakesTheAttemptsToCome() {
    AtomicInteger times = new AtomicInteger();
    JobQueue queue =
        server(
            new Work() {
              @Override
              public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
                if (times.incrementAndGet() == 1) {
                  throw InputException.of("today's file is not there");
                }
                return done();
              }

              @Override
              public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant at) {
                return ended.state().equals("failed")
                    ? BackOff.again(ended, RunWork.WAITS, at)
                    : List.of();
              }
            });
    long first = queue.order(ONE);
    awaitState("failed", first);
    long pressed = queue.order(ONE);
    awaitState("done", pressed);

    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).following(first)))
        .extracting(Jobs.Job::state)
        .containsExactly("cancelled");
  }

  @Test
  void runOfAPersonThatFails_isNotTriedAgain() {
    long id =
        server(new RunWork(new NoPlan(), file -> false))
            .order(RunWork.order("ana", Optional.empty()));

    awaitState("failed", id);

    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).following(id))).isEmpty();
  }

  @Test
  void jobThatIsStopped_isCancelled_alsoFromAnotherServer() {
    JobQueue one = server(JobQueueContract::endless);
    JobQueue two = server(JobQueueContract::endless);
    long running = one.order(ONE);
    long waiting = one.order(ONE);

    assertThat(two.stop(waiting)).isTrue();
    assertThat(two.stop(running)).isTrue();
    one.tick();

    awaitState("cancelled", running);
    assertThat(job(waiting).state()).isEqualTo("cancelled");
    assertThat(one.stop(running)).isFalse();
  }

  @Test
  void jobThatFails_saysWhyInBothLanguages_andNeverMore() {
    JobQueue queue =
        server(
            (job, ongoing) -> {
              if (job.order().detail().equals(Optional.of("1"))) {
                throw new UncheckedIOException(new IOException("No space left on device"));
              }
              throw new IllegalStateException("password=open-sesame");
            });
    long full = queue.order(ONE);
    awaitState("failed", full);
    long fault = queue.order(Jobs.Order.of("run", "", Optional.of("2"), "ana"));
    awaitState("failed", fault);

    assertThat(job(full).problemSpanish().orElseThrow()).startsWith("el disco está lleno");
    assertThat(job(full).problemEnglish().orElseThrow()).startsWith("the disk is full");
    assertThat(job(fault).problemEnglish().orElseThrow())
        .startsWith("this is a fault of Perenne")
        .doesNotContain("sesame");
  }

  @Test
  void serverThatCloses_letsItsJobWait_andTheNextOneDoesIt() {
    JobQueue one = server(JobQueueContract::endless);
    long id = one.order(ONE);
    one.close();

    assertThat(job(id).state()).isEqualTo("waiting");
    server((job, ongoing) -> done()).tick();

    awaitState("done", id);
  }

  @Test
  void watcher_hearsEveryStateToTheEnd_alsoOnAnotherServer() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    JobQueue one =
        server(
            (job, ongoing) -> {
              ongoing.say("fit", "mbg-nbd");
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return done();
            });
    JobQueue two = server((job, ongoing) -> done());
    long id = one.order(ONE);

    try (ProgressHub.Watch near = one.progress().watch(id);
        ProgressHub.Watch far = two.progress().watch(id)) {
      Progress fit = new Progress(id, "running", "fit", "mbg-nbd");
      await(() -> one.progress().last(id).equals(Optional.of(fit)));
      assertThat(lastOf(near)).isEqualTo(fit);
      one.tick();
      two.tick();
      assertThat(lastOf(far)).isEqualTo(fit);
      go.countDown();
      awaitState("done", id);
      two.tick();
      assertThat(near.next(Duration.ofSeconds(9)).map(Progress::state)).contains("done");
      assertThat(far.next(Duration.ofSeconds(9)).map(Progress::state)).contains("done");
      assertThat(near.next(Duration.ofMillis(1))).isEmpty();
    }
  }

  private static Progress lastOf(ProgressHub.Watch watch) throws InterruptedException {
    Optional<Progress> last = Optional.empty();
    for (Optional<Progress> each = watch.next(Duration.ofSeconds(9));
        each.isPresent();
        each = watch.next(Duration.ofMillis(50))) {
      last = each;
    }
    return last.orElseThrow();
  }

  @Test
  void whatFollows_isKeptWithTheEnd() {
    JobQueue queue =
        server(
            (job, ongoing) -> done(),
            (ended, next) -> List.of(Jobs.Order.of("notify", "mail", ended.runId(), "schedule")));
    long id = queue.order(ONE);
    awaitState("done", id);

    assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).newest("notify", 9)))
        .extracting(each -> each.order().detail())
        .containsExactly(Optional.of("r1"));
  }

  @Test
  void serverThatIsKilled_leavesItsJobUnknown_atTheNextLook() throws Exception {
    long id = store.write(in -> new Jobs(in).add(ONE, now));
    Process killed = DyingServer.start(written(), home);
    awaitState("running", id);
    JobQueue here = server((job, ongoing) -> done());
    here.tick();
    assertThat(job(id).state()).as("its server lives").isEqualTo("running");

    killed.destroyForcibly().waitFor();
    here.tick();

    assertThat(job(id).state()).isEqualTo("unknown");
    assertThat(job(id).runId()).isEmpty();
    long next = here.order(ONE);
    awaitState("done", next);
  }
}
