// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.task.Task;

/**
 * A piece of work on a home.
 *
 * @param <R> what comes out
 */
public interface Job<R> {
  /** Returns the name of the kind of job, such as {@code run} or {@code fit}. */
  String name();

  /**
   * Does the work in the calling thread; called by {@link Jobs}.
   *
   * @throws io.perenne.analytics.InputException if the input or the configuration cannot be used
   * @throws io.perenne.analytics.task.CancelledException if somebody has cancelled the job
   */
  R run(JobContext context, Task task);
}
