// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.Sha256;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Change;
import io.perenne.engage.profile.Follower;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Standing;
import io.perenne.engage.profile.ValueStep;
import io.perenne.server.live.intake.Courtesy;
import io.perenne.server.live.intake.Json;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds what has changed of people: of those whom events have touched, of those whose day has come,
 * and of all once there is another run. What others are to be told is kept together with the note
 * that it was found, so each change is told of, and once. One of several servers does it at a time.
 */
public final class ChangeFinder implements AutoCloseable {
  /** Of a person that no run can know and that has not bought, no run says anything. */
  private static final String NO_RUN = "";

  /** Of a person that the first run may know. */
  private static final String BEFORE_ANY_RUN = "0";

  private static final int TOGETHER = 500;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(5);
  private static final Duration LONGEST_COURTESY = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final int ID_LENGTH = 32;

  private final Store store;
  private final InstantSource clock;
  private final LiveValues values;
  private final Turn turn;
  private final Courtesy courtesy;
  private Optional<Following> following = Optional.empty();
  private Instant swept = Instant.MIN;

  /**
   * Makes what finds changes.
   *
   * @param server the name of this server, which no other has
   * @param busy whether somebody waits for an event to be kept, which comes first
   */
  public ChangeFinder(
      Store store, PublishedRuns runs, InstantSource clock, String server, BooleanSupplier busy) {
    this.store = store;
    this.clock = clock;
    values = new LiveValues(runs, IdentityRules.standard());
    courtesy = new Courtesy(busy, LONGEST_COURTESY);
    turn = new Turn("changes", server, store, clock);
  }

  /** How people are followed by a run. */
  private record Following(RunDocument run, ValueStep step, Follower follower) {}

  /** Looks at whoever is to be looked at, if it is the turn of this server, for a few seconds. */
  public void tick() {
    long end = System.nanoTime() + LONGEST_TICK.toNanos();
    long start = System.nanoTime();
    while (turn.take() && step() > 0 && System.nanoTime() < end) {
      courtesy.after(System.nanoTime() - start);
      start = System.nanoTime();
    }
    sweep();
  }

  /** Forgets changes of long ago. */
  private void sweep() {
    Instant now = clock.instant();
    if (swept.isBefore(now.minus(BETWEEN_SWEEPS)) && turn.take()) {
      swept = now;
      store.write(in -> new Changes(in).removeBefore(now.minus(KEPT)));
    }
  }

  /** Looks at some people; returns how many. */
  int step() {
    int left = store.read(in -> new Standings(in).left(TOGETHER)).size();
    if (left > 0) {
      return store.<Integer>write(this::handOver);
    }
    Optional<RunDocument> run = values.newest();
    Instant now = clock.instant();
    List<Person> people =
        store.read(
            in ->
                new Standings(in)
                    .waiting(now, run.map(RunDocument::runId), TOGETHER).stream()
                        .map(each -> Person.of(in, each))
                        .toList());
    if (people.isEmpty()) {
      return 0;
    }
    List<Found> found = run.isPresent() ? find(people, run.get(), now) : unknown(people);
    return store.<Integer>write(in -> keep(in, found, now));
  }

  /** What was found of somebody: what others know then, and what they are told. */
  private record Found(Person person, Optional<Standings.Kept> kept, List<Changes.Kept> changes) {}

  private Following following(RunDocument run) {
    ValueStep step = store.read(ChangeSettings::of);
    if (following
        .filter(each -> each.run().runId().equals(run.runId()) && each.step().equals(step))
        .isEmpty()) {
      following = Optional.of(new Following(run, step, Follower.of(values.model(run), step)));
    }
    return following.orElseThrow();
  }

  private List<Found> find(List<Person> people, RunDocument run, Instant now) {
    Following by = following(run);
    Bases bases = new Bases(values, run);
    Map<String, Bases.Known> known = bases.of(people);
    List<Found> all = new ArrayList<>(people.size());
    for (Person each : people) {
      Optional<Bases.Known> base = Optional.ofNullable(known.get(each.kept().profile()));
      all.add(
          each.state()
              .map(state -> find(each, state, base, by, now))
              .orElseGet(() -> new Found(each, Optional.empty(), List.of())));
    }
    return all;
  }

