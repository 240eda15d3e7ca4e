// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Score;
import io.perenne.analytics.job.ScorePeriods;
import io.perenne.analytics.period.PeriodInput;
import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.period.PeriodModelFile;
import io.perenne.analytics.period.PeriodScoreRequest;
import io.perenne.analytics.period.PeriodScoreSummary;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.score.ScoreSummary;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.clv.forecast.PortfolioForecast;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne score}: what a fitted model expects of each customer. */
@Command(
    name = "score",
    description = "Tells for each customer what a fitted model expects, with intervals.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "M.json",
      description = "A model that perenne fit --save wrote.")
  private Path model = Path.of("model.json"); // never stays, as the option is required

  @Mixin private PurchaseOptions purchases = PurchaseOptions.orTable();

  @Mixin private PeriodOptions periods = new PeriodOptions();

  @Mixin private AheadOptions ahead = new AheadOptions();

  @Option(
      names = "--covariates",
      paramLabel = "F.csv",
      description =
          "What else is known of customers; needed if the model was fitted with it. Rows dated after"
              + " the last purchase are what is planned; the last one is held.")
  private @Nullable Path covariates;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; Parquet if it ends in .parquet, else CSV.")
  private Path out = Path.of("scores.csv"); // never stays, as the option is required

  @Override
  public Integer call() {
    double interval = ahead.interval(spec.commandLine());
    Optional<PeriodModel> counting = PeriodModelFile.read(model);
    if (counting.isPresent()) {
      return scorePeriods(counting.get(), interval);
    }
    FittedModel fitted = ModelFile.read(model);
    periods.requireNone(spec.commandLine());
    purchases.require(spec.commandLine());
    OutputGuard.reading(List.of(model)).require("--out", out);
    purchases.requireOutput("--out", out);
    TransactionInput files = purchases.transactions();
    ScoreRequest request =
        new ScoreRequest(
            new PurchaseInput(files, fitted.data().zeroPriceKept()),
            purchases.lastDay(files),
            ahead.horizon(),
            interval,
            Optional.ofNullable(covariates),
            out);
    ScoreSummary summary = purchases.jobs().call(new Score(fitted, request));
    spec.commandLine().getOut().println(sentence(summary, fitted.spend() != null));
    print(summary.notes());
    return ExitCode.DONE;
  }

  private int scorePeriods(PeriodModel fitted, double interval) {
    if (covariates != null) {
      throw new UnusableOption(
          spec.commandLine(),
          Messages.message("refusal.not-for-model", "--covariates", fitted.model()));
    }
    periods.require(fitted.model(), purchases, spec.commandLine());
    OutputGuard.reading(List.of(model)).require("--out", out);
    purchases.requireOutput("--out", out);
    PeriodInput input = periods.input(purchases, fitted.period(), false);
    PeriodScoreSummary summary =
        purchases
            .jobs()
            .call(
                new ScorePeriods(
                    fitted, new PeriodScoreRequest(input, ahead.horizon(), interval, out)));
    ScreenNumbers numbers = ScreenNumbers.of(Speaker.of(spec));
    String rate = numbers.share(input.configuration().valuation().discountRate());
    String key = fitted.isOfContracts() ? "score.contracts" : "score.opportunities";
    Messages messages = Messages.of(Speaker.of(spec));
    spec.commandLine()
        .getOut()
        .println(
            messages.text(
                key,
                numbers.count(summary.customers()),
                Messages.message("score.period." + summary.period(), summary.periods())
                    .in(Speaker.of(spec)),
                numbers.money(summary.expected()),
                numbers.money(summary.discounted()),
                rate,
                out.toString()));
    print(summary.notes());
    return ExitCode.DONE;
  }

  private void print(List<Message> notes) {
    notes.forEach(note -> spec.commandLine().getOut().println(note.in(Speaker.of(spec))));
  }

  private String sentence(ScoreSummary summary, boolean money) {
    Messages messages = Messages.of(Speaker.of(spec));
    ScreenNumbers numbers = ScreenNumbers.of(Speaker.of(spec));
    DoubleFunction<String> purchases = count -> numbers.count(Math.round(count));
    String revenue =
        messages.text(
            "score.revenue",
            numbers.money(summary.revenue()),
            interval(summary.totalRevenue(), summary.interval(), numbers::money));
    return messages.text(
        "score.done",
        numbers.count(summary.customers()),
        summary.asOf().toString(),
        Integer.toString(summary.horizonDays()),
        purchases.apply(summary.purchases())
            + interval(summary.totalPurchases(), summary.interval(), purchases),
        money ? revenue : "",
        out.toString());
  }

  /** Returns between which numbers a total lies, as in {@code " (90 %: 1,200 to 1,500)"}. */
  private String interval(
      Optional<PortfolioForecast> total, double level, DoubleFunction<String> number) {
    return total
        .map(
            known ->
                Messages.of(Speaker.of(spec))
                    .text(
                        "score.interval",
                        ScreenNumbers.percent(level),
                        number.apply(known.low(level)),
                        number.apply(known.high(level))))
        .orElse("");
  }
}
