// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a run by {@code kill -9} at each of its steps, one after the other, each time while it
 * begins a new epoch of the control group and a file of yesterday lies where its copy goes.
 */
class KilledRunTest {
  private static final String OLD = "yesterday's";

  /** Otherwise every third step until the run publishes. */
  private static final boolean EVERY_STEP = Integer.getInteger("perenne.kills", 20) > 20;

  @TempDir Path folder;

  static Home home(Path folder) {
    return new Home(folder).with("interval", "12 months").with("model", "none");
  }

  private Path rows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 100; customer++) {
      lines.add("C%03d,2024-%02d-15,9.99".formatted(customer, 1 + customer % 12));
    }
    return home(folder).write("orders.csv", lines.toArray(String[]::new));
  }

  @Test
  void run_killedAtEveryStep_leavesEarlierRunsWholeAndTheNextOneWorks() throws Exception {
    Path rows = rows();
    Home home = home(folder);
    RunDocument first = home.run("2024-10-31", rows);
    Path earlier = home.store().folder(first);
    String whole = fingerprint(earlier);
    Path out = folder.resolve("out/clv.csv");
    Files.createDirectories(out.getParent());
    Set<String> steps = new LinkedHashSet<>();
    int exitCode = 128 + 9;
    int stride = EVERY_STEP ? 1 : 3;
    for (int step = 0; exitCode != 0; step += stride) {
      String share = "0." + (200 + step);
      Files.writeString(out, OLD);
      Process process = RunOnce.start(folder, rows, "2024-11-30", share, out, step);
      List<String> said = process.inputReader().lines().toList();
      exitCode = process.waitFor();
      steps.addAll(said);
      int published = publishing(said);
      if (stride > 1 && published >= 0) { // from here on each step changes what others see
        stride = 1;
        step = published - 1;
        continue;
      }
      String where = "killed at " + said.get(said.size() - 1);
      assertThat(exitCode).as(said.toString()).isIn(0, 128 + 9);

      assertThat(fingerprint(earlier)).as(where).isEqualTo(whole);
      assertThat(assignmentsOf(first)).as(where).exists();
      for (RunDocument run : home.store().list()) {
        assertThat(home.contract(run))
            .as(where)
            .hasSize(run.referenceDate().getMonthValue() == 10 ? 84 : 92);
        assertThat(assignmentsOf(run)).as("nobody forgets who was in control, " + where).exists();
      }
      if (!Files.readString(out).equals(OLD)) {
        assertThat(Files.readAllLines(out)).as(where).hasSize(93);
      }

      RunDocument next =
          home(folder)
              .countingFrom(2_000 + step)
              .with("control-group.share", share)
              .run("2024-12-31", rows);
      assertThat(home.contract(next)).as(where).hasSize(100);
      assertThat(Objects.requireNonNull(next.control()).share())
          .as(where)
          .isEqualTo(Double.parseDouble(share));
      DurableFiles.deleteFolder(home.store().folder(next));
      try (Stream<Path> drafts = Files.list(home.store().folder())) {
        assertThat(drafts.map(path -> path.getFileName().toString()))
            .as("nothing is left of a killed run, " + where)
            .noneMatch(name -> name.startsWith("."));
      }
    }
    assertThat(steps)
        .contains(
            "publish: writing the datamodel",
            "publish: keeping the salt of the control group",
            "publish: keeping the assignments",
            "publish: keeping the epoch",
            "publish: making the run visible",
            "publish: the run is visible",
            "publish: naming the copy",
            "publish: the copy is there")
        .anyMatch(step -> step.startsWith("read: "))
        .anyMatch(step -> step.startsWith("summarize: "))
        .anyMatch(step -> step.startsWith("fit: "))
        .anyMatch(step -> step.startsWith("value: "))
        .anyMatch(step -> step.startsWith("segment: "));
  }

  /** Returns the first step that publishes; -1 if there is none yet. */
  private static int publishing(List<String> steps) {
    for (int step = 0; step < steps.size(); step++) {
      if (steps.get(step).startsWith("publish: ")) {
        return step;
      }
    }
    return -1;
  }

  private Path assignmentsOf(RunDocument run) {
    return folder
        .resolve("home/control-group")
        .resolve(Objects.requireNonNull(run.control()).epoch() + ".parquet");
  }

  private static String fingerprint(Path run) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.sorted().toList()) {
        text.append(file.getFileName())
            .append(' ')
            .append(io.perenne.analytics.ingest.text.InputHash.sha256(file))
            .append('\n');
      }
    }
    return text.toString();
  }
}
