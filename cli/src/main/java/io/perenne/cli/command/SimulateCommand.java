// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.job.Simulate;
import io.perenne.analytics.score.SimulatedModel;
import io.perenne.analytics.score.SimulationRequest;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne simulate}: the transactions of invented customers. */
@Command(
    name = "simulate",
    description = "Draws the transactions of invented customers from a model.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME|M.json",
      description =
          "nbd, bg-nbd, mbg-nbd or pareto-nbd with the published parameters of a music shop, or a"
              + " model that perenne fit --save wrote.")
  private String model = "";

  @Option(names = "--customers", required = true, paramLabel = "N", description = "How many.")
  private long customers;

  @Option(
      names = "--days",
      required = true,
      paramLabel = "N",
      description = "Length of the history; customers arrive during its first half.")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same file. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "YYYY-MM-DD",
      defaultValue = "2024-01-01",
      description = "The first day. Default: ${DEFAULT-VALUE}.")
  private LocalDate start = LocalDate.of(2024, 1, 1);

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; Parquet if it ends in .parquet, else CSV.")
  private Path out = Path.of("transactions.csv"); // never stays, as the option is required

  @Override
  public Integer call() {
    requirePositive("--customers", customers);
    requirePositive("--days", days);
    if (isFile()) {
      OutputGuard.reading(List.of(Path.of(model))).require("--out", out);
    }
    long count =
        RunningJobs.of(Contexts.of(Path.of(".")))
            .call(
                new Simulate(
                    new SimulationRequest(simulated(), customers, days, seed, start, out)));
    ScreenNumbers numbers = ScreenNumbers.of(Speaker.of(spec));
    spec.commandLine()
        .getOut()
        .println(
            Messages.of(Speaker.of(spec))
                .text(
                    "simulate.done",
                    numbers.count(count),
                    numbers.count(customers),
                    start.toString(),
                    start.plusDays(days - 1L).toString(),
                    out.toString()));
    return ExitCode.DONE;
  }

  private SimulatedModel simulated() {
    return isFile()
        ? SimulatedModel.of(ModelFile.read(Path.of(model)))
        : SimulatedModel.published(model);
  }

  private boolean isFile() {
    return model.endsWith(".json");
  }

  private void requirePositive(String option, long value) {
    if (value < 1) {
      throw new UnusableOption(
          spec.commandLine(), Messages.message("refusal.least", option, "1", "" + value));
    }
  }
}
