// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.linkage;

import io.perenne.engage.linkage.Linker;
import io.perenne.engage.linkage.Roll;
import io.perenne.engage.linkage.Suggestion;
import io.perenne.engage.profile.ProfileState;
import io.perenne.server.job.Ongoing;
import io.perenne.server.job.Work;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Suggestions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for profiles that may be of one person, by what they say of names, addresses and dates. It
 * joins nothing: what it finds is for somebody to decide.
 */
public final class LinkageWork implements Work {
  /** The kind of these jobs. */
  public static final String KIND = "linkage";

  /** The name of the setting that says how the last one went. */
  static final String LAST = "linkage.last";

  /** How many profiles are compared: they are held in memory, the newest of them. */
  private static final int MOST_COMPARED = 100_000;

  private static final int MOST_KEPT = 1000;
  private static final int TOGETHER = 1000;
  private static final double LEAST = 0.5;
  private static final double MILLION = 1e6;

  private final Store store;
  private final InstantSource clock;

  /** Makes the work of a store. */
  public LinkageWork(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Returns the order to look. */
  public static Jobs.Order order(String who) {
    return Jobs.Order.of(KIND, "", Optional.empty(), who);
  }

  @Override
  public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
    Roll roll = new Roll(Records.FIELDS);
    List<String> ids = store.read(in -> new People(in).newest(MOST_COMPARED));
    for (int from = 0; from < ids.size(); from += TOGETHER) {
      ongoing.check();
      List<String> some = ids.subList(from, Math.min(from + TOGETHER, ids.size()));
      List<People.Kept> people =
          store.read(
              in -> some.stream().flatMap(id -> new People(in).profile(id).stream()).toList());
      for (People.Kept each : people) {
        Records.of(ProfileState.of(Json.own(each.state())).traits())
            .ifPresent(record -> roll.add(each.id(), record));
      }
    }
    List<Suggestion> found = Linker.suggest(roll, LEAST);
    ongoing.check();
    long profiles = store.<Long>read(in -> new People(in).count());
    store.write(
        in -> {
          new Suggestions(in)
              .keepOnly(found.stream().limit(MOST_KEPT).map(LinkageWork::kept).toList());
          new Settings(in)
              .put(
                  LAST,
                  Json.text(Map.of("profiles", profiles, "compared", roll.size())),
                  clock.instant());
          return found.size();
        });
    return Jobs.End.done(Optional.empty());
  }

  private static Suggestions.Kept kept(Suggestion found) {
    return new Suggestions.Kept(
        new Suggestions.Pair(found.one(), found.other()),
        Math.round(found.probability() * MILLION),
        Json.text(new LinkedHashMap<>(found.reasons())));
  }
}
