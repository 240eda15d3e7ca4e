// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.task.Task;
import io.perenne.clv.control.Looks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the target arm brought beyond the control group between two runs of one epoch.
 *
 * @param run the id of the later run, its beginning, or {@code latest}
 * @param from the run at the start; empty for the first of the epoch that is still there
 * @param looks how often the report may be looked at
 * @param planned the days after which the last look is due
 */
public record MeasureControl(String run, Optional<String> from, Looks looks, int planned)
    implements Job<MeasureControl.Result> {
  /** The days after which the last look is due, unless somebody says otherwise: a year. */
  public static final int YEAR = 365;

  /**
   * The report and the run it is read from.
   *
   * @param now the later run
   */
  public record Result(RunDocument now, ControlReport report) {}

  @Override
  public String name() {
    return "measure-control";
  }

  @Override
  public Result run(JobContext context, Task task) {
    RunStore store = RunStore.of(context.home());
    RunDocument now = store.find(run);
    Optional<RunDocument> named = from.map(store::find);
    RunDocument start =
        named.isPresent()
            ? requireStart(named.get(), now)
            : start(now, store.known().runs()).orElseThrow(() -> none(now));
    try (RunReader reader = RunReader.open(context.home(), now.runId(), task.resources())) {
      return new Result(now, reader.measured(start, looks, planned));
    }
  }

  /**
   * Returns the run from which a later one can be measured: the first of its epoch.
   *
   * @param runs those there are
   */
  public static Optional<RunDocument> start(RunDocument now, List<RunDocument> runs) {
    return runs.stream()
        .filter(each -> isStart(each, now))
        .min(
            Comparator.comparing(RunDocument::referenceDate).thenComparing(RunDocument::startedAt));
  }

  /** Returns whether a later run can be measured from a run: same epoch, and days in between. */
  public static boolean isStart(RunDocument before, RunDocument now) {
    RunDocument.Control then = before.control();
    RunDocument.Control control = now.control();
    return then != null
        && control != null
        && then.epoch().equals(control.epoch())
        && before.referenceDate().isBefore(now.referenceDate());
  }

  private static RunDocument requireStart(RunDocument start, RunDocument now) {
    if (isStart(start, now)) {
      return start;
    }
    if (now.control() == null) {
      throw refused("off", now.runId());
    }
    boolean ordered = start.referenceDate().isBefore(now.referenceDate());
    throw refused(ordered ? "epoch" : "order", start.runId());
  }

  private static InputException none(RunDocument now) {
    return refused(now.control() == null ? "off" : "first", now.runId());
  }

  static InputException refused(String why, String value) {
    String key = "problem.measure." + why;
    return new InputException(
        Problem.of(Texts.message(key)).withValue(value).withRemedy(Texts.message(key + ".remedy")));
  }
}
