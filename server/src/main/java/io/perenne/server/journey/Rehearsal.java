// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.task.Resources;
import io.perenne.clv.segment.Segment;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.journey.Engine;
import io.perenne.engage.journey.Entry;
import io.perenne.engage.journey.InMemoryJourneyStore;
import io.perenne.engage.journey.InMemoryOutbox;
import io.perenne.engage.journey.JourneyRunner;
import io.perenne.engage.journey.JourneyStore;
import io.perenne.engage.journey.JourneyStore.Started;
import io.perenne.engage.journey.LogEntry;
import io.perenne.engage.journey.Signal;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.PublishedModel;
import io.perenne.server.reading.PublishedModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs journeys over the customers of a run in the days after it, on a clock that does not wait:
 * the engine, the caps and the quiet hours are those that would be used. Each day begins with a run
 * at six, people buy at noon, and journeys move every hour until midnight.
 */
public final class Rehearsal {
  private static final int MORNING = 6;
  private static final int NOON = 12;
  private static final int EVENING = 23;
  private static final int BATCH = 10_000;

  private final RehearsalRequest request;
  private final LiveValue live;
  private final ZoneId zone;
  private final Map<String, RehearsedPerson> people = new LinkedHashMap<>();
  private final Map<LocalDate, List<Following>> following = new HashMap<>();
  private final RehearsedCounts counts;
  private final JourneyStore store;
  private final JourneyRunner runner;
  private final InMemoryOutbox outbox = new InMemoryOutbox();
  private final RehearsedChannels channels;
  private long customers;

  private record Following(String person, String event, String key) {}

  private Rehearsal(RehearsalRequest request, LiveValue live, Consumer<LogEntry> taker) {
    this.request = request;
    this.live = live;
    zone = live.model().zone();
    counts = new RehearsedCounts(request.journeys());
    store =
        InMemoryJourneyStore.loggingTo(
            outbox,
            entry -> {
              counts.count(entry);
              taker.accept(entry);
            });
    runner = new JourneyRunner(store, new Engine(zone), id -> person(id).customer());
    channels = new RehearsedChannels(outbox, request.catalogue(), zone, this::person);
  }

  private RehearsedPerson person(String id) {
    return Objects.requireNonNull(people.get(id), id);
  }

