// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.score.SimulationJob;
import io.perenne.analytics.score.SimulationRequest;
import io.perenne.analytics.task.Task;

/**
 * Draws the transactions of simulated customers from a model and writes a file; returns how many
 * there are.
 *
 * @param request what to simulate
 */
public record Simulate(SimulationRequest request) implements Job<Long> {
  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public Long run(JobContext context, Task task) {
    return SimulationJob.run(request, task);
  }
}
