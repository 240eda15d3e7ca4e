// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionCommandTest {
  private @TempDir Path folder;
  private Path home;

  @BeforeEach
  void run() throws IOException {
    home = folder.resolve("home");
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-01-06,20"));
    for (String day : List.of("2025-01-30", "2025-01-31", "2025-02-27", "2025-02-28")) {
      Terminal run =
          Terminal.run(
              "run",
              "--home=" + home,
              "--transactions=" + orders,
              "--as-of=" + day,
              "--set=model=none");
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
  }

  private List<String> retention(String... more) {
    Terminal terminal =
        Terminal.run(
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(
                        "runs", "--retention", "--language=en", "--home=" + home),
                    java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    assertThat(terminal.exitCode()).as(terminal.err()).isZero();
    return terminal.out().lines().toList();
  }

  @Test
  void retention_showsWhatWouldGo_andDeletesNothing() throws IOException {
    assertThat(retention()).first().asString().startsWith("All runs stay");

    List<String> lines = retention("--keep-runs=1");

    assertThat(lines).first().asString().startsWith("1 runs go after the next one");
    assertThat(lines.get(lines.size() - 1)).contains("2025-01-30", "goes", "older");
    assertThat(lines.get(lines.size() - 2)).contains("2025-01-31", "stays", "newest of its month");
    try (var runs = Files.list(home.resolve("runs"))) {
      assertThat(runs.filter(each -> !each.getFileName().toString().startsWith("."))).hasSize(4);
    }
  }

  @Test
  void rule_isReadFromTheFileOfTheServer() throws IOException {
    Files.writeString(home.resolve("server.yaml"), "keep-runs: 1\nkeep-monthly: no\n");

    assertThat(retention()).first().asString().startsWith("2 runs go after the next one");
    assertThat(Terminal.run("runs", "--retention", "--keep-runs=0", "--home=" + home).err())
        .contains("--keep-runs");
  }
}
