// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.backtest.BacktestJob;
import io.perenne.analytics.backtest.BacktestRequest;
import io.perenne.analytics.task.Task;
import io.perenne.clv.backtest.BacktestReport;

/**
 * Compares models by what they would have foretold, and writes the report.
 *
 * @param request what to compare
 */
public record Backtest(BacktestRequest request) implements Job<BacktestReport> {
  @Override
  public String name() {
    return "backtest";
  }

  @Override
  public BacktestReport run(JobContext context, Task task) {
    return BacktestJob.run(request, task);
  }
}
