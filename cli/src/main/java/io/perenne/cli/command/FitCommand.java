// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Fit;
import io.perenne.analytics.job.FitPeriods;
import io.perenne.analytics.period.Period;
import io.perenne.analytics.period.PeriodInput;
import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.period.PeriodModelFile;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.FitReport;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.PeriodReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne fit}: a model of when customers buy, and what they spend, from transactions. */
@Command(
    name = "fit",
    description = "Fits a model of purchases, and one of spend, to transactions.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class FitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PurchaseOptions purchases = PurchaseOptions.orTable();

  @Mixin private PeriodOptions periods = new PeriodOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "auto, which backtests all on up to 10,000 customers from three days of the past and takes"
              + " the best (the last one only where gaps look regular), or one of mbg-nbd, bg-nbd, pareto-nbd, gompertz-nbd, nbd, mbg-cnbd,"
              + " bg-cnbd, pareto-cnbd, pareto-cnbd-mixture; or one that counts periods: sbg, bdw for"
              + " contracts that are renewed, bg-bb for purchases at opportunities. Default: the model"
              + " of the configuration; auto where that is none.")
  private @Nullable String model;

  @Option(
      names = "--calibration-end",
      paramLabel = "YYYY-MM-DD",
      description =
          "The last day the model may see. What follows, up to --as-of, tests it. Default: all days.")
  private @Nullable LocalDate calibrationEnd;

  @Option(
      names = "--unit",
      paramLabel = "day|week",
      defaultValue = "day",
      description = "The unit of time of the parameters. Default: ${DEFAULT-VALUE}.")
  private ModelUnit unit = ModelUnit.DAY;

  @Option(
      names = "--period",
      paramLabel = "week|month|quarter|year",
      description = "The period that sbg, bdw and bg-bb count. Default: year.")
  private @Nullable Period period;

  @Option(
      names = "--priors",
      paramLabel = "on|off",
      converter = OnOff.Converter.class,
      description =
          "Short for --set model.priors=on|off: weak priors, worth about one observation, that"
              + " steady small data; off for numbers that compare with the literature.")
  private @Nullable OnOff priors;

  @Option(
      names = "--keep-zero-price",
      description =
          "A purchase of nothing counts as a purchase, and spend is fitted to the means of repeat"
              + " purchases, as in the literature.")
  private boolean keepZeroPrice;

  @Option(
      names = "--covariates",
      paramLabel = "F.csv",
      description =
          "What else is known of customers: the id in the column of --map customer=…, else in the"
              + " first; every other column a number or a category. Whoever has no row counts as"
              + " average. With a column of dates, values change: each row holds until the next"
              + " (pareto-nbd and mbg-nbd).")
  private @Nullable Path covariates;

  @Mixin private SeasonOptions season = new SeasonOptions();

  @Option(
      names = "--save",
      paramLabel = "M.json",
      description = "Keeps the model for perenne score.")
  private @Nullable Path save;

  @Mixin private OutputOptions output = new OutputOptions();

  private void requireOutput(TransactionInput files, Path file) {
    purchases.requireOutput("--save", file);
    OutputGuard.reading(files.files()).and(Optional.ofNullable(covariates)).require("--save", file);
  }

  @Override
  public Integer call() {
    if (model != null && PeriodModel.NAMES.contains(model)) {
      return fitPeriods(model);
    }
    periods.requireNone(spec.commandLine());
    if (period != null) {
      throw new UnusableOption(
          spec.commandLine(),
          Messages.message("refusal.period", String.join(", ", PeriodModel.NAMES)));
    }
    purchases.require(spec.commandLine());
    TransactionInput files = purchases.transactions();
    RunConfiguration configuration = files.configuration();
    if (save != null) {
      requireOutput(files, save);
    }
    FitRequest request =
        new FitRequest(
            new PurchaseInput(files, keepZeroPrice),
            model == null ? FitRequest.model(configuration) : model,
            Optional.ofNullable(calibrationEnd),
            purchases.lastDay(files),
            unit,
            OnOff.isOn(priors, configuration.model().priors()),
            Optional.ofNullable(covariates),
            season.season());
    FittedModel fitted = purchases.jobs().call(new Fit(request));
    if (save != null) {
      ModelFile.write(fitted, save);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.print(ModelFile.toJson(fitted));
    } else if (!output.quiet()) {
      out.print(new FitReport(fitted, Speaker.of(spec)).render());
    }
    out.flush();
    return ExitCode.DONE;
  }

  private int fitPeriods(String name) {
    requireOnly(name, "--calibration-end", calibrationEnd != null);
    requireOnly(name, "--unit", unit != ModelUnit.DAY);
    requireOnly(name, "--covariates", covariates != null);
    requireOnly(name, "--seasonality", season.season().isPresent());
    periods.require(name, purchases, spec.commandLine());
    PeriodInput input =
        periods.input(purchases, period == null ? Period.YEAR : period, keepZeroPrice);
    if (save != null) {
      purchases.requireOutput("--save", save);
      periods.requireOutput("--save", save);
      if (purchases.given()) {
        requireOutput(purchases.transactions(), save);
      }
    }
    RunConfiguration configuration = input.configuration();
    PeriodModel fitted =
        purchases
            .jobs()
            .call(new FitPeriods(name, input, OnOff.isOn(priors, configuration.model().priors())));
    if (save != null) {
      PeriodModelFile.write(fitted, save);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.print(PeriodModelFile.toJson(fitted));
    } else if (!output.quiet()) {
      double rate = configuration.valuation().discountRate();
      out.print(new PeriodReport(fitted, rate, Speaker.of(spec)).render());
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void requireOnly(String name, String option, boolean given) {
    if (given) {
      throw new UnusableOption(
          spec.commandLine(), Messages.message("refusal.not-for-model", option, name));
    }
  }
}
