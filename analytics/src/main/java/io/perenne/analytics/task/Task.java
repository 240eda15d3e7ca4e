// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One execution of a job: what it may use, whom it tells how far it is, whether it shall go on.
 *
 * @param clock tells the time
 * @param random where ids and salts come from; cryptographically strong outside tests
 * @param resources memory, threads, patience
 * @param progress hears of every stage
 * @param cancellation whether the job shall end
 * @param workers computes what can be done side by side; never the common pool
 */
public record Task(
    InstantSource clock,
    RandomGenerator random,
    Resources resources,
    ProgressListener progress,
    Cancellation cancellation,
    ForkJoinPool workers) {

  /**
   * Runs a piece of work with workers of its own, so that whatever it does side by side, parallel
   * streams included, uses no more threads than it may. Waits for the end.
   *
   * @throws CancelledException if cancellation was requested before the work was done
   */
  public static <R> R call(
      InstantSource clock,
      RandomGenerator random,
      Resources resources,
      ProgressListener progress,
      Cancellation cancellation,
      Work<R> work) {
    ForkJoinPool workers = new ForkJoinPool(resources.threads());
    try {
      Task task = new Task(clock, random, resources, progress, cancellation, workers);
      // not a task of the pool itself: that would rethrow a copy of what the work has thrown
      CompletableFuture<R> answer = new CompletableFuture<>();
      workers.execute(
          () -> {
            try {
              answer.complete(work.run(task));
            } catch (Throwable thrown) {
              answer.completeExceptionally(thrown);
            }
          });
      return await(answer, cancellation);
    } finally {
      workers.shutdown();
    }
  }

  /** Waits for the end even if this thread is interrupted, which requests cancellation. */
  private static <R> R await(CompletableFuture<R> answer, Cancellation cancellation) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
          cancellation.request();
        }
      }
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause();
      throw failure(thrown == null ? e : thrown, cancellation);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException failure(Throwable thrown, Cancellation cancellation) {
    if (cancellation.isRequested() && !(thrown instanceof CancelledException)) {
      return new CancelledException(thrown);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
  }

  /** Computes something beside this work; the answer is waited for with {@code join}. */
  public <R> CompletableFuture<R> beside(Supplier<R> computation) {
    return CompletableFuture.supplyAsync(computation, workers);
  }

  /** A piece of work. */
  @FunctionalInterface
  public interface Work<R> {
    /** Does the work. */
    R run(Task task);
  }
}
