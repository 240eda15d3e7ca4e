// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.LetGo;
import io.perenne.analytics.job.RetentionPlan;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the runs that a rule no longer keeps. What each said of itself stays in the folder {@code
 * past-runs} of the home; its going is in the record of changes.
 */
public final class RetentionWork implements Work {
  /** The kind of these jobs. */
  public static final String KIND = "retention";

  private static final Logger LOG = LoggerFactory.getLogger(RetentionWork.class);
  private static final int MOST_JOBS = 200;

  private final Supplier<RetentionRule> rule;
  private final Store store;
  private final Predicate<RunDocument> letGo;

  /**
   * Deletes by a rule.
   *
   * @param rule returns the one in force
   * @param letGo lets go of the files of a run if nobody reads them
   */
  public RetentionWork(Supplier<RetentionRule> rule, Store store, Predicate<RunDocument> letGo) {
    this.rule = rule;
    this.store = store;
    this.letGo = letGo;
  }

  /** Returns the order to delete what the rule no longer keeps. */
  public static Jobs.Order order() {
    return Jobs.Order.of(KIND, "", Optional.empty(), RunWork.SCHEDULE);
  }

  /** Returns what else is done after a job: the order, if it was a run that is there now. */
  public List<Jobs.Order> after(Jobs.Job ended) {
    boolean run = ended.order().kind().equals(RunWork.KIND) && ended.state().equals("done");
    return run && rule.get().lets() ? List.of(order()) : List.of();
  }

  /** A run that is being read or delivered stays until the next time. */
  @Override
  public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
    Path home = ongoing.context().home();
    RetentionPlan plan = RetentionPlan.of(home, rule.get(), PinnedRuns.of(store));
    for (RetentionPlan.Line line : plan.going()) {
      ongoing.check();
      RunDocument run = line.run();
      if (isDelivered(run) || !letGo.test(run)) {
        LOG.info("run {} is in use and goes the next time", run.runId());
        continue;
      }
      keepDocument(home, run);
      ongoing.call(new LetGo(run.runId()));
      record(line, ongoing.context().clock().instant());
      LOG.info("run {} has gone ({} bytes)", run.runId(), line.bytes());
    }
    return Jobs.End.done(Optional.empty());
  }

  @Override
  public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant now) {
    return List.of();
  }

  private boolean isDelivered(RunDocument run) {
    List<Jobs.Job> deliveries = store.read(in -> new Jobs(in).newest(DeliverWork.KIND, MOST_JOBS));
    return deliveries.stream()
        .anyMatch(
            job ->
                job.open()
                    && job.order().detail().filter(id -> id.equals(run.runId())).isPresent());
  }

  private static void keepDocument(Path home, RunDocument run) {
    Path past = home.resolve("past-runs");
    try {
      io.perenne.analytics.home.Access.createFolders(past);
      DurableFiles.write(past.resolve(run.runId() + ".json"), RunStore.toJson(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(RetentionPlan.Line line, Instant now) {
    store.write(
        in -> {
          new Audit(in)
              .add(
                  new Audit.Entry(
                      0,
                      now,
                      RunWork.SCHEDULE,
                      "",
                      "run.expire",
                      line.run().runId(),
                      Optional.of(line.run().referenceDate().toString()),
                      Optional.empty()));
          return now;
        });
  }
}
