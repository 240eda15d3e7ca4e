// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.analytics.job.JobContext;
import io.perenne.server.job.JobQueue;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.storage.Store;
import java.time.InstantSource;

/**
 * What the API reads and changes.
 *
 * @param runs the published runs
 * @param context the home and the clock
 * @param store the operational store
 * @param settings what is calculated, when, and where it goes
 * @param queue does what was asked for
 */
public record ApiServices(
    PublishedRuns runs, JobContext context, Store store, SettingsStore settings, JobQueue queue) {
  /** Returns the clock. */
  public InstantSource clock() {
    return context.clock();
  }

  /** Returns what can be asked of the runs. */
  public Questions questions() {
    return new Questions(runs);
  }
}
