// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.job.JobProgress.State;
import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.CancelledException;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.Task;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A job that was submitted. Safe for use by many threads.
 *
 * @param <R> what comes out
 */
public final class JobHandle<R> {
  private final String id;
  private final Job<R> job;
  private final JobContext context;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private volatile JobProgress progress;

  JobHandle(String id, Job<R> job, JobContext context) {
    this.id = id;
    this.job = job;
    this.context = context;
    Instant now = context.clock().instant();
    progress = new JobProgress(id, job.name(), State.RUNNING, Optional.empty(), "", now, now);
  }

  /** Returns the id, which no other job of the same {@link Jobs} has. */
  public String id() {
    return id;
  }

  /** Returns how far the job is. */
  public JobProgress progress() {
    return progress;
  }

  /** Asks the job to end; a statement that the engine runs is interrupted. Returns at once. */
  public void cancel() {
    cancellation.request();
  }

  /**
   * Waits for the end and returns what came out.
   *
   * @throws CancelledException if the job was cancelled
   * @throws RuntimeException what the job has thrown
   */
  public R join() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Waits for the end, however it comes. */
  void awaitEnd() {
    result.handle((answer, thrown) -> true).join();
  }

  /** Runs the job in this thread. */
  void run() {
    try {
      R answer =
          Task.call(
              context.clock(),
              context.random(),
              context.resources(),
              this::on,
              cancellation,
              task -> job.run(context, task));
      end(State.DONE);
      result.complete(answer);
    } catch (CancelledException e) {
      end(State.CANCELLED);
      result.completeExceptionally(e);
    } catch (Throwable thrown) { // whoever joins shall hear of errors too
      end(State.FAILED);
      result.completeExceptionally(thrown);
    }
  }

  private synchronized void on(Stage stage, String what) {
    progress = progress.at(stage, what, context.clock().instant());
    context.listener().on(id, stage, what);
  }

  private synchronized void end(State state) {
    progress = progress.ended(state, context.clock().instant());
  }
}
