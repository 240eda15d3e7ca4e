// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.cohort.CohortRequest;
import io.perenne.analytics.cohort.CohortTable;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Cohorts;
import io.perenne.analytics.period.Period;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.print.CohortReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne cohorts}: who comes back, by the time of the first purchase. */
@Command(
    name = "cohorts",
    description =
        "Compares customers by the time of their first purchase: what they bought at each age, what"
            + " a model makes of it, and what is to come.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class CohortsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PurchaseOptions purchases = new PurchaseOptions();

  @Option(
      names = "--by",
      paramLabel = "week|month|quarter|year",
      defaultValue = "month",
      description =
          "The period whose new customers are one cohort, and in which its age is counted. Default:"
              + " ${DEFAULT-VALUE}.")
  private Period by = Period.MONTH;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "mbg-nbd",
      description =
          "A model of perenne fit, but pareto-cnbd-mixture, fitted to each cohort so that small ones"
              + " lean on the others. Default: ${DEFAULT-VALUE}.")
  private String model = "mbg-nbd";

  @Mixin private AheadOptions ahead = new AheadOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Writes a row for each cohort and age; Parquet if it ends in .parquet, else CSV.")
  private @Nullable Path out;

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    double interval = ahead.interval(spec.commandLine());
    TransactionInput files = purchases.transactions();
    if (out != null) {
      purchases.requireOutput("--out", out);
    }
    CohortRequest request =
        new CohortRequest(
            new PurchaseInput(files, false),
            purchases.lastDay(files),
            by,
            model,
            files.configuration().model().priors(),
            ahead.horizon(),
            interval,
            Optional.ofNullable(out));
    CohortTable table = purchases.jobs().call(new Cohorts(request));
    PrintWriter terminal = spec.commandLine().getOut();
    if (output.json()) {
      terminal.println(Json.documents().withLowerCaseEnums().write(table));
    } else if (!output.quiet()) {
      terminal.print(new CohortReport(table, Speaker.of(spec)).render());
    }
    terminal.flush();
    return ExitCode.DONE;
  }
}
