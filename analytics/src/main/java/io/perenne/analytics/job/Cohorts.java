// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.cohort.CohortJob;
import io.perenne.analytics.cohort.CohortRequest;
import io.perenne.analytics.cohort.CohortTable;
import io.perenne.analytics.task.Task;

/**
 * Compares cohorts of customers.
 *
 * @param request what to know of which cohorts
 */
public record Cohorts(CohortRequest request) implements Job<CohortTable> {
  @Override
  public String name() {
    return "cohorts";
  }

  @Override
  public CohortTable run(JobContext context, Task task) {
    return CohortJob.run(request, task);
  }
}
