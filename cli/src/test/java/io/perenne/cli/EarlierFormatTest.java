// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.pipeline.CustomerGroup;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.task.Resources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a run of format 1, whose customers have their reasons as Spanish sentences. */
class EarlierFormatTest {
  private static final String RUN = "2026-11-29T190155Z-e6f8";
  private static final String CONTRACT = "datamodel_clv_20261129.csv";
  private static final String REASON =
      "Repetidor de Valor: 5 días de compra < 9 (5 en total); valor 253,65 > 151,26 (Medio);"
          + " 8 días sin comprar ≤ 2,79 × TBP 24,93";

  @TempDir private Path folder;
  private Path earlier;

  @BeforeEach
  void copyTheHome() throws IOException, URISyntaxException {
    earlier = Path.of(EarlierFormatTest.class.getResource("/home-of-format-1").toURI());
    Path run = earlier.resolve("home/runs").resolve(RUN);
    Path copy = Files.createDirectories(home().resolve("runs").resolve(RUN));
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  private Path home() {
    return folder.resolve("home");
  }

  @Test
  void show_printsTheSegmentsOfAnEarlierFormat() {
    Terminal shown = Terminal.run("show", "--home=" + home());

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).contains(RUN, "Hibernador", "26.819,73");
  }

  @Test
  void figures_ofAnEarlierFormatAreThoseOfItsSegments() {
    try (RunReader reader = RunReader.open(home(), RUN, Resources.ofMachine())) {
      RunFigures figures = reader.figures();
      assertThat(figures.everybody().customers()).isEqualTo(reader.run().totals().customers());
      reader
          .run()
          .segments()
          .forEach(
              row ->
                  assertThat(
                          figures
                              .bySegment()
                              .getOrDefault(row.id(), CustomerGroup.NOBODY)
                              .customers())
                      .as(row.id())
                      .isEqualTo(row.customers()));
    }
  }

  @Test
  void explain_ofAnEarlierFormatShowsTheSentenceThatTheRunKept() {
    assertThat(Terminal.run("explain", "latest", "C04", "--home=" + home()).out()).contains(REASON);
    assertThat(Terminal.run("explain", "latest", "C04", "--language=en", "--home=" + home()).out())
        .as("a sentence that was kept cannot be translated")
        .contains(REASON);
  }

  @Test
  void deliver_ofAnEarlierFormatSendsTheSentences() throws IOException {
    deliverReasons();

    assertThat(folder.resolve("archive/reasons.csv")).content().contains(REASON);
  }

  @Test
  void deliver_ofARunSendsTheSentencesOfItsContractFile() throws IOException {
    publishAgain();

    deliverReasons();

    List<String> contract = Files.readAllLines(folder.resolve("out.csv"));
    List<String> delivered = Files.readAllLines(folder.resolve("archive/reasons.csv"));
    assertThat(delivered)
        .hasSameSizeAs(contract)
        .filteredOn(line -> line.contains(REASON))
        .hasSize(1);
    for (int i = 1; i < contract.size(); i++) {
      String reason = delivered.get(i).substring(delivered.get(i).indexOf(',') + 1);
      assertThat(contract.get(i)).contains(reason);
    }
  }

  @Test
  void run_writesTheContractFileOfTheEarlierFormat() throws IOException {
    Path out = publishAgain();

    Path before = earlier.resolve("home/runs").resolve(RUN).resolve(CONTRACT);
    assertThat(withoutRun(out)).isEqualTo(withoutRun(before));
  }

  @Test
  void explain_saysTheReasonInTheLanguageOfTheReader() throws IOException {
    publishAgain();

    assertThat(Terminal.run("explain", "latest", "C04", "--home=" + home()).out()).contains(REASON);
    assertThat(Terminal.run("explain", "latest", "C04", "--language=en", "--home=" + home()).out())
        .contains(
            "Value Repeater: 5 purchase days < 9 (5 in all); value 253.65 > 151.26 (Medium);"
                + " 8 days without buying ≤ 2.79 × TBP 24.93")
        .doesNotContain("días");
  }

  private void deliverReasons() {
    Terminal added =
        Terminal.run(
            "destinations",
            "add",
            "archive",
            "--kind=folder",
            "--set=folder=" + folder.resolve("archive"),
            "--set=file-name=reasons.csv",
            "--set=columns=CustomerId,CLV_SEGMENT_REASON",
            "--home=" + home());
    assertThat(added.err()).isEmpty();
    assertThat(Terminal.run("deliver", "--to=archive", "--home=" + home()).err()).isEmpty();
  }

  private Path publishAgain() throws IOException {
    Path other = Files.createDirectories(folder.resolve("again"));
    Path out = folder.resolve("out.csv");
    Terminal run =
        Terminal.run(
            "run",
            "--transactions=" + earlier.resolve("orders.csv"),
            "--customers=" + earlier.resolve("crm.csv"),
            "--as-of=2025-06-30",
            "--extended",
            "--set=model=bg-nbd",
            "--set=control-group.share=0",
            "--quiet",
            "--out=" + out,
            "--home=" + other);
    assertThat(run.err()).isEmpty();
    Files.move(home(), folder.resolve("before"));
    Files.move(other, home());
    return out;
  }

  private static String withoutRun(Path contract) throws IOException {
    return Files.readString(contract).replaceAll("(?m),[^,]*$", "");
  }
}
