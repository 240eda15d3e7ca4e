// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perenne.analytics.home.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal and a shell do to the real process. */
class ProcessHabitsTest {
  private static final long MOST_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void interruptedRun_endsWith130AndLeavesNothing() throws Exception {
    Orders.write(folder.resolve("orders.csv"), Orders.of(300_000, 50_000, "12.50"));
    Process process =
        start(
            Interrupts.heardBy(
                perenne("run", "--transactions=orders.csv", "--as-of=2024-06-30", "--home=home")));
    Path runs = folder.resolve("home/runs");
    for (int i = 0; i < MOST_SECONDS * 20 && !hasDraft(runs) && process.isAlive(); i++) {
      Thread.sleep(50);
    }
    Interrupts.send(process);
    Terminal terminal = PerenneProcess.finish(process);

    assertThat(terminal.exitCode()).as(terminal.out()).isEqualTo(130);
    assertThat(terminal.out())
        .contains("interrupted: what had been begun is deleted")
        .doesNotContain("\tat ");
    assertThat(RunStore.of(folder.resolve("home")).ids()).isEmpty();
    assertThat(hasDraft(runs)).isFalse();
  }

  private static boolean hasDraft(Path runs) throws IOException {
    if (Files.notExists(runs)) {
      return false;
    }
    try (Stream<Path> paths = Files.list(runs)) {
      return paths.anyMatch(path -> path.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void outputThatCannotBeWritten_endsWithThree() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: a small disk cannot be mounted here");
    Process process = start(shell("\"$@\" > /dev/full", perenne("config")));

    Terminal terminal = PerenneProcess.finish(process);

    assertThat(terminal.exitCode()).as(terminal.out()).isEqualTo(3);
    assertThat(terminal.out()).contains("what was printed could not be written");
  }

  @Test
  void readerThatHasSeenEnough_isNoFailure() throws Exception {
    Process process =
        start(shell("\"$@\" | head -n 1; echo \"ended with ${PIPESTATUS[0]}\"", perenne("config")));

    Terminal terminal = PerenneProcess.finish(process);

    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.out()).endsWith("ended with 0\n");
  }

  private static List<String> perenne(String... arguments) {
    return PerenneProcess.command(System.getProperty("java.class.path"), List.of(arguments));
  }

  private static List<String> shell(String script, List<String> command) {
    List<String> all = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    all.addAll(command);
    return all;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }
}
