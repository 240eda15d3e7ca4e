// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.job.JobProgress.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs jobs on a home, several at once if asked to; each has threads of its own. Safe for use by
 * many threads.
 *
 * <p>Jobs that publish a run wait for each other, see {@link
 * io.perenne.analytics.task.Resources#lockWait}.
 */
public final class Jobs implements AutoCloseable {
  /** The progress of so many jobs that have ended is kept. */
  private static final int MOST_ENDED = 100;

  private final JobContext context;
  private final Map<String, JobHandle<?>> handles =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private long submitted;

  private Jobs(JobContext context) {
    this.context = context;
  }

  /** Makes a place to run jobs. */
  public static Jobs of(JobContext context) {
    return new Jobs(context);
  }

  /**
   * Runs a job in this thread and returns what came out.
   *
   * @throws RuntimeException what the job has thrown
   */
  public <R> R call(Job<R> job) {
    JobHandle<R> handle = add(job);
    handle.run();
    return handle.join();
  }

  /** Starts a job in a thread of its own and returns at once. */
  public <R> JobHandle<R> submit(Job<R> job) {
    JobHandle<R> handle = add(job);
    Thread thread = new Thread(handle::run, "perenne-" + handle.id());
    thread.setDaemon(true);
    thread.start();
    return handle;
  }

  /** Returns how far a job is; empty if there is none of that id, or if it ended long ago. */
  public Optional<JobProgress> progress(String jobId) {
    return progress().stream().filter(progress -> progress.jobId().equals(jobId)).findFirst();
  }

  /** Returns how far all jobs are, in the order in which they were submitted. */
  public List<JobProgress> progress() {
    synchronized (handles) {
      return handles.values().stream().map(JobHandle::progress).toList();
    }
  }

  /** Asks a job to end; returns whether it was running. */
  public boolean cancel(String jobId) {
    JobHandle<?> handle = handles.get(jobId);
    if (handle == null || handle.progress().state() != State.RUNNING) {
      return false;
    }
    handle.cancel();
    return true;
  }

  /** Asks all jobs to end and waits until they have. */
  @Override
  public void close() {
    List<JobHandle<?>> all;
    synchronized (handles) {
      all = new ArrayList<>(handles.values());
    }
    all.forEach(JobHandle::cancel);
    all.forEach(JobHandle::awaitEnd);
  }

  private <R> JobHandle<R> add(Job<R> job) {
    synchronized (handles) {
      List<String> ended =
          handles.values().stream()
              .map(JobHandle::progress)
              .filter(progress -> progress.state() != State.RUNNING)
              .map(JobProgress::jobId)
              .toList();
      ended.stream().limit(Math.max(0, ended.size() - MOST_ENDED)).forEach(handles::remove);
      String id = job.name() + "-" + ++submitted;
      JobHandle<R> handle = new JobHandle<>(id, job, context);
      handles.put(id, handle);
      return handle;
    }
  }
}
