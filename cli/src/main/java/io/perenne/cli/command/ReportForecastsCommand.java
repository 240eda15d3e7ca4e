// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.Json;
import io.perenne.analytics.job.CheckForecasts;
import io.perenne.cli.print.ForecastsPrinter;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne report forecasts}: what was predicted 90 days ago, and what came. */
@Command(
    name = "forecasts",
    description =
        "Holds what earlier runs predicted against what came by a later one: in total, by segment and"
            + " by tenths of the customers, with the range of 90 %.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ReportForecastsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "The later run: its id, its beginning, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      split = ",",
      description =
          "How old the earlier runs are at least; of each age the youngest is taken. Default:"
              + " 90,180,360.",
      converter = ReportControlCommand.DaysConverter.class)
  private List<Integer> days = CheckForecasts.USUAL;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Override
  public void run() {
    CheckForecasts.Result result =
        RunningJobs.of(Contexts.of(home.path(), resources.resources()))
            .call(new CheckForecasts(run, days));
    Language words = reading.language(result.now());
    PrintWriter out = spec.commandLine().getOut();
    if (reading.json()) {
      out.println(Json.documents().write(ForecastsPrinter.json(result)));
    } else {
      new ForecastsPrinter(result, words).print(out);
    }
  }
}
