// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The jobs of this process. When somebody interrupts it, they are asked to end and to take away
 * what they have begun before the process is gone.
 */
public final class RunningJobs {
  /** So long a job may take to clean up. */
  private static final long PATIENCE_MILLIS = 10_000;

  /** So long a command may take to say how it ended, once its jobs have. */
  private static final long TELLING_MILLIS = 2_000;

  private static final Set<Jobs> ALL = ConcurrentHashMap.newKeySet();

  private RunningJobs() {}

  /** Returns a place to run jobs. */
  static Jobs of(JobContext context) {
    Jobs jobs = Jobs.of(context);
    ALL.add(jobs);
    return jobs;
  }

  /**
   * Asks every job to end, and waits a while until it has and until its command has told of it; at
   * once if there is none. The process would else be gone before the message is written.
   *
   * @param told open until the command has written how it ended
   */
  public static void cancel(CountDownLatch told) {
    Thread closing = new Thread(() -> List.copyOf(ALL).forEach(Jobs::close), "perenne-cancel");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(PATIENCE_MILLIS);
      if (!ALL.isEmpty()) {
        told.await(TELLING_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
