// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.score.ScoreJob;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.score.ScoreSummary;
import io.perenne.analytics.task.Task;

/**
 * Scores every customer with a fitted model and writes a file.
 *
 * @param model the model
 * @param request what to score
 */
public record Score(FittedModel model, ScoreRequest request) implements Job<ScoreSummary> {
  @Override
  public String name() {
    return "score";
  }

  @Override
  public ScoreSummary run(JobContext context, Task task) {
    return ScoreJob.run(model, request, task);
  }
}
