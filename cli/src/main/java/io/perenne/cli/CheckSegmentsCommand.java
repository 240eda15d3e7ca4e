// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.run.ProgressListener;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.run.SegmentBacktestJob;
import io.perenne.clv.segment.check.BacktestRow;
import io.perenne.clv.segment.check.SegmentBacktest;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
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
final class CheckSegmentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--transactions",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders or globs of transactions.")
  private List<String> transactions = new ArrayList<>();

  @Option(
      names = "--map",
      arity = "1..*",
      paramLabel = "FIELD=COLUMN",
      description = "Names the column of a field. Others are recognised.")
  private List<String> mapping = new ArrayList<>();

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

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Override
  public void run() {
    RunConfiguration loaded = configuration.load();
    RunRequest request =
        new RunRequest(
            transactions,
            List.of(),
            ColumnMapping.parse(mapping),
            ReadOptions.of(loaded.input()),
            Optional.ofNullable(asOf),
            loaded,
            configuration.home.path(),
            Optional.empty(),
            resources.memoryBytes(),
            resources.threads());
    SegmentBacktest backtest =
        SegmentBacktestJob.run(request, days, ProgressListener.SILENT, InstantSource.system());
    print(spec.commandLine().getOut(), backtest, loaded);
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
            .right(messages.text("backtest.revenue") + " " + configuration.currency());
    for (BacktestRow row : backtest.rows()) {
      table.row(
          List.of(
              row.segment().id(),
              row.segment().label(language),
              numbers.count(row.customers()),
              numbers.share(backtest.share(row)),
              numbers.share(row.returningShare()),
              numbers.money(row.futureRevenuePerCustomer())));
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
