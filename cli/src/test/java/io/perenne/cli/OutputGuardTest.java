// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No output of any command replaces what a command reads or a home keeps. */
class OutputGuardTest {
  @TempDir Path folder;

  private Path home;
  private Path orders;
  private Path crm;
  private Path rates;
  private Path settings;
  private Path model;
  private Path covariates;

  @BeforeEach
  void files() throws IOException {
    home = folder.resolve("home");
    orders = Orders.write(folder.resolve("orders.csv"), Orders.of(400, 60, "12.50"));
    crm = Files.writeString(folder.resolve("crm.csv"), "customer_id,email\nC1,c1@example.com\n");
    rates =
        Files.writeString(folder.resolve("rates.csv"), "date,currency,rate\n2024-01-01,USD,1\n");
    settings = Files.writeString(folder.resolve("settings.yaml"), "language: en\n");
    model = Files.writeString(folder.resolve("model.json"), "{}");
    covariates = Files.writeString(folder.resolve("covariates.csv"), "customer,age\nC1,30\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.csv", "crm.csv", "rates.csv", "settings.yaml"})
  void run_writesOverNothingItReads(String name) throws IOException {
    assertRefusedEachWay(folder.resolve(name), out -> run("--out", out.toString()));
  }

  @Test
  void fit_savesOverNothingItReads() throws IOException {
    for (Path read : List.of(orders, covariates, settings)) {
      assertRefusedEachWay(
          read,
          out ->
              command(
                  "fit",
                  "--transactions",
                  orders.toString(),
                  "--covariates",
                  covariates.toString(),
                  "--config",
                  settings.toString(),
                  "--save",
                  out.toString()));
    }
  }

  @Test
  void score_writesOverNothingItReads() throws IOException {
    Terminal fit =
        command("fit", "--transactions", orders.toString(), "--model", "nbd", "--save", "" + model);
    assertThat(fit.exitCode()).as(fit.err()).isZero();
    for (Path read : List.of(orders, model, covariates, settings)) {
      assertRefusedEachWay(
          read,
          out ->
              command(
                  "score",
                  "--model",
                  model.toString(),
                  "--transactions",
                  orders.toString(),
                  "--covariates",
                  covariates.toString(),
                  "--config",
                  settings.toString(),
                  "--out",
                  out.toString()));
    }
  }

  @Test
  void simulate_writesOverNothingItReads() throws IOException {
    command("fit", "--transactions", orders.toString(), "--model", "nbd", "--save", "" + model);

    assertRefusedEachWay(
        model,
        out ->
            Terminal.run(
                "simulate",
                "--model",
                model.toString(),
                "--customers",
                "5",
                "--days",
                "5",
                "--out",
                out.toString()));
  }

  @Test
  void backtest_writesOverNothingItReads() throws IOException {
    Path report = Files.createDirectories(folder.resolve("report"));
    Path input = report.resolve("backtest.csv");
    Files.copy(orders, input);

    Terminal refused = command("backtest", "--transactions", "" + input, "--out", "" + report);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("would replace a file that is read");
    assertThat(input).hasSameBinaryContentAs(orders);
  }

  @Test
  void outputs_doNotGoIntoRunsOrAmongTheFilesOfAHome() throws IOException {
    assertThat(run().exitCode()).isZero();
    Path run;
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      run = runs.findFirst().orElseThrow();
    }
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    Path file = Files.createSymbolicLink(folder.resolve("c.csv"), run.resolve("run.json"));
    List<Path> places =
        List.of(
            run.resolve("run.json"),
            run.resolve("more.csv"),
            run.resolve("below/more.csv"),
            link.resolve("more.csv"),
            file,
            home.resolve("perenne.yaml"),
            home.resolve("control-group/salt"),
            home.resolve("perenne.db"),
            home.resolve("runs/../deliveries/x.csv"));
    String before = Files.readString(run.resolve("run.json"));

    for (Path out : places) {
      Terminal refused = run("--out", out.toString());

      assertThat(refused.exitCode()).as(out.toString()).isEqualTo(2);
      assertThat(refused.err()).contains("--out", out.toString());
    }
    Terminal backtest = command("backtest", "--transactions", "" + orders, "--out", "" + link);
    assertThat(backtest.exitCode()).isEqualTo(2);
    assertThat(run.resolve("run.json")).hasContent(before);
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      assertThat(runs).containsExactly(run);
    }
  }

  @Test
  void devicesAndFolders_areNoOutputs() {
    for (String out : List.of("/dev/null", folder.toString())) {
      Terminal refused = run("--out", out);

      assertThat(refused.exitCode()).as(out).isEqualTo(2);
      assertThat(refused.err()).contains("--out");
    }
  }

  @Test
  void anotherFileBesideTheInput_isWritten() {
    Path out = folder.resolve("ORDERS.csv");

    assertThat(run("--out", out.toString()).exitCode()).isZero();
    assertThat(out).isNotEmptyFile();
  }

  private interface Writing {
    Terminal to(Path out);
  }

  /** By its own path, a longer one, a symbolic link, a hard link and a link to its folder. */
  private void assertRefusedEachWay(Path read, Writing writing) throws IOException {
    String before = Files.readString(read);
    Path links = Files.createTempDirectory(folder, "links");
    List<Path> ways =
        List.of(
            read,
            folder.resolve("../" + folder.getFileName() + "/./" + read.getFileName()),
            Files.createSymbolicLink(links.resolve("symbolic.csv"), read),
            Files.createLink(links.resolve("hard.csv"), read),
            Files.createSymbolicLink(links.resolve("folder"), folder).resolve(read.getFileName()));
    for (Path out : ways) {
      Terminal refused = writing.to(out);

      assertThat(refused.exitCode()).as(out.toString()).isEqualTo(2);
      assertThat(refused.err()).contains("would replace a file that is read", out.toString());
      assertThat(Files.readString(read)).isEqualTo(before);
    }
    assertThat(home.resolve("runs")).as("no work was done").doesNotExist();
  }

  private Terminal run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--transactions",
                orders.toString(),
                "--customers",
                crm.toString(),
                "--config",
                settings.toString(),
                "--as-of",
                "2024-06-30",
                "--set",
                "model=none",
                "exchange-rates=" + rates));
    arguments.addAll(Arrays.asList(more));
    return command(arguments.toArray(String[]::new));
  }

  private Terminal command(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--home", home.toString()));
    return Terminal.run(all.toArray(String[]::new));
  }
}
