// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.duckdb.DuckDbPipeline;
import io.perenne.analytics.duckdb.DuckDbReader;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.ingest.source.TransactionSource;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.task.Cancellation;
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
                        Problem.of("a backtest needs the last day of the data")
                            .withWhere("--as-of")
                            .withRemedy("give --as-of YYYY-MM-DD")));
    LocalDate asOf = end.minusDays(horizonDays);
    Assessor.requireStart(
        request.configuration().interval(),
        asOf,
        "the day that is segmented (--as-of less --days)");
    Path work = newFolder();
    try (DuckDbPipeline pipeline =
            DuckDbPipeline.open(
                task.resources().engineMemoryBytes(), task.resources().threads(), work);
        Cancellation.Registration running = task.cancellation().register(pipeline::interrupt)) {
      RunConfiguration configuration = request.configuration();
      DuckDbReader reader = new DuckDbReader(pipeline, work);
      Assessor assessor =
          new Assessor(pipeline, configuration, task, new StageClock(task), Optional.empty());
      SegmentBacktest[] result = new SegmentBacktest[1];
      try (TransactionSource source =
          reader.openTransactions(
              request.transactions().paths(),
              request.transactions().mapping(),
              request.transactions().options(),
              configuration.timeZone())) {
        reader.scan(
            source,
            current ->
                result[0] =
                    backtest(
                        pipeline,
                        assessor,
                        Inputs.table(current, configuration, Inputs.rates(reader, request)),
                        end,
                        horizonDays));
      }
      return result[0];
    } finally {
      DurableFiles.deleteFolder(work);
    }
  }

  private static SegmentBacktest backtest(
      DuckDbPipeline pipeline,
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
