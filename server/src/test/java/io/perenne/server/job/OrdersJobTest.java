// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.home.RunStore;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and deliveries of real orders. */
class OrdersJobTest {
  /** The orders of UCI Online Retail, which the demo carries. */
  private static final Path ORDERS =
      Path.of("../cli/src/main/resources/io/perenne/cli/demo/online_retail_orders.csv.gz");

  private @TempDir Path folder;
  private Path home;
  private Path arrivals;
  private Store store;
  private @Nullable JobQueue queue;
  private List<String> files = List.of(ORDERS.toString());
  private List<String> destinations = List.of();

  @BeforeEach
  void open() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    arrivals = Files.createDirectories(folder.resolve("arrivals"));
    store = Store.open(DatabaseAddress.inHome(home), InstantSource.system());
  }

  private JobQueue open(List<String> to) {
    destinations = to;
    Work run =
        new Work() {
          private Work now() {
            return new RunWork(new OrdersPlan(home, files, destinations), file -> false);
          }

          @Override
          public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
            return now().work(job, ongoing);
          }

          @Override
          public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant at) {
            return now().after(ended, lost, at);
          }
        };
    JobQueue opened =
        JobQueue.open(
            store,
            JobQueueContract.context(home, InstantSource.system()),
            Map.of("run", run, "deliver", new DeliverWork()),
            Aftermath.NONE);
    queue = opened;
    return opened;
  }

  @AfterEach
  void close() {
    if (queue != null) {
      queue.close();
    }
    store.close();
  }

  private Jobs.Job job(long id) {
    return store.<Optional<Jobs.Job>>read(in -> new Jobs(in).find(id)).orElseThrow();
  }

  private Jobs.Job ended(long id) {
    JobQueueContract.await(() -> !job(id).open());
    return job(id);
  }

  private List<Path> published() {
    return Files.isDirectory(home.resolve("runs")) ? list(home.resolve("runs")) : List.of();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(each -> !each.getFileName().toString().startsWith(".")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void destination(String name, Path to) {
    DestinationStore.of(home)
        .save(Channels.settings(name, Map.of("kind", "folder", "folder", to.toString())));
  }

  @Test
  void run_isPublishedAndDelivered_eachAsAJobOfItsOwn() {
    destination("shop", arrivals);
    destination("gone", folder.resolve("home/perenne.db/file"));
    JobQueue here = open(List.of("shop", "gone", "missing"));

    Jobs.Job run =
        ended(here.order(RunWork.order("ana", Optional.of(LocalDate.parse("2011-11-30")))));

    assertThat(run.state()).as(run.toString()).isEqualTo("done");
    String id = run.runId().orElseThrow();
    assertThat(published()).extracting(each -> each.getFileName().toString()).containsExactly(id);
    assertThat(RunStore.of(home).find(id).referenceDate()).isEqualTo("2011-11-30");
    List<Jobs.Job> deliveries =
        store.<List<Jobs.Job>>read(in -> new Jobs(in).following(run.id())).stream()
            .map(each -> ended(each.id()))
            .toList();
    assertThat(deliveries)
        .extracting(each -> each.order().subject() + " " + each.state())
        .containsExactly("shop done", "gone failed", "missing failed");
    assertThat(deliveries).allSatisfy(each -> assertThat(each.order().who()).isEqualTo("ana"));
    assertThat(deliveries.get(1).problemSpanish().orElseThrow()).isNotBlank();
    assertThat(deliveries.get(2).problemEnglish().orElseThrow()).contains("missing");
    assertThat(list(arrivals)).hasSize(1);
  }

  @Test
  void runThatIsCancelled_publishesNothing_andTheNextOneIsAsIfItNeverWas() throws Exception {
    JobQueue here = open(List.of());
    long id = here.order(RunWork.order("ana", Optional.empty()));
    try (ProgressHub.Watch watch = here.progress().watch(id)) {
      Optional<Progress> said = watch.next(Duration.ofSeconds(60));
      while (said.isPresent() && said.get().open() && !said.get().stage().equals("summarize")) {
        said = watch.next(Duration.ofSeconds(60));
      }
      assertThat(said.map(Progress::stage)).contains("summarize");
      assertThat(here.stop(id)).isTrue();
      while (said.isPresent() && said.get().open()) {
        said = watch.next(Duration.ofSeconds(60));
      }
      assertThat(said.map(Progress::state)).contains("cancelled");
    }

    assertThat(ended(id).state()).isEqualTo("cancelled");
    assertThat(published()).isEmpty();
    assertThat(ended(here.order(RunWork.order("ana", Optional.empty()))).state()).isEqualTo("done");
    assertThat(published()).hasSize(1);
  }

  @Test
  void fileThatIsMissing_isTheReason_inBothLanguages() {
    files = List.of(folder.resolve("today.csv").toString());
    Jobs.Job run = ended(open(List.of()).order(RunWork.order("ana", Optional.empty())));

    assertThat(run.state()).isEqualTo("failed");
    assertThat(run.problemEnglish().orElseThrow()).contains("today.csv");
    assertThat(run.problemSpanish().orElseThrow())
        .contains("today.csv")
        .isNotEqualTo(run.problemEnglish().orElseThrow());
  }

  @Test
  void serverThatIsKilledInARun_publishesNothing_andTheNextServerSaysSo() throws Exception {
    long id =
        store.write(
            in ->
                new Jobs(in).add(RunWork.order(RunWork.SCHEDULE, Optional.empty()), Instant.now()));
    Process killed = DyingServer.start("", home, ORDERS.toAbsolutePath());
    JobQueueContract.await(
        () ->
            store
                .<Optional<Jobs.Job>>read(in -> new Jobs(in).find(id))
                .flatMap(Jobs.Job::progress)
                .isPresent());
    killed.destroyForcibly().waitFor();

    JobQueue next = open(List.of());
    next.tick();

    assertThat(job(id).state()).isEqualTo("unknown");
    assertThat(published()).isEmpty();
    List<Jobs.Job> again = store.read(in -> new Jobs(in).following(id));
    assertThat(again).extracting(each -> each.order().attempt()).containsExactly(2);
    assertThat(ended(next.order(RunWork.order("ana", Optional.empty()))).state()).isEqualTo("done");
    assertThat(published()).hasSize(1);
  }
}
