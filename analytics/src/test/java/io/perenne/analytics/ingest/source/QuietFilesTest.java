// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a folder that others write to. */
class QuietFilesTest {
  private @TempDir Path folder;

  private final QuietFiles quiet = new QuietFiles(InstantSource.system(), Duration.ofMillis(400));

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "1\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    return file;
  }

  @Test
  void fileThatGrows_isTold_andOneThatRestsIsNot() throws Exception {
    Path rests = file("rests.csv", Duration.ofSeconds(2));
    Path grows = file("grows.csv", Duration.ofSeconds(2));
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 20; i++) {
                try {
                  Files.writeString(grows, "1\n", StandardOpenOption.APPEND);
                  Thread.sleep(50);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    writer.start();

    assertThat(quiet.written(List.of(rests, grows))).containsExactly(grows);
    writer.interrupt();
    writer.join();
  }

  @Test
  void filesOfYesterday_areNotWaitedFor() throws Exception {
    QuietFiles slow = new QuietFiles(InstantSource.system(), Duration.ofHours(1));

    assertThat(slow.written(List.of(file("a.csv", Duration.ofDays(1))))).isEmpty();
  }

  @Test
  void clockAheadOfOurs_isLookedAtTwice() throws Exception {
    Path ahead = file("a.csv", Duration.ofHours(-3));

    assertThat(quiet.isRecent(QuietFiles.State.of(ahead))).isTrue();
    assertThat(quiet.written(List.of(ahead))).isEmpty();
  }

  @Test
  void newest_isTheFileChangedLast_andTheOthersAreNamed() throws IOException {
    file("full-3.csv", Duration.ofDays(3));
    Path last = file("full-1.csv", Duration.ofDays(1));
    Path older = file("full-2.csv", Duration.ofDays(2));
    file("full-4.csv.part", Duration.ofDays(0));
    file(".hidden.csv", Duration.ofDays(0));

    SourcePaths.Found found = SourcePaths.look("newest:" + folder);

    assertThat(found.files()).containsExactly(last);
    assertThat(found.left())
        .contains(new SourcePaths.Left(older, LeftAside.OLDER))
        .contains(new SourcePaths.Left(folder.resolve("full-4.csv.part"), LeftAside.PARTIAL))
        .hasSize(3);
    assertThat(SourcePaths.look(folder + "/*-2.csv").files()).containsExactly(older);
    assertThat(SourcePaths.look(folder.resolve("full-4.csv.part").toString()).files())
        .as("named itself")
        .hasSize(1);
  }

  @Test
  void foldersAndPatterns_areOpen_andFilesAreNot() throws IOException {
    Path file = file("a.csv", Duration.ZERO);

    assertThat(SourcePaths.isOpen(folder.toString())).isTrue();
    assertThat(SourcePaths.isOpen(folder + "/*.csv")).isTrue();
    assertThat(SourcePaths.isOpen("newest:" + folder)).isTrue();
    assertThat(SourcePaths.isOpen(file.toString())).isFalse();
  }
}
