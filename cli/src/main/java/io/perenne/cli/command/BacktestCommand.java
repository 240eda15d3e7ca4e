// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.backtest.BacktestRequest;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Backtest;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.TextTable;
import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.backtest.Standing;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne backtest}: which model would have foretold the past best. */
@Command(
    name = "backtest",
    description = "Tells which model would have foretold the past best, with a page of pictures.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class BacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PurchaseOptions purchases = new PurchaseOptions();

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "Models to compare, with commas between. Default: all.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--origins",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often the past is cut, one horizon apart. Default: ${DEFAULT-VALUE}.")
  private int origins = 3;

  @Option(
      names = "--horizon",
      paramLabel = "TIME",
      defaultValue = "6 months",
      converter = HorizonConverter.class,
      description = "How far ahead is foretold, as in \"39 weeks\". Default: ${DEFAULT-VALUE}.")
  private HorizonOption horizon = HorizonOption.parse("6 months");

  @Option(
      names = "--priors",
      paramLabel = "on|off",
      converter = OnOff.Converter.class,
      description = "Short for --set model.priors=on|off: weak priors that steady small data.")
  private @Nullable OnOff priors;

  @Option(names = "--keep-zero-price", description = "A purchase of nothing counts as a purchase.")
  private boolean keepZeroPrice;

  @Option(
      names = "--covariates",
      paramLabel = "F.csv",
      description =
          "What else is known of customers, as for perenne fit; every model is compared with it"
              + " too, as NAME+covariates.")
  private @Nullable Path covariates;

  @Mixin private SeasonOptions season = new SeasonOptions();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the random order of ties. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for backtest.json, backtest.csv and backtest.html.")
  private Path out = Path.of("backtest"); // never stays, as the option is required

  @Option(
      names = "--language",
      paramLabel = "es|en",
      description =
          "Language of the summary, and in which the page opens. Default: that of the locale.")
  private @Nullable Language asked;

  @Override
  public Integer call() {
    Language language = asked == null ? Speaker.of(spec) : asked;
    if (origins < 1) {
      throw new UnusableOption(
          spec.commandLine(), Messages.message("refusal.least", "--origins", "1", "" + origins));
    }
    TransactionInput files = purchases.transactions();
    BacktestReport report =
        purchases
            .jobs()
            .call(
                new Backtest(
                    new BacktestRequest(
                        new PurchaseInput(files, keepZeroPrice),
                        purchases.lastDay(files),
                        models,
                        origins,
                        horizon,
                        OnOff.isOn(priors, files.configuration().model().priors()),
                        seed,
                        language,
                        Optional.ofNullable(covariates),
                        season.season(),
                        out)));
    print(report, language, spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  private void print(BacktestReport report, Language language, PrintWriter out) {
    Messages messages = Messages.of(language);
    ScreenNumbers numbers = ScreenNumbers.of(language);
    TextTable table =
        new TextTable()
            .left(messages.text("accuracy.model"))
            .right(messages.text("accuracy.log-score"))
            .right(messages.text("accuracy.behind"))
            .right(messages.text("accuracy.bias"))
            .right(messages.text("accuracy.mae"))
            .right(messages.text("accuracy.weight"));
    List<Integer> weights = report.weightPercents();
    for (int i = 0; i < weights.size(); i++) {
      Standing standing = report.standings().get(i);
      table.row(
          List.of(
              standing.name(),
              numbers.number("%.4f", standing.logScore()),
              numbers.number("%.4f", standing.behind()),
              numbers.number("%+.1f %%", 100 * standing.bias()),
              numbers.number("%.4f", standing.meanAbsoluteError()),
              weights.get(i) + " %"));
    }
    out.print(table.render());
    out.println();
    out.println(report.recommendation().reason().in(language));
    report.warnings().forEach(warning -> out.println(warning.in(language)));
    out.println(this.out.resolve("backtest.html"));
  }
}
