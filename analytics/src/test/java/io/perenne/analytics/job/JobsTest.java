// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.HomeLock;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobProgress.State;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.CancelledException;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  @TempDir Path folder;

  @Test
  void call_run_publishesAndTellsByIdHowFarItIs() throws IOException {
    JobContext context = context();
    Set<String> told = new java.util.concurrent.ConcurrentSkipListSet<>();
    try (Jobs jobs =
        Jobs.of(context.withListener((id, stage, what) -> told.add(id + " " + stage.code())))) {
      RunDocument run = jobs.call(run());

      assertThat(RunStore.of(context.home()).ids()).containsExactly(run.runId());
      assertThat(told).contains("run-1 read", "run-1 fit", "run-1 publish");
      JobProgress progress = jobs.progress("run-1").orElseThrow();
      assertThat(progress.state()).isEqualTo(State.DONE);
      assertThat(progress.stage()).contains(Stage.PUBLISH);
      assertThat(jobs.progress("run-2")).isEmpty();
    }
  }

  @Test
  @Timeout(60)
  void cancel_duringARun_publishesNothingAndLeavesNoDraft() throws IOException {
    JobContext context = context();
    CountDownLatch fitting = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    JobListener listener =
        (id, stage, what) -> {
          if (stage == Stage.FIT) {
            fitting.countDown();
            await(cancelled);
          }
        };
    try (Jobs jobs = Jobs.of(context.withListener(listener))) {
      JobHandle<RunDocument> handle = jobs.submit(run());
      await(fitting);
      assertThat(jobs.cancel(handle.id())).isTrue();
      cancelled.countDown();

      assertThatThrownBy(handle::join).isInstanceOf(CancelledException.class);
      assertThat(handle.progress().state()).isEqualTo(State.CANCELLED);
      assertThat(jobs.cancel(handle.id())).isFalse();
    }
    assertThat(RunStore.of(context.home()).ids()).isEmpty();
    try (Stream<Path> left = Files.list(RunStore.of(context.home()).folder())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void run_whileTheHomeIsTaken_isRefusedWithTheNameOfTheHolder() throws IOException {
    JobContext context = context();
    context = context.withResources(context.resources().withLockWait(Duration.ZERO));
    try (HomeLock lock = HomeLock.acquire(context.home(), holder -> {})) {
      Jobs jobs = Jobs.of(context);
      Run run = run();
      assertThatThrownBy(() -> jobs.call(run))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void runsOfOneSecond_areNewerOneAfterTheOther() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JobContext usual = context(); // draws the same each time
      JobContext stopped =
          new JobContext(
              usual.home(),
              usual.secrets(),
              InstantSource.fixed(Instant.parse("2025-07-01T03:00:00Z")),
              usual.random(),
              usual.resources(),
              usual.listener());
      ids.add(0, Jobs.of(stopped).call(run()).runId());
    }

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(RunStore.of(context().home()).ids()).isEqualTo(ids);
  }

  @Test
  void cancel_whileTheHomeIsTaken_endsTheWait() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    JobContext context = context().withListener((id, stage, what) -> waiting.countDown());
    try (HomeLock lock = HomeLock.acquire(context.home(), holder -> {});
        Jobs jobs = Jobs.of(context)) {
      JobHandle<RunDocument> handle = jobs.submit(run());
      await(waiting);
      handle.cancel();
      assertThatThrownBy(handle::join).isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void join_afterAFailure_throwsWhatTheJobThrew() {
    IllegalStateException failure = new IllegalStateException("no");
    try (Jobs jobs = Jobs.of(context())) {
      JobHandle<String> handle =
          jobs.submit(
              job(
                  task -> {
                    throw failure;
                  }));
      assertThatThrownBy(handle::join).isSameAs(failure);
      assertThat(handle.progress().state()).isEqualTo(State.FAILED);
    }
  }

  @Test
  void work_sideBySide_neverTouchesTheCommonPool() {
    try (Jobs jobs = Jobs.of(context())) {
      Set<ForkJoinPool> pools =
          jobs.call(
              job(
                  task ->
                      Stream.concat(
                              Stream.of(task.beside(ForkJoinTask::getPool).join()),
                              IntStream.range(0, 1000).parallel().mapToObj(i -> pool()))
                          .collect(Collectors.toSet())));
      assertThat(pools).hasSize(1).doesNotContain(ForkJoinPool.commonPool());
    }
  }

  private static ForkJoinPool pool() {
    return ForkJoinTask.getPool();
  }

  private JobContext context() {
    return TestJobs.context(folder.resolve("home"));
  }

  private Run run() throws IOException {
    Path orders =
        Files.writeString(
            folder.resolve("orders.csv"),
            "customer_id,order_time,amount\nana,2025-05-06,95.00\nben,2025-03-02,19.95\n");
    return new Run(
        new RunRequest(
            new TransactionInput(
                List.of(orders.toString()), ColumnMapping.none(), RunConfiguration.defaults()),
            List.of(),
            Optional.of(LocalDate.of(2025, 6, 30)),
            folder.resolve("home"),
            Optional.empty()));
  }

  private static <R> Job<R> job(Function<Task, R> work) {
    return new Job<>() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public R run(JobContext context, Task task) {
        return work.apply(task);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
