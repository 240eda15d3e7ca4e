// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.source.LeftAside;
import io.perenne.analytics.ingest.source.QuietFiles;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.analytics.run.RunRequest;
import io.perenne.server.account.Change;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is a source, as others fill it. */
class ChangedSourcesTest {
  private @TempDir Path home;
  private Path drop;
  private Store store;
  private SettingsStore settings;

  @BeforeEach
  void nameFolder() throws IOException {
    drop = Files.createDirectories(home.resolve("uploads/drop"));
    write("a.csv", Duration.ofDays(1));
    store = Store.open(DatabaseAddress.inHome(home), InstantSource.system());
    settings =
        new SettingsStore(
            home, store, InstantSource.system(), new Sources(home.resolve("uploads"), List.of()));
    Plan plan = new Plan(List.of(drop.toString()), List.of(), "on-change", List.of());
    settings.save(new Change("ana", "127.0.0.1"), settings.current().id(), Map.of(), plan);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path write(String name, Duration age) throws IOException {
    Path file = Files.writeString(drop.resolve(name), "customer_id,date,amount\n1,2024-01-10,4\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    return file;
  }

  @Test
  void change_countsOnceTwoLooksSeeTheSame_andOnlyOnce() throws IOException {
    ChangedSources sources = new ChangedSources(settings, home);
    assertThat(sources.haveChanged()).as("first look").isFalse();
    assertThat(sources.haveChanged()).as("never settled").isTrue();
    sources.settle();
    assertThat(sources.haveChanged()).isFalse();

    Path growing = write("b.csv", Duration.ZERO);
    assertThat(sources.haveChanged()).isFalse();
    Files.writeString(growing, "2,2024-01-11,5\n", StandardOpenOption.APPEND);
    assertThat(sources.haveChanged()).as("still growing").isFalse();
    assertThat(sources.haveChanged()).isTrue();
    sources.settle();

    ChangedSources restarted = new ChangedSources(settings, home);
    assertThat(restarted.haveChanged()).isFalse();
    assertThat(restarted.haveChanged()).as("kept over a restart").isFalse();
  }

  @Test
  void run_readsTheFolder_withoutAFileThatIsBeingWritten() throws Exception {
    Path growing = write("b.csv", Duration.ZERO);
    SavedPlan plan =
        new SavedPlan(
            settings, home, new QuietFiles(InstantSource.system(), Duration.ofMillis(600)));
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 200; i++) {
                  Files.writeString(growing, "2,2024-01-11,5\n", StandardOpenOption.APPEND);
                  Thread.sleep(20);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                return;
              }
            });
    writer.start();
    try {
      Path arriving = Files.writeString(drop.resolve("c.csv.part"), "1,2024");
      RunRequest request = plan.request(Optional.empty());
      assertThat(request.transactions().paths()).containsExactly(drop.resolve("a.csv").toString());
      assertThat(request.left())
          .containsExactly(
              new SourcePaths.Left(arriving, LeftAside.PARTIAL),
              new SourcePaths.Left(growing, LeftAside.WRITING));
      Files.delete(drop.resolve("a.csv"));
      assertThatThrownBy(() -> plan.request(Optional.empty()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("still being written");
    } finally {
      writer.interrupt();
      writer.join();
    }
    assertThat(plan.request(Optional.empty()).transactions().paths())
        .containsExactly(drop.toString());
  }
}
