// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.analytics.task.Resources;
import io.perenne.server.reading.PublishedRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedRunsTest {
  private static final List<CustomerSort> ORDERS = List.of(CustomerSort.largestFirst("LTV_VALUE"));

  @TempDir static Path made;
  @TempDir Path home;

  private static RunDocument before;
  private static RunDocument newest;

  @BeforeAll
  static void twoRuns() throws IOException {
    List<String> orders = new ArrayList<>(List.of("customer_id,order_time,amount"));
    for (int order = 0; order < 300; order++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(order * 7 % 500);
      orders.add("C%d,%s,%d.50".formatted(order * order % 71, day, order % 90));
    }
    Path file = Files.write(made.resolve("orders.csv"), orders);
    before = ServedHome.run(made, RunConfiguration.defaults(), "2025-05-31", file);
    newest = ServedHome.run(made, RunConfiguration.defaults(), "2025-06-30", file);
  }

  @BeforeEach
  void copyOfThem() throws IOException {
    try (Stream<Path> files = Files.walk(made.resolve("runs"))) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(made.relativize(file).toString()));
      }
    }
  }

  /** A small run that says that it is large is treated as such. */
  private void callLarge(RunDocument run) throws IOException {
    Path document = RunStore.of(home).folder(run).resolve(RunStore.DOCUMENT);
    String text = Files.readString(document);
    String large =
        text.replaceFirst("(?s)(\"totals\" : \\{\\s*\"customers\" : )\\d+", "$1" + 60_000);
    assertThat(large).isNotEqualTo(text);
    Files.writeString(document, large);
  }

  @Test
  void smallRun_isTheNewestAtOnce() {
    try (PublishedRuns runs = PublishedRuns.of(home, Resources.ofMachine())) {
      assertThat(runs.latest().map(RunDocument::runId)).contains(newest.runId());
    }
    assertThat(home.resolve("cache")).doesNotExist();
  }

  @Test
  void largeRun_isTheNewestOnceItIsPrepared() throws IOException {
    callLarge(newest);
    try (PublishedRuns runs = PublishedRuns.of(home, Resources.ofMachine())) {
      assertThat(runs.list()).extracting(RunDocument::runId).first().isEqualTo(newest.runId());
      assertThat(runs.latest().map(RunDocument::runId)).contains(before.runId());

      runs.prepareNewest(ORDERS);
      await(() -> runs.latest().map(RunDocument::runId).equals(Optional.of(newest.runId())));

      assertThat(runs.<Long>read(newest, reader -> reader.count(CustomerFilter.ALL)))
          .isEqualTo(newest.totals().customers());
    }
    try (PublishedRuns again = PublishedRuns.of(home, Resources.ofMachine())) {
      assertThat(again.latest().map(RunDocument::runId)).contains(newest.runId());
    }
  }

  @Test
  void largeRunThatCannotBePrepared_isShownAllTheSame() throws IOException {
    callLarge(newest);
    Files.delete(RunStore.of(home).folder(newest).resolve(RunStore.CUSTOMERS));
    try (PublishedRuns runs = PublishedRuns.of(home, Resources.ofMachine())) {
      assertThat(runs.latest().map(RunDocument::runId)).contains(before.runId());

      runs.prepareNewest(ORDERS);

      await(() -> runs.latest().map(RunDocument::runId).equals(Optional.of(newest.runId())));
    }
  }

  @Test
  void largeRunOfWhichNothingCanBeKept_isShownOnceItWasLookedAt() throws IOException {
    callLarge(newest);
    Files.writeString(home.resolve("cache"), "a file where the folder would be");
    try (PublishedRuns runs = PublishedRuns.of(home, Resources.ofMachine())) {
      assertThat(runs.latest().map(RunDocument::runId)).contains(before.runId());

      runs.prepareNewest(ORDERS);

      await(() -> runs.latest().map(RunDocument::runId).equals(Optional.of(newest.runId())));
    }
  }

  @Test
  void onlyLargeRun_isShownThoughItIsNotPrepared() throws IOException {
    callLarge(newest);
    DurableFiles.deleteFolder(RunStore.of(home).folder(before));
    try (PublishedRuns runs = PublishedRuns.of(home, Resources.ofMachine())) {
      assertThat(runs.latest().map(RunDocument::runId)).contains(newest.runId());
    }
  }

  @Test
  void runThatIsChanged_isReadByNobodyMeanwhile_andAnewAfterwards() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    try (PublishedRuns runs = PublishedRuns.of(home, Resources.ofMachine())) {
      CompletableFuture<?> reader =
          CompletableFuture.runAsync(
              () ->
                  runs.read(
                      newest,
                      open -> {
                        reading.countDown();
                        await(() -> enough.getCount() == 0);
                        return order.add("read");
                      }));
      reading.await();
      CompletableFuture<Boolean> change =
          CompletableFuture.supplyAsync(
              () -> runs.change(Set.of(newest.runId()), () -> order.add("changed")));
      TimeUnit.MILLISECONDS.sleep(100);
      assertThat(change).isNotDone();
      enough.countDown();
      reader.join();
      assertThat(change.join()).isTrue();
      runs.read(newest, open -> order.add("read again"));

      assertThat(order).containsExactly("read", "changed", "read again");
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
