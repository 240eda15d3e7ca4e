// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.analytics.home.Sha256;
import io.perenne.engage.audience.CompiledRule;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.audience.RuleReader;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Standing;
import io.perenne.server.audience.FactLines;
import io.perenne.server.live.intake.Courtesy;
import io.perenne.server.live.intake.Json;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.Audiences;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds who enters and who leaves audiences: of those to whom something has happened, of those of
 * whom time alone may change an answer, and of all once there is another rule. What others are told
 * is kept together with the membership, so it is told once. One of several servers does it at a
 * time.
 */
public final class AudienceFinder implements AutoCloseable {
  /** The name of what others are told when somebody enters. */
  public static final String ENTERED = "Audience Entered";

  /** The name of what others are told when somebody leaves. */
  public static final String EXITED = "Audience Exited";

  /** So few that nobody who keeps an event waits long for what they are. */
  private static final int TOGETHER = 200;

  private static final Duration LONGEST_TICK = Duration.ofSeconds(5);
  private static final Duration LONGEST_COURTESY = Duration.ofSeconds(1);
  private static final int ID_LENGTH = 32;
  private static final String ZONE = "audiences.zone";

  private final Store store;
  private final PublishedRuns runs;
  private final InstantSource clock;
  private final Turn turn;
  private final Courtesy courtesy;
  private Map<String, Asked> asked = Map.of();

  /**
   * Makes what finds members.
   *
   * @param server the name of this server, which no other has
   * @param busy whether somebody waits for an event to be kept, which comes first
   */
  public AudienceFinder(
      Store store, PublishedRuns runs, InstantSource clock, String server, BooleanSupplier busy) {
    this.store = store;
    this.runs = runs;
    this.clock = clock;
    courtesy = new Courtesy(busy, LONGEST_COURTESY);
    turn = new Turn("audiences", server, store, clock);
  }

  /** An audience that is asked of people. */
  private record Asked(Audiences.Kept audience, CompiledRule rule) {}

  /** Somebody to ask about. */
  private record Somebody(
      AudiencePeople.Kept kept,
      Optional<ProfileState> state,
      List<Identifier> identifiers,
      Optional<Standings.Kept> standing,
      Map<String, Instant> in) {

    Facts facts(ProfileState known) {
      return Facts.of(
          known,
          identifiers,
          standing.flatMap(Standings.Kept::told).map(each -> Standing.of(Json.own(each))));
    }
  }

  /** Somebody who enters or leaves. */
  private record Step(Asked asked, boolean enters, Instant at) {}

  /** What was found of somebody. */
  private record Found(
      Somebody somebody,
      Optional<Instant> next,
      String fingerprint,
      List<AudiencePeople.Line> lines,
      List<Step> steps) {}

  /** Looks at whoever is to be looked at, if it is the turn of this server, for a few seconds. */
  public void tick() {
    long end = System.nanoTime() + LONGEST_TICK.toNanos();
    long start = System.nanoTime();
    while (turn.take() && step() > 0 && System.nanoTime() < end) {
      courtesy.after(System.nanoTime() - start);
      start = System.nanoTime();
    }
  }

  /** Looks at some people; returns how many. */
  int step() {
    ZoneId zone = LiveValues.zone(runs);
    followZone(zone);
    Moment now = new Moment(clock.instant(), zone);
    List<Somebody> people = new ArrayList<>();
    asked =
        store.read(
            in -> {
              people.clear();
              new AudiencePeople(in)
                  .waiting(now.at(), TOGETHER)
                  .forEach(each -> people.add(somebody(in, each)));
              return ready(new Audiences(in).all());
            });
    if (people.isEmpty()) {
      return 0;
    }
    List<Found> found = people.stream().map(each -> find(each, now)).toList();
    return store.<Integer>write(in -> keep(in, found, now.at()));
  }

  /** Rules that ask for days are answered anew where days begin at another time. */
  private void followZone(ZoneId zone) {
    if (store.read(in -> new Settings(in).find(ZONE)).filter(zone.getId()::equals).isEmpty()) {
      store.write(
          in -> {
            new Settings(in).put(ZONE, zone.getId(), clock.instant());
            new AudiencePeople(in).touchAll();
            return zone;
          });
    }
  }

  private Map<String, Asked> ready(List<Audiences.Kept> all) {
    return all.stream()
        .map(
            each ->
                Optional.ofNullable(asked.get(each.id()))
                    .filter(known -> known.audience().equals(each))
                    .orElseGet(() -> new Asked(each, rule(each))))
        .collect(Collectors.toMap(each -> each.audience().id(), Function.identity()));
  }