  /**
   * Rehearses.
   *
   * @param idOrPrefix the id of a run, the beginning of one, or {@code latest}
   * @param out where everything that happens is written; empty for nowhere
   * @throws io.perenne.analytics.InputException if there is no such run, or a message has no action
   */
  public static RehearsalResult of(
      Path home,
      String idOrPrefix,
      Resources resources,
      RehearsalRequest request,
      Optional<Path> out) {
    JourneyActions.require(request.journeys(), request.catalogue());
    try (RunCustomers run = RunCustomers.open(home, idOrPrefix, resources, request.consents())) {
      PublishedModel model = PublishedModels.of(run.run());
      LiveValue live = LiveValue.of(model);
      if (out.isEmpty()) {
        return new Rehearsal(request, live, entry -> {}).rehearse(run);
      }
      try (RehearsalFile file = RehearsalFile.of(out.get(), model.zone())) {
        RehearsalResult result = new Rehearsal(request, live, file::write).rehearse(run);
        file.keep();
        return result;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private RehearsalResult rehearse(RunCustomers run) {
    LocalDate first = live.model().referenceDate();
    boolean everybody = request.everybody() || !run.hasBefore();
    LocalDate last = first.plusDays(request.days());
    read(run, everybody, last);
    Instant start = at(first.plusDays(1), MORNING);
    request.journeys().forEach(each -> store.define(each, start));
    request.journeys().forEach(each -> store.set(each.id(), JourneyStore.State.RUNNING, start));
    for (int i = 0; i < request.days(); i++) {
      day(first.plusDays(i + 1));
    }
    return new RehearsalResult(
        run.run(),
        everybody,
        people.size(),
        customers,
        people.values().stream().mapToLong(RehearsedPerson::purchases).sum(),
        counts.tallies(request.journeys()));
  }

  private void read(RunCustomers run, boolean everybody, LocalDate last) {
    long all = run.run().totals().customers();
    long every = Math.max(1, (all + request.most() - 1) / request.most());
    run.each(
        (customer, before) -> {
          customers++;
          if (Math.floorMod(RehearsedPerson.hash(customer.person()), every) == 0) {
            RehearsedPerson person =
                new RehearsedPerson(
                    customer,
                    everybody ? Optional.empty() : before,
                    PublishedModels.base(run.reader(), customer.person())
                        .filter(known -> known.purchaseDays() > 0),
                    live,
                    !request.still(),
                    request.seed());
            person.lookAtEndOf(live.model().referenceDate());
            person.draw(live.model().referenceDate(), last);
            people.put(customer.person(), person);
          }
        });
  }

  private Instant at(LocalDate day, int hour) {
    return day.atTime(hour, 0).atZone(zone).toInstant();
  }

  private void day(LocalDate day) {
    night(day);
    for (int hour = MORNING; hour <= EVENING; hour++) {
      Instant now = at(day, hour);
      dates(day, hour, now);
      if (hour == NOON) {
        purchases(day, now);
        follow(day, now);
      }
      work(now);
    }
  }

  /** What a run at the end of the day before says. */
  private void night(LocalDate day) {
    Instant now = at(day, MORNING);
    Moment moment = new Moment(now, zone);
    LocalDate end = day.minusDays(1);
    List<Started> journeys = store.journeys();
    Map<RehearsedPerson, Optional<Segment>> known = new LinkedHashMap<>();
    people.values().forEach(each -> known.put(each, each.customer().segment()));
    people.values().parallelStream().forEach(each -> each.lookAtEndOf(end)); // each by itself
    for (RehearsedPerson person : people.values()) {
      changed(person, Objects.requireNonNull(known.get(person)), now);
      Optional<Segment> before = person.night();
      for (Started each : journeys) {
        each.journey()
            .entry()
            .inRun(person.customer(), before, end, moment)
            .flatMap(key -> runner.enter(each, person.customer(), key, now, now))
            .ifPresent(
                reason -> counts.refused(each.journey().id(), person.customer().person(), reason));
      }
    }
  }

  private void changed(RehearsedPerson person, Optional<Segment> known, Instant now) {
    if (!person.customer().segment().equals(known)) {
      var unused =
          runner.signal(
              person.customer().person(), new Signal(Signal.SEGMENT_CHANGED, now, ""), now);
    }
  }

  private void dates(LocalDate day, int hour, Instant now) {
    for (Started each : store.journeys()) {
      if (each.journey().entry().trigger() instanceof Entry.OnDate date
          && date.is(day)
          && Math.max(MORNING, date.at().getHour()) == hour) {
        for (RehearsedPerson person : people.values()) {
          runner
              .enter(each, person.customer(), "date@" + day, now, now)
              .ifPresent(
                  reason ->
                      counts.refused(each.journey().id(), person.customer().person(), reason));
        }
      }
    }
  }

  private void purchases(LocalDate day, Instant now) {
    LocalDate last = live.model().referenceDate().plusDays(request.days());
    for (RehearsedPerson person : people.values()) {
      if (person.buysOn(day)) {
        Optional<Segment> known = person.customer().segment();
        person.buy(now);
        person.draw(day, last);
        tell(person, new Signal(Signal.PURCHASE, now, day.toString()), now);
        changed(person, known, now);
        request
            .follow()
            .forEach(
                (event, days) ->
                    following
                        .computeIfAbsent(day.plusDays(days), any -> new ArrayList<>())
                        .add(new Following(person.customer().person(), event, day.toString())));
      }
    }
  }

  private void follow(LocalDate day, Instant now) {
    for (Following each : following.getOrDefault(day, List.of())) {
      tell(person(each.person()), new Signal(each.event(), now, each.key()), now);
    }
    following.remove(day);
  }

  private void tell(RehearsedPerson person, Signal signal, Instant now) {
    String id = person.customer().person();
    runner
        .signal(id, signal, now)
        .forEach((journey, reason) -> counts.refused(journey, id, reason));
  }

  private void work(Instant now) {
    int done;
    do {
      done = runner.turn(now, BATCH) + channels.work(runner, now);
    } while (done > 0);
  }
}
