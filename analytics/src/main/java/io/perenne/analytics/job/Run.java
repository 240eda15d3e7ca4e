// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.run.RunJob;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Task;

/**
 * From transactions to a published run.
 *
 * @param request what to run
 */
public record Run(RunRequest request) implements Job<RunDocument> {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public RunDocument run(JobContext context, Task task) {
    return RunJob.run(request, task);
  }
}
