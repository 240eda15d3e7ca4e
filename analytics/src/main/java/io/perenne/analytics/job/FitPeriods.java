// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.period.PeriodFitJob;
import io.perenne.analytics.period.PeriodInput;
import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.task.Task;

/**
 * Fits a model that counts periods.
 *
 * @param model its name
 * @param input what to fit it to
 * @param priors whether weak priors steady small data
 */
public record FitPeriods(String model, PeriodInput input, boolean priors)
    implements Job<PeriodModel> {
  @Override
  public String name() {
    return "fit";
  }

  @Override
  public PeriodModel run(JobContext context, Task task) {
    return PeriodFitJob.run(model, input, priors, task);
  }
}
