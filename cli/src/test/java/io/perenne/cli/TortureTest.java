// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine does to a run: kills it, fills its disk, forbids it a folder, starts it twice. */
class TortureTest {
  @TempDir Path folder;

  @BeforeEach
  void writeOrders() throws IOException {
    Orders.write(folder.resolve("orders.csv"), Orders.of(30_000, 5_000, "12.50"));
  }

  @Test
  void killAtAnyMoment_leavesEarlierRunsWholeAndTheNextOneWorks() throws Exception {
    Terminal first = PerenneProcess.finish(run("--as-of=2024-05-31"));
    assertThat(first.exitCode()).as(first.out()).isZero();
    List<String> whole = ids();
    byte[] contract = contract(whole.get(0));

    for (int moment = 1; moment <= 5; moment++) {
      Process process = run("--as-of=2024-06-30");
      // Not a wait for a result: the moment of the kill itself, spread over the stages of a run.
      process.waitFor(moment * 250L, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();

      assertThat(ids()).as("after kill %s", moment).containsAll(whole);
      assertThat(contract(whole.get(0))).isEqualTo(contract);
      for (RunDocument run : RunStore.of(home()).list()) {
        assertThat(contract(run.runId())).isNotEmpty();
      }
    }

    Terminal next = PerenneProcess.finish(run("--as-of=2024-06-30"));
    assertThat(next.exitCode()).as(next.out()).isZero();
    try (Stream<Path> drafts = Files.list(home().resolve("runs"))) {
      assertThat(drafts.map(path -> path.getFileName().toString()))
          .as("nothing is left of the killed runs")
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void twoRunsAtOnce_bothEndWell() throws Exception {
    List<Process> both = List.of(run("--as-of=2024-06-29"), run("--as-of=2024-06-30"));

    for (Process process : both) {
      Terminal terminal = PerenneProcess.finish(process);
      assertThat(terminal.exitCode()).as(terminal.out()).isZero();
    }
    assertThat(RunStore.of(home()).list())
        .extracting(run -> run.referenceDate().toString())
        .containsExactlyInAnyOrder("2024-06-29", "2024-06-30");
  }

  @Test
  void fullDisk_endsWithThreeAndPublishesNothing() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.toString()),
        "skipped: a small disk cannot be mounted here");
    try {
      Terminal terminal =
          PerenneProcess.finish(
              PerenneProcess.start(
                  folder,
                  List.of(
                      "run", "--transactions=orders.csv", "--as-of=2024-06-30", "--home=disk")));

      assertThat(terminal.exitCode()).as(terminal.out()).isEqualTo(3);
      assertThat(terminal.out()).startsWith("perenne: ").doesNotContain("\tat ");
      assertThat(RunStore.of(disk).ids()).isEmpty();
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  @Test
  void folderWithoutReadPermission_isRefused() throws Exception {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    Files.copy(folder.resolve("orders.csv"), locked.resolve("orders.csv"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    Files.createDirectories(home());
    Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxrwxrwx"));
    try {
      Terminal terminal = runUnprivileged("run", "--transactions=locked", "--home=home");

      assertThat(terminal.exitCode()).as(terminal.out()).isEqualTo(2);
      assertThat(terminal.out())
          .startsWith("perenne: ")
          .contains("locked")
          .contains("permission")
          .doesNotContain("\tat ");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void homeWithoutWritePermission_isRefused() throws Exception {
    Files.createDirectories(home());
    Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("r-xr-xr-x"));

    Terminal terminal = runUnprivileged("run", "--transactions=orders.csv", "--home=home");

    assertThat(terminal.exitCode()).as(terminal.out()).isEqualTo(2);
    assertThat(terminal.out())
        .startsWith("perenne: the home cannot be written")
        .contains("--home")
        .doesNotContain("\tat ");
  }

  /** Root may read everything, so under root another user runs a copy of the program. */
  private Terminal runUnprivileged(String... arguments) throws Exception {
    if (!"root".equals(System.getProperty("user.name"))) {
      return PerenneProcess.finish(PerenneProcess.start(folder, List.of(arguments)));
    }
    assumeTrue(
        succeeds("setpriv", "--reuid=nobody", "--clear-groups", "true"),
        "skipped: cannot become another user here");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
    command.addAll(PerenneProcess.command(copiedClassPath(), List.of(arguments)));
    return PerenneProcess.finish(
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
  }

  private String copiedClassPath() throws IOException {
    Path copies = Files.createDirectories(folder.resolve("classpath"));
    List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    for (int i = 0; i < entries.size(); i++) {
      copy(Path.of(entries.get(i)), copies.resolve(Integer.toString(i)));
    }
    return IntStream.range(0, entries.size())
        .mapToObj(i -> copies.resolve(Integer.toString(i)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void copy(Path source, Path target) throws IOException {
    if (Files.notExists(source)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(source)) {
      for (Path path : walk.toList()) {
        Path copy = target.resolve(source.relativize(path).toString());
        Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Process run(String asOf) {
    return PerenneProcess.start(
        folder, List.of("run", "--transactions=orders.csv", asOf, "--home=home", "--quiet"));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private List<String> ids() {
    return RunStore.of(home()).ids();
  }

  private byte[] contract(String runId) throws IOException {
    RunStore store = RunStore.of(home());
    RunDocument run = store.find(runId);
    return Files.readAllBytes(store.folder(run).resolve(run.files().getOrDefault("contract", "")));
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
