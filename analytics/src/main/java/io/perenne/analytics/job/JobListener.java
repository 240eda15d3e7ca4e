// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.task.Stage;

/** Hears how far jobs are. Called from the threads of the jobs; must not wait. */
@FunctionalInterface
public interface JobListener {
  /** Hears nothing. */
  JobListener SILENT = (jobId, stage, what) -> {};

  /**
   * Hears that a stage begins, or goes on with something worth a line.
   *
   * @param jobId which job
   * @param what a short sentence in English, such as {@code 25,900 rows}
   */
  void on(String jobId, Stage stage, String what);
}
