// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.cli.Orders;
import io.perenne.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with a home that has one run of yesterday, and in which one command is tried: what lies
 * there before, and what may lie there after it has failed.
 */
final class FaultyTry {
  static final String OLD = "yesterday's";

  private final Path folder;

  FaultyTry(Path folder) {
    this.folder = folder;
  }

  Path home() {
    return folder.resolve("home");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Lays out the home, its destinations, and files of yesterday where commands write. */
  void layOut() throws IOException {
    Files.createDirectories(file("out"));
    Files.createDirectories(file("target"));
    List<String> rows = new ArrayList<>(Orders.of(400, 80, "12.50"));
    rows.add("C1,yesterday,1.00"); // one for the rejects
    Orders.write(file("orders.csv"), rows);
    Orders.write(
        file("bad.csv"),
        Stream.concat(rows.stream(), Stream.generate(() -> "C1,yesterday,1").limit(50)).toList());
    require(
        "run",
        "--transactions=" + file("orders.csv"),
        "--as-of=2024-05-31",
        "--set=model=none",
        "--quiet");
    for (String upload : List.of("temp-rename", "direct")) {
      require(
          "destinations",
          "add",
          upload,
          "--kind=folder",
          "--set=folder=" + file("target"),
          "--set=file-name=clv.csv.gz",
          "--set=compression=gzip",
          "--set=trigger=.ready",
          "--set=attempts=1",
          "--set=upload=" + upload);
    }
    for (String name : List.of("out/clv.csv", "out/model.json", "target/clv.csv.gz")) {
      Files.writeString(file(name), OLD);
    }
  }

  private void require(String... arguments) {
    Terminal terminal = perenne(arguments);
    assertThat(terminal.exitCode()).as(terminal.err()).isZero();
  }

  Terminal perenne(String... arguments) {
    return Terminal.run(
        Stream.concat(Stream.of(arguments), Stream.of("--home=" + home())).toArray(String[]::new));
  }

  /** Returns the contents of all files of a run, by name. */
  Map<String, String> contents(RunDocument run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(RunStore.of(home()).folder(run))) {
      for (Path file : files.toList()) {
        contents.put("" + file.getFileName(), io.perenne.analytics.home.Sha256.of(file));
      }
    }
    return contents;
  }

  /** Every run is whole, and nobody has forgotten who was in control. */
  List<RunDocument> requireWholeRuns(String where) {
    RunStore store = RunStore.of(home());
    List<RunDocument> runs = store.list();
    for (RunDocument run : runs) {
      store.verify(run);
      String epoch = Objects.requireNonNull(run.control()).epoch();
      assertThat(home().resolve("control-group/" + epoch + ".parquet")).as(where).exists();
    }
    assertThat(perenne("runs", "--verify").exitCode()).as(where).isZero();
    return runs;
  }

  /** Returns what is hidden in the home and beside what was written, locks aside. */
  List<String> leftovers() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(path -> "" + path.getFileName())
          .filter(name -> name.startsWith(".") && !name.equals(".lock"))
          .toList();
    }
  }

  void copyTo(Path target) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.copy(path, target.resolve(folder.relativize(path)));
      }
    }
  }

  void delete() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
