// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.task.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a job is.
 *
 * @param jobId which job
 * @param name what kind of job
 * @param state whether it runs, or how it ended
 * @param stage the stage that was entered last
 * @param what the last thing it said
 * @param startedAt when it was submitted
 * @param updatedAt when it last said something or ended
 */
public record JobProgress(
    String jobId,
    String name,
    State state,
    Optional<Stage> stage,
    String what,
    Instant startedAt,
    Instant updatedAt) {

  /** Whether a job runs, or how it ended. */
  public enum State {
    /** It has not ended. */
    RUNNING,
    /** It has done what was asked. */
    DONE,
    /** It has thrown an exception. */
    FAILED,
    /** It has ended because somebody asked it to. */
    CANCELLED
  }

  JobProgress at(Stage next, String said, Instant now) {
    return new JobProgress(jobId, name, state, Optional.of(next), said, startedAt, now);
  }

  JobProgress ended(State end, Instant now) {
    return new JobProgress(jobId, name, end, stage, what, startedAt, now);
  }
}
