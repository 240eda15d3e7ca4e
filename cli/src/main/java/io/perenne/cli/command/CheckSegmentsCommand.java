// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.CheckSegments;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.run.RunRequest;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.TextTable;
import io.perenne.clv.segment.check.BacktestRow;
import io.perenne.clv.segment.check.SegmentBacktest;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne check-segments}: did better segments spend more? */
@Command(
    name = "check-segments",
    description =
        "Segments the base as of an earlier day and shows what each segment spent afterwards.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class CheckSegmentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private TransactionOptions transactions = new TransactionOptions();

  @Option(
      names = "--as-of",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The last day that is watched.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--days",
      defaultValue = "180",
      paramLabel = "N",
      description = "How many days are watched (default: ${DEFAULT-VALUE}).")
  private int days;

  @Override
  public void run() {
    TransactionInput files = transactions.input();
    JobContext context = transactions.context();
    RunRequest request =
        new RunRequest(
            files, List.of(), Optional.ofNullable(asOf), context.home(), Optional.empty());
    SegmentBacktest backtest = RunningJobs.of(context).call(new CheckSegments(request, days));
    print(spec.commandLine().getOut(), backtest, files.configuration());
  }

  private static void print(
      PrintWriter out, SegmentBacktest backtest, RunConfiguration configuration) {
    Language language = configuration.language();
    Messages messages = Messages.of(language);
    ScreenNumbers numbers = ScreenNumbers.of(language);
    TextTable table =
        new TextTable()
            .left(messages.text("segments.id"))
            .left(messages.text("segments.segment"))
            .right(messages.text("segments.customers"))
            .right(messages.text("segments.customers-share"))
            .right(messages.text("backtest.returning"))
            .right(messages.text("segments.customers-share"))
            .right(messages.text("backtest.revenue") + " " + configuration.currency())
            .right(messages.text("backtest.error"));
    for (BacktestRow row : backtest.rows()) {
      table.row(
          List.of(
              row.segment().id(),
              row.segment().label(language),
              numbers.count(row.customers()),
              numbers.share(backtest.share(row)),
              numbers.count(row.returning()),
              numbers.share(row.returningShare()),
              numbers.money(row.futureRevenuePerCustomer()),
              Double.isNaN(row.revenueError()) ? "" : "± " + numbers.money(row.revenueError())));
    }
    out.println(
        messages.text(
            "backtest.title",
            backtest.asOf().toString(),
            Integer.toString(backtest.horizonDays())));
    out.println();
    out.print(table.render());
    out.println();
    out.println(backtest.check().message().in(language));
  }
}
