// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.job.Job;
import io.perenne.analytics.run.RunRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a run is made of and where it goes, as it is set at the moment it is asked for. */
public interface RunPlan {
  /**
   * Returns what to run.
   *
   * @param asOf the reference date; absent, the last complete day
   * @throws io.perenne.analytics.InputException if nothing is set that could run
   */
  RunRequest request(Optional<LocalDate> asOf);

  /** Returns what has to be done before it, such as fetching the rows of a database. */
  default List<Job<?>> before() {
    return List.of();
  }

  /** Returns the names of the destinations that a finished run is delivered to. */
  List<String> destinations();
}
