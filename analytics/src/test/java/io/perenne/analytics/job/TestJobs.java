// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.backtest.BacktestRequest;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.score.ScoreSummary;
import io.perenne.analytics.score.SimulationRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.backtest.BacktestReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;

/** Runs jobs as tests need them: 1 GB, two threads, secrets from nowhere. */
public final class TestJobs {
  private TestJobs() {}

  public static JobContext context(Path home) {
    return new JobContext(
        home,
        Secret.Sources.unattended(Map.of()),
        InstantSource.system(),
        new SplittableRandom(1),
        new Resources(1_000_000_000, 2, Duration.ofMinutes(10)),
        JobListener.SILENT);
  }

  public static <R> R call(Job<R> job) {
    return Jobs.of(context(Path.of("no-home"))).call(job);
  }

  public static FittedModel fit(FitRequest request) {
    return call(new Fit(request));
  }

  public static ScoreSummary score(FittedModel model, ScoreRequest request) {
    return call(new Score(model, request));
  }

  public static BacktestReport backtest(BacktestRequest request) {
    return call(new Backtest(request));
  }

  public static long simulate(SimulationRequest request) {
    return call(new Simulate(request));
  }
}
