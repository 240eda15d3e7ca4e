// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.jobs;

import io.perenne.analytics.task.Stage;
import io.perenne.clv.words.Language;
import io.perenne.server.job.BackOff;
import io.perenne.server.job.DeliverWork;
import io.perenne.server.job.Progress;
import io.perenne.server.job.RunWork;
import io.perenne.server.storage.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A job as its page shows it.
 *
 * @param progress how far it is now
 * @param following what follows from it: deliveries, or the next attempt
 * @param now when it is shown
 */
public record JobView(Jobs.Job job, Progress progress, List<Jobs.Job> following, Instant now) {
  /** Copies the list. */
  public JobView {
    following = List.copyOf(following);
  }

  /** Returns the state, {@code stopping} if somebody has asked it to end. */
  public String state() {
    return job.stopping() && job.state().equals("running") ? "stopping" : job.state();
  }

  /** Returns whether it is a run; the rest are deliveries. */
  public boolean isRun() {
    return job.order().kind().equals(RunWork.KIND);
  }

  /** Returns how long it took, or has taken so far; empty before it begins. */
  public Optional<Duration> elapsed() {
    return job.started().map(from -> Duration.between(from, job.ended().orElse(now)));
  }

  /** Returns why it did not do what it was told, a line each; empty if nothing is known. */
  public List<String> problems(Language language) {
    return problems(job, language);
  }

  /** Returns why a job did not do what it was told, a line each. */
  public static List<String> problems(Jobs.Job job, Language language) {
    return (language == Language.ES ? job.problemSpanish() : job.problemEnglish())
        .map(text -> text.lines().toList())
        .orElse(List.of());
  }

  /** Returns the deliveries of a run. */
  public List<Jobs.Job> deliveries() {
    return following.stream().filter(each -> each.order().kind().equals(DeliverWork.KIND)).toList();
  }

  /** Returns the next attempt at the same, if there is one. */
  public Optional<Jobs.Job> nextAttempt() {
    return following.stream()
        .filter(each -> BackOff.repeats(job, List.of(each.order())))
        .findFirst();
  }

  /** Returns whether a person may want to start the same run again: it ended, and not well. */
  public boolean canRunAgain() {
    return isRun()
        && !job.open()
        && !job.state().equals("done")
        && nextAttempt().filter(Jobs.Job::open).isEmpty();
  }

  /** Returns how many stages have ended. */
  public int ended() {
    return (int) Stream.of(Stage.values()).takeWhile(stage -> !isNow(stage)).count() % all();
  }

  private static int all() {
    return Stage.values().length;
  }

  private boolean isNow(Stage stage) {
    return stage.code().equals(progress.stage());
  }

  /** Returns what a stage is now: {@code done}, {@code now} or {@code next}. */
  public String mark(Stage stage) {
    if (isNow(stage) && !job.state().equals("done")) {
      return "now";
    }
    boolean before = Stream.of(Stage.values()).limit(ended()).anyMatch(stage::equals);
    return before || job.state().equals("done") ? "done" : "next";
  }
}
