// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.job.ListIds;
import io.perenne.analytics.job.ResolvePeople;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.server.storage.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Runs: one at a time, then a delivery to each destination. */
public final class RunWork implements Work {
  /** The kind of these jobs. */
  public static final String KIND = "run";

  /** Who orders what is due. */
  public static final String SCHEDULE = "schedule";

  /** How long the schedule waits after each attempt that failed; then a person has to look. */
  static final List<Duration> WAITS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(25));

  private final RunPlan plan;
  private final KnownPeople people;

  /**
   * Makes runs of a plan.
   *
   * @param people what profiles know
   */
  public RunWork(RunPlan plan, KnownPeople people) {
    this.plan = plan;
    this.people = people;
  }

  /**
   * Returns the order of a run.
   *
   * @param who the person, or {@link #SCHEDULE}
   * @param asOf the reference date; absent, the last complete day
   */
  public static Jobs.Order order(String who, Optional<LocalDate> asOf) {
    return Jobs.Order.of(KIND, "", asOf.map(LocalDate::toString), who);
  }

  @Override
  public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
    Optional<LocalDate> asOf = job.order().detail().map(LocalDate::parse);
    for (var first : plan.before()) {
      ongoing.call(first);
    }
    RunRequest request = plan.request(asOf);
    Path folder = request.home().resolve("people");
    DurableFiles.deleteFolder(folder); // a run that was killed has left its own
    try {
      Run run = new Run(ofPeople(request, folder, ongoing));
      return Jobs.End.done(Optional.of(ongoing.call(run).runId()));
    } finally {
      DurableFiles.deleteFolder(folder); // who is who stands in the store alone
    }
  }

  /**
   * A run values people: orders that events have told are theirs, and ids that profiles have joined
   * have one history, unless a table says who is who.
   */
  private RunRequest ofPeople(RunRequest request, Path folder, Ongoing ongoing) {
    try {
      Access.createFolders(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RunRequest all = people.withOrders(withoutErased(request, folder, ongoing), folder);
    if (all.configuration().input().identities().isPresent()) {
      return all;
    }
    Path candidates = folder.resolve("candidates.csv");
    Path identities = folder.resolve("identities.csv");
    boolean joined =
        people.write(candidates)
            && ongoing.call(new ResolvePeople(all, candidates, identities)) > 0;
    return joined ? all.with("input.identities", identities.toString()) : all;
  }

  private RunRequest withoutErased(RunRequest request, Path folder, Ongoing ongoing) {
    if (!people.isAnyoneErased()) {
      return request;
    }
    Path ids = ongoing.call(new ListIds(request, folder.resolve("ids.ndjson")));
    try {
      return people.withoutErased(request, ids, folder);
    } finally {
      delete(ids); // every id of the files
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant now) {
    if (ended.state().equals("done")) {
      return plan.destinations().stream()
          .map(name -> DeliverWork.order(ended.order().who(), name, ended.runId().orElseThrow()))
          .map(order -> order.after(ended.id()))
          .toList();
    }
    boolean again = ended.order().who().equals(SCHEDULE) && !ended.state().equals("cancelled");
    return again ? BackOff.again(ended, WAITS, now) : List.of();
  }
}
