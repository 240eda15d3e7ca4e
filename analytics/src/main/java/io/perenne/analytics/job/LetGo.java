// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.HomeLock;
import io.perenne.analytics.home.LockFile;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.task.Task;
import io.perenne.clv.words.Message;
import java.time.Duration;

/**
 * Deletes a published run for good: its files and what it says of itself. Never the newest, nor the
 * one that this was compared with, as the next run and the pages need them.
 *
 * @param run the whole id of a run; no beginning of one, and not {@code latest}
 */
public record LetGo(String run) implements Job<RunDocument> {
  @Override
  public String name() {
    return "let-go";
  }

  /**
   * Returns what the run said of itself.
   *
   * @throws InputException if there is no such run, it is needed, or a run is being made
   */
  @Override
  public RunDocument run(JobContext context, Task task) {
    try (HomeLock lock =
        HomeLock.acquire(
            context.home(),
            Duration.ZERO,
            LockFile.Waiter.until(task.cancellation()::check, holder -> {}))) {
      RunStore store = RunStore.of(context.home());
      if (!store.ids().contains(run)) {
        throw refused(Texts.message("problem.run.unknown"), Texts.message("problem.run.list"));
      }
      RunDocument newest = store.find("latest");
      if (run.equals(newest.runId())) {
        throw refused(
            Texts.message("problem.let-go.newest"), Texts.message("problem.let-go.newest.remedy"));
      }
      if (run.equals(newest.previousRun())) {
        throw refused(
            Texts.message("problem.let-go.needed"), Texts.message("problem.let-go.needed.remedy"));
      }
      RunDocument gone = store.find(run);
      store.remove(gone);
      return gone;
    }
  }

  private InputException refused(Message what, Message remedy) {
    return new InputException(Problem.of(what).withValue(run).withRemedy(remedy));
  }
}
