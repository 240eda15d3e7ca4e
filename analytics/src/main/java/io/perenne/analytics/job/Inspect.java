// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.run.InspectJob;
import io.perenne.analytics.run.Inspection;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Task;

/**
 * Finds out what a run would make of files; publishes nothing and refuses nothing.
 *
 * @param request the files and how to read them
 */
public record Inspect(RunRequest request) implements Job<Inspection> {
  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public Inspection run(JobContext context, Task task) {
    return InspectJob.run(request, task);
  }
}
