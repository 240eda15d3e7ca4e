// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.task.Resources;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the context of jobs that a person starts at a terminal. */
final class Contexts {
  private Contexts() {}

  /** Returns the context of a home, with as much of the machine as is usual. */
  static JobContext of(Path home) {
    return of(home, Resources.ofMachine());
  }

  /** Returns the context of a home; secrets may be asked for, nobody hears of progress. */
  static JobContext of(Path home, Resources resources) {
    return new JobContext(
        home,
        new Secret.Sources(System.getenv(), TerminalPrompt::secret),
        InstantSource.system(),
        new SecureRandom(),
        resources,
        JobListener.SILENT);
  }
}
