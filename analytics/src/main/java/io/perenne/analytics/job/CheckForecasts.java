// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.task.Task;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What earlier runs predicted, and what came: of each age, the youngest run that is so old.
 *
 * @param run the id of the later run, its beginning, or {@code latest}
 * @param days how old the earlier runs are at least, each age once
 */
public record CheckForecasts(String run, List<Integer> days) implements Job<CheckForecasts.Result> {
  /** A quarter, half a year and a year, as the columns of the datamodel have them. */
  public static final List<Integer> USUAL = List.of(90, 180, 360);

  /** Copies the list. */
  public CheckForecasts {
    days = List.copyOf(days);
  }

  /**
   * What was found.
   *
   * @param now the later run
   * @param checks the youngest first
   * @param without the ages of which there is no run
   */
  public record Result(RunDocument now, List<Check> checks, List<Integer> without) {
    /** Copies the lists. */
    public Result {
      checks = List.copyOf(checks);
      without = List.copyOf(without);
    }
  }

  /** What an earlier run predicted, and what came. */
  public record Check(RunDocument before, ForecastCheck forecast) {}

  @Override
  public String name() {
    return "check-forecasts";
  }

  @Override
  public Result run(JobContext context, Task task) {
    RunStore store = RunStore.of(context.home());
    RunDocument now = store.find(run);
    List<RunDocument> runs = store.known().runs();
    List<Check> checks = new ArrayList<>();
    List<Integer> without = new ArrayList<>();
    try (RunReader reader = RunReader.open(context.home(), now.runId(), task.resources())) {
      for (int least : days.stream().distinct().sorted().toList()) {
        Optional<RunDocument> before = youngest(runs, now, least);
        Optional<ForecastCheck> check = before.flatMap(reader::foretold);
        if (check.isEmpty()) {
          without.add(least);
        } else if (checks.stream().noneMatch(each -> each.before().equals(before.get()))) {
          checks.add(new Check(before.get(), check.get()));
        }
      }
    }
    if (checks.isEmpty()) {
      throw new InputException(
          Problem.of(Texts.message("problem.forecasts"))
              .withValue(now.runId())
              .withRemedy(
                  Texts.message(
                      "problem.forecasts.remedy",
                      now.referenceDate().minusDays(Collections.min(days)).toString())));
    }
    return new Result(now, checks, without);
  }

  private static Optional<RunDocument> youngest(
      List<RunDocument> runs, RunDocument now, int least) {
    LocalDate due = now.referenceDate().minusDays(least);
    return runs.stream()
        .filter(each -> !each.referenceDate().isAfter(due) && RunReader.canForetell(each, now))
        .max(
            Comparator.comparing(RunDocument::referenceDate).thenComparing(RunDocument::startedAt));
  }
}
