// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.task.Task;
import java.util.Optional;

/**
 * How the customers moved between two published runs.
 *
 * @param run the id of the later run, its beginning, or {@code latest}
 * @param from the earlier run; empty for the one that the later run was compared with
 */
public record Compare(String run, Optional<String> from) implements Job<Compare.Result> {

  /**
   * Two runs side by side.
   *
   * @param before the earlier run
   * @param now the later run
   */
  public record Result(RunDocument before, RunDocument now, Movement movement) {}

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public Result run(JobContext context, Task task) {
    RunStore store = RunStore.of(context.home());
    RunDocument now = store.find(run);
    RunDocument before =
        from.or(() -> Optional.ofNullable(now.previousRun()))
            .map(store::find)
            .orElseThrow(() -> alone(now));
    return before.referenceDate().isAfter(now.referenceDate())
        ? compare(context, task, now, before)
        : compare(context, task, before, now);
  }

  private static Result compare(
      JobContext context, Task task, RunDocument before, RunDocument now) {
    try (RunReader reader = RunReader.open(context.home(), now.runId(), task.resources())) {
      return new Result(before, now, reader.since(before));
    }
  }

  private static InputException alone(RunDocument now) {
    return new InputException(
        Problem.of(Texts.message("problem.compare"))
            .withValue(now.runId())
            .withRemedy(Texts.message("problem.compare.remedy")));
  }
}
