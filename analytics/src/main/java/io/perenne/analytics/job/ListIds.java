// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.Task;
import java.nio.file.Path;

/**
 * Writes the ids of all customers of the files of a run, so that who was erased can be found among
 * them by a fingerprint.
 *
 * @param request the run
 * @param target a file with a JSON object a line, of {@code customer} and {@code email}
 */
public record ListIds(RunRequest request, Path target) implements Job<Path> {
  @Override
  public String name() {
    return "ids";
  }

  @Override
  public Path run(JobContext context, Task task) {
    task.progress().on(Stage.READ, "looking for people who were erased");
    try (Engine engine = Engine.open(EngineOptions.besidePurchases(task))) {
      engine.reader().writeIds(request.transactions(), request.customers(), target);
    }
    return target;
  }
}
