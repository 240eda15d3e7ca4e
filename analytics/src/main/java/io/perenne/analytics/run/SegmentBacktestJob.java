// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TransactionSource;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.task.StageClock;
import io.perenne.analytics.task.Task;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.segment.check.SegmentBacktest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Segments a base as of an earlier day, knowing nothing later, and looks at what each segment then
 * spent. Publishes nothing.
 */
public final class SegmentBacktestJob {
  private SegmentBacktestJob() {}

  /**
   * Runs the backtest.
   *
   * @param request what to read and how; {@code asOf} is the last day watched
   * @param horizonDays how many days are watched; {@code >= 1}
   */
  public static SegmentBacktest run(RunRequest request, int horizonDays, Task task) {
    LocalDate end =
        request
            .asOf()
            .orElseThrow(
                () ->
                    new InputException(
                        Problem.of(Texts.message("problem.backtest.as-of"))
                            .withWhere("--as-of")
                            .withRemedy(Texts.message("problem.backtest.as-of.remedy"))));
    LocalDate asOf = end.minusDays(horizonDays);
    Assessor.requireStart(
        request.configuration().interval(), asOf, Texts.message("problem.interval.segmented-day"));
    Path work = newFolder();
    try (Engine engine = Engine.open(EngineOptions.of(task, work));
        TransactionSource source = engine.reader().openTransactions(request.transactions())) {
      RunConfiguration configuration = request.configuration();
      Pipeline pipeline = engine.pipeline();
      Assessor assessor =
          new Assessor(pipeline, configuration, task, new StageClock(task), Optional.empty());
      TransactionTable transactions =
          Inputs.table(
              source, configuration, engine.reader().openRates(request.transactions()), task);
      return backtest(pipeline, assessor, transactions, end, horizonDays);
    } finally {
      DurableFiles.deleteFolder(work);
    }
  }

  private static SegmentBacktest backtest(
      Pipeline pipeline,
      Assessor assessor,
      TransactionTable transactions,
      LocalDate end,
      int horizonDays) {
    LocalDate asOf = end.minusDays(horizonDays);
    SegmentTable segments = assessor.assess(assessor.summarize(transactions, asOf)).segments();
    HistoryTable later =
        pipeline.summarize(transactions, ObservationPeriod.since(asOf.plusDays(1), end));
    return new SegmentBacktest(asOf, horizonDays, pipeline.future(segments, later));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("perenne-backtest");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
