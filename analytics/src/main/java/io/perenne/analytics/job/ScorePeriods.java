// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.period.PeriodScoreJob;
import io.perenne.analytics.period.PeriodScoreRequest;
import io.perenne.analytics.period.PeriodScoreSummary;
import io.perenne.analytics.task.Task;

/**
 * Scores contracts or customers with a model that counts periods and writes a file.
 *
 * @param model the model
 * @param request what to score
 */
public record ScorePeriods(PeriodModel model, PeriodScoreRequest request)
    implements Job<PeriodScoreSummary> {
  @Override
  public String name() {
    return "score";
  }

  @Override
  public PeriodScoreSummary run(JobContext context, Task task) {
    return PeriodScoreJob.run(model, request, task);
  }
}