  private static CompiledRule rule(Audiences.Kept audience) {
    return CompiledRule.of(RuleReader.read(Json.own(audience.rule())));
  }

  private static Somebody somebody(Transaction in, AudiencePeople.Kept kept) {
    People people = new People(in);
    return new Somebody(
        kept,
        people.profile(kept.profile()).map(each -> ProfileState.of(Json.own(each.state()))),
        people.identifiersOf(kept.profile()).stream()
            .map(each -> new Identifier(each.type(), each.value()))
            .toList(),
        new Standings(in).find(kept.profile()),
        new Audiences(in).of(kept.profile()));
  }

  private Found find(Somebody somebody, Moment now) {
    AudiencePeople.Kept kept = somebody.kept();
    if (somebody.state().isEmpty()) {
      // it is about to be made again, or whoever has its identifiers goes on from it
      return new Found(somebody, Optional.empty(), kept.facts(), List.of(), List.of());
    }
    Facts facts = somebody.facts(somebody.state().get());
    List<AudiencePeople.Line> lines = FactLines.of(facts);
    Map<String, Boolean> members = new HashMap<>();
    somebody.in().keySet().forEach(each -> members.put(each, true));
    List<Step> steps = new ArrayList<>();
    Optional<Instant> missed = kept.touched() ? Optional.empty() : kept.due();
    while (missed.isPresent() && missed.get().isBefore(now.at())) {
      Moment then = new Moment(missed.get(), now.zone());
      ask(facts, then, members, steps);
      missed = next(facts, then);
    }
    ask(facts, now, members, steps);
    return new Found(
        somebody, next(facts, now), Sha256.of(lines.toString()), lines, List.copyOf(steps));
  }

  private void ask(Facts facts, Moment at, Map<String, Boolean> members, List<Step> steps) {
    for (Asked each : asked.values()) {
      String id = each.audience().id();
      boolean holds = each.rule().holds(facts, at);
      if (holds != members.getOrDefault(id, false)) {
        members.put(id, holds);
        steps.add(new Step(each, holds, at.at()));
      }
    }
  }

  private Optional<Instant> next(Facts facts, Moment now) {
    return asked.values().stream()
        .flatMap(each -> each.rule().next(facts, now).stream())
        .min(Instant::compareTo);
  }

  private int keep(Transaction in, List<Found> all, Instant now) {
    if (!turn.isOurs(in)) {
      return 0;
    }
    AudiencePeople people = new AudiencePeople(in);
    for (Found each : all) {
      AudiencePeople.Kept before = each.somebody().kept();
      if (people.keep(before, each.next(), each.fingerprint())) {
        if (!each.fingerprint().equals(before.facts())) {
          people.keep(before.profile(), each.lines());
        }
        each.steps().forEach(step -> keep(in, each.somebody(), step, now));
      }
    }
    return all.size();
  }

  private static void keep(Transaction in, Somebody somebody, Step step, Instant now) {
    String profile = somebody.kept().profile();
    Audiences audiences = new Audiences(in);
    String audience = step.asked().audience().id();
    if (step.enters()) {
      audiences.enter(audience, profile, step.at());
    } else {
      audiences.leave(audience, profile);
    }
    new Changes(in).add(List.of(message(somebody, step, now)));
  }

  private static Changes.Kept message(Somebody somebody, Step step, Instant now) {
    Audiences.Kept audience = step.asked().audience();
    String profile = somebody.kept().profile();
    String name = step.enters() ? ENTERED : EXITED;
    String id =
        Sha256.of(
                Stream.of(
                        name,
                        audience.id(),
                        audience.version(),
                        profile,
                        somebody.kept().mark(),
                        step.at(),
                        now)
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n")))
            .substring(0, ID_LENGTH);
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    said.put("audience", audience.id());
    said.put("audience_name", audience.name());
    said.put("audience_version", audience.version());
    return new Changes.Kept(
        0,
        id,
        profile,
        name,
        step.at(),
        now,
        TrackMessage.of(
            id,
            name,
            step.at(),
            said,
            profile,
            somebody.identifiers(),
            somebody.standing().flatMap(Standings.Kept::customerId).orElse("")));
  }

  /** Lets another server go on at once. */
  @Override
  public void close() {
    turn.release();
  }
}
