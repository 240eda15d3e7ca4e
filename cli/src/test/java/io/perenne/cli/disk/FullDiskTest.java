// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems that are soon full, for what native code writes too. */
class FullDiskTest {
  @TempDir Path folder;

  @Test
  void run_onDisksOfAnySize_isPublishedWholeOrNotAtAll() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    int published = 0;
    int refused = 0;
    for (int kib : new int[] {60, 80, 100, 120, 140, 170, 200, 300, 600}) {
      assumeTrue(mounted(disk), "skipped: a small disk cannot be mounted here");
      try {
        FaultyTry ground = new FaultyTry(disk);
        ground.layOut();
        RunDocument earlier = RunStore.of(ground.home()).list().get(0);
        Map<String, String> whole = ground.contents(earlier);
        leave(disk, kib);
        Terminal terminal =
            ground.perenne(
                "run",
                "--transactions=" + ground.file("orders.csv"),
                "--as-of=2024-06-30",
                "--set=model=none",
                "--deliver=temp-rename");
        String where = kib + " KiB: " + terminal.err();

        assertThat(terminal.exitCode()).as(where).isIn(0, 3, 4);
        assertThat(terminal.err()).as(where).doesNotContain("\tat ", "Exception");
        assertThat(ground.contents(earlier)).as(where).isEqualTo(whole);
        int runs = ground.requireWholeRuns(where).size();
        assertThat(runs).as(where).isEqualTo(terminal.exitCode() == 0 ? 2 : runs);
        String arrived =
            Files.readString(
                ground.file("target/clv.csv.gz"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(arrived.equals(FaultyTry.OLD)).as(where).isEqualTo(terminal.exitCode() != 0);
        published += runs - 1;
        refused += terminal.exitCode() == 3 ? 1 : 0;
      } finally {
        succeeds("umount", disk.toString());
      }
    }
    assertThat(published).as("some disks are large enough").isPositive();
    assertThat(refused).as("some are not").isPositive();
  }

  private static boolean mounted(Path disk) throws Exception {
    return succeeds("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
  }

  /** Fills a disk up to so much room. */
  private static void leave(Path disk, int kib) throws IOException {
    long room = Files.getFileStore(disk).getUsableSpace() - kib * 1024L;
    Files.write(disk.resolve("filling"), new byte[Math.toIntExact(room)]);
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
