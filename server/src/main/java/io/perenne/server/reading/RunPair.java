// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.home.RunDocument;
import java.util.Comparator;
import java.util.Optional;

/**
 * Two runs that are compared.
 *
 * @param before the earlier one
 * @param now the later one
 */
public record RunPair(RunDocument before, RunDocument now) {
  private static final Comparator<RunDocument> IN_TIME =
      Comparator.comparing(RunDocument::referenceDate).thenComparing(RunDocument::startedAt);

  /**
   * Returns a run and the one it was compared with, unless another is named; in order of time.
   * Empty if there is only one.
   *
   * @param other the run named, if one is
   */
  public static Optional<RunPair> of(
      PublishedRuns runs, RunDocument named, Optional<RunDocument> other) {
    return other
        .filter(run -> !run.runId().equals(named.runId()))
        .or(() -> runs.before(named))
        .or(() -> earlier(runs, named))
        .or(() -> later(runs, named))
        .map(
            run ->
                IN_TIME.compare(run, named) <= 0
                    ? new RunPair(run, named)
                    : new RunPair(named, run));
  }

  private static Optional<RunDocument> earlier(PublishedRuns runs, RunDocument run) {
    return runs.list().stream().filter(each -> IN_TIME.compare(each, run) < 0).max(IN_TIME);
  }

  private static Optional<RunDocument> later(PublishedRuns runs, RunDocument run) {
    return runs.list().stream().filter(each -> IN_TIME.compare(each, run) > 0).min(IN_TIME);
  }
}
