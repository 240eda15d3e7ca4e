// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.Jobs;
import java.time.Instant;
import java.util.List;

/** How jobs of one kind are done. */
public interface Work {
  /**
   * Does a job in this thread.
   *
   * @throws RuntimeException why it failed; what it says is kept in both languages
   */
  Jobs.End work(Jobs.Job job, Ongoing ongoing);

  /**
   * Returns what is to be done now that a job has ended: the next step, or the same once more.
   *
   * @param ended the job as it is kept
   * @param lost whether its server was killed
   */
  default List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant now) {
    return List.of();
  }
}