  private Found find(
      Person person, ProfileState state, Optional<Bases.Known> known, Following by, Instant now) {
    Standings.Kept kept = person.kept();
    if (kept.told().isEmpty()
        && state.orders().isEmpty()
        && values.customerIds(person.identifiers()).isEmpty()) {
      return new Found(person, Optional.of(unknown(person, NO_RUN)), List.of());
    }
    String customerId = known.map(Bases.Known::customerId).orElse("");
    Follower.Followed followed =
        by.follower()
            .follow(
                kept.told().map(each -> Standing.of(Json.own(each))),
                new Follower.Customer(state, known.map(Bases.Known::base), customerId),
                kept.due(),
                now,
                kept.merged());
    List<Changes.Kept> changes = new ArrayList<>();
    for (Change each : followed.changes()) {
      changes.add(message(person, each, kept.changes() + changes.size() + 1, customerId, now));
    }
    return new Found(
        person,
        Optional.of(
            new Standings.Kept(
                kept.profile(),
                kept.mark(),
                false,
                false,
                followed.next(),
                by.run().runId(),
                person.ids(),
                Optional.of(Json.text(followed.standing().toFields())),
                known.map(Bases.Known::customerId),
                kept.changes() + changes.size())),
        changes);
  }

  private static Changes.Kept message(
      Person person, Change change, long number, String customerId, Instant now) {
    String profile = person.kept().profile();
    String id =
        Sha256.of(String.join("\n", profile, Long.toString(number), now.toString(), change.name()))
            .substring(0, ID_LENGTH);
    return new Changes.Kept(
        0,
        id,
        profile,
        change.name(),
        change.at(),
        now,
        TrackMessage.of(id, change, profile, person.identifiers(), customerId));
  }

  /** Without a run nobody is in a segment. */
  private List<Found> unknown(List<Person> people) {
    return people.stream()
        .map(each -> new Found(each, Optional.of(unknown(each, BEFORE_ANY_RUN)), List.of()))
        .toList();
  }

  private static Standings.Kept unknown(Person person, String run) {
    Standings.Kept kept = person.kept();
    return new Standings.Kept(
        kept.profile(),
        kept.mark(),
        false,
        false,
        Optional.empty(),
        run,
        person.ids(),
        kept.told(),
        Optional.empty(),
        kept.changes());
  }

  private int keep(Transaction in, List<Found> all, Instant now) {
    if (!turn.isOurs(in)) {
      return 0;
    }
    Standings standings = new Standings(in);
    for (Found each : all) {
      Standings.Kept before = each.person().kept();
      if (each.kept().isEmpty()) {
        if (new Events(in).waiting(1).isEmpty()) {
          gone(in, before);
        } else { // all profiles are made again, and this one may be, too
          standings.postpone(before.profile(), now.plus(LATER));
        }
      } else if (standings.keep(each.kept().get())) {
        new Changes(in).add(each.changes());
        new AudiencePeople(in).touch(List.of(before.profile()));
      }
    }
    return all.size();
  }

  private int handOver(Transaction in) {
    if (!turn.isOurs(in)) {
      return 0;
    }
    List<Standings.Kept> left = new Standings(in).left(TOGETHER);
    left.forEach(each -> gone(in, each));
    return left.size();
  }

  /**
   * Of a profile that is there no longer, others know something that whoever has its identifiers
   * now goes on from.
   */
  private static void gone(Transaction in, Standings.Kept gone) {
    Standings standings = new Standings(in);
    AudiencePeople audiences = new AudiencePeople(in);
    Optional<String> profile = Person.heir(in, gone);
    profile.ifPresent(each -> audiences.inherit(each, gone.profile()));
    audiences.remove(gone.profile());
    Optional<Standings.Kept> heir =
        gone.told().isEmpty() ? Optional.empty() : profile.flatMap(standings::find);
    if (heir.isPresent() && heir.get().told().isEmpty()) {
      standings.inherit(heir.get().profile(), gone);
    } else if (heir.isPresent() && isCustomer(gone)) {
      standings.merge(heir.get().profile());
    }
    standings.remove(gone.profile());
  }

  private static boolean isCustomer(Standings.Kept kept) {
    return kept.told()
        .filter(each -> Standing.of(Json.own(each)).segment().isPresent())
        .isPresent();
  }

  /** Lets another server go on at once. */
  @Override
  public void close() {
    turn.release();
  }
}
