// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.Task;
import java.nio.file.Path;

/**
 * Finds which ids of people the files of a run have, and writes the table of identities ({@code
 * input.identities}) that joins them. A person is known by more than the files: an address, a card,
 * an account of another shop. The id that stands for a person must be one that the files have, or
 * the datamodel would name customers as nobody else does.
 *
 * @param request the run; identities that it names are not looked at
 * @param candidates a CSV file with the columns {@code person}, {@code customer} and {@code place}:
 *     the ids of each person, the one that should stand for the person at the smallest place
 * @param target the table that is written
 */
public record ResolvePeople(RunRequest request, Path candidates, Path target) implements Job<Long> {
  @Override
  public String name() {
    return "people";
  }

  /** Returns how many ids are those of a person with another id. */
  @Override
  public Long run(JobContext context, Task task) {
    task.progress().on(Stage.READ, "finding the ids of people");
    try (Engine engine = Engine.open(EngineOptions.besidePurchases(task))) {
      return engine
          .reader()
          .resolvePeople(
              request.transactions().with("input.identities", "none"),
              request.customers(),
              candidates,
              target);
    }
  }
}
