// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.fit.FitJob;
import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.task.Task;

/**
 * Fits a model of purchases, and one of spend, to transactions.
 *
 * @param request what to fit
 */
public record Fit(FitRequest request) implements Job<FittedModel> {
  @Override
  public String name() {
    return "fit";
  }

  @Override
  public FittedModel run(JobContext context, Task task) {
    return FitJob.run(request, task);
  }
}
