// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.perenne.analytics.home.RunDocument;
import io.perenne.server.storage.Jobs;
import java.util.List;

/**
 * What was run, and what was asked for.
 *
 * @param runs the published runs, the newest first
 * @param jobs the last runs that a person or the schedule asked for, however they ended
 */
public record RunsView(List<RunDocument> runs, List<Jobs.Job> jobs) {
  /** Copies the lists. */
  public RunsView {
    runs = List.copyOf(runs);
    jobs = List.copyOf(jobs);
  }
}
