// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.job.Job;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobHandle;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.task.CancelledException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job that this server does now. Safe for use by many threads. */
public final class Ongoing {
  private final long id;
  private final JobContext context;
  private final Consumer<Progress> listener;
  private Progress last;
  private @Nullable Progress kept;
  private boolean stopping;
  private @Nullable JobHandle<?> handle;

  Ongoing(long id, JobContext context, Consumer<Progress> listener) {
    this.id = id;
    this.context = context;
    this.listener = listener;
    last = new Progress(id, "running", "", "");
  }

  /**
   * Does a job of the analytics, tells how far it is, and ends it if somebody stops this.
   *
   * @throws CancelledException if somebody did
   */
  public <R> R call(Job<R> job) {
    Jobs jobs = Jobs.of(context.withListener((jobId, stage, what) -> say(stage.code(), what)));
    JobHandle<R> submitted;
    synchronized (this) {
      check();
      submitted = jobs.submit(job);
      handle = submitted;
    }
    return submitted.join();
  }

  /** Tells how far the job is. */
  public void say(String stage, String what) {
    Progress progress = new Progress(id, "running", stage, what);
    synchronized (this) {
      last = progress;
    }
    listener.accept(progress);
  }

  /**
   * Returns if the job may go on.
   *
   * @throws CancelledException if somebody has stopped it
   */
  public synchronized void check() {
    if (stopping) {
      throw new CancelledException();
    }
  }

  /** Returns what the job works with. */
  public JobContext context() {
    return context;
  }

  synchronized void stop() {
    stopping = true;
    if (handle != null) {
      handle.cancel();
    }
  }

  synchronized Progress last() {
    return last;
  }

  /** Returns what was said since this was last asked, if anything was. */
  synchronized Optional<Progress> unkept() {
    if (last.equals(kept)) {
      return Optional.empty();
    }
    kept = last;
    return Optional.of(last);
  }
}
