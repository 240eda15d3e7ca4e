// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.engage.audience.Moment;
import io.perenne.engage.journey.Instance.Phase;
import io.perenne.engage.journey.JourneyStore.Started;
import io.perenne.engage.journey.JourneyStore.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Runs the journeys of a store. It keeps nothing itself: if it breaks down, another one goes on
 * with what the store has. Many may run on one store.
 */
public final class JourneyRunner {
  private static final int MOST_TRIES = 20;
  private static final int PAGE = 500;

  private final JourneyStore store;
  private final Engine engine;
  private final Function<String, Customer> people;

  /**
   * Makes a runner.
   *
   * @param people returns what is known of a person now
   */
  public JourneyRunner(JourneyStore store, Engine engine, Function<String, Customer> people) {
    this.store = store;
    this.engine = engine;
    this.people = people;
  }

  /**
   * Lets somebody enter a journey.
   *
   * @param key the fact by which: by one key nobody enters twice
   * @param at when that was
   * @return why not; empty if they have entered
   */
  public Optional<Reason> enter(
      Started started, Customer customer, String key, Instant at, Instant now) {
    if (started.state() != State.RUNNING) {
      return Optional.of(Reason.CLOSED);
    }
    Journey journey = started.journey();
    if (!journey.entry().only().holds(customer, new Moment(now, engine.zone()))) {
      return Optional.of(Reason.CONDITION); // the store need not be asked
    }
    boolean isIn =
        store.watched(customer.person(), now).stream()
            .anyMatch(each -> each.isActive() && each.journey().equals(journey.id()));
    Optional<Reason> refused =
        engine.refusal(
            journey, customer, now, store.lastEntered(journey.id(), customer.person()), isIn);
    if (refused.isPresent()) {
      return refused;
    }
    boolean entered = store.enter(engine.enter(journey, customer.person(), key, at));
    return entered ? Optional.empty() : Optional.of(Reason.SAME_EVENT);
  }

  /**
   * Tells a person's journeys what happened, and lets the person enter by it.
   *
   * @return why the person did not enter those that the event lets enter, by their ids
   */
  public Map<String, Reason> signal(String person, Signal signal, Instant now) {
    Customer customer = people.apply(person);
    for (Instance each : store.watched(person, signal.at())) {
      change(each, instance -> engine.on(journey(instance), instance, signal, customer, now));
    }
    String key = signal.name() + ":" + signal.key();
    Map<String, Reason> refused = new TreeMap<>();
    for (Started started : store.journeys()) {
      if (started.journey().entry().trigger() instanceof Entry.Happening happening
          && Signal.small(happening.name()).equals(signal.name())) {
        enter(started, customer, key, signal.at(), now)
            .ifPresent(reason -> refused.put(started.journey().id(), reason));
      }
    }
    return refused;
  }

  /**
   * Moves instances that are due.
   *
   * @return how many were looked at; fewer than asked for if no more are due
   */
  public int turn(Instant now, int most) {
    List<Instance> due = store.due(now, most);
    for (Instance each : due) {
      move(each, now);
    }
    return due.size();
  }

  private void move(Instance instance, Instant now) {
    if (instance.phase() == Phase.HANDED) {
      ask(instance, now);
      return;
    }
    Move move = engine.move(journey(instance), instance, people.apply(instance.person()), now);
    var unused = store.commit(instance, move); // if it was changed since, it comes again
  }

  /** Asks what became of an order of which nothing was heard. */
  private void ask(Instance instance, Instant now) {
    String key = instance.sendKey();
    Optional<Outcome> known = store.outbox().outcome(key);
    boolean late = instance.expires().filter(end -> !now.isBefore(end)).isPresent();
    if (known.isEmpty() && late && store.outbox().withdraw(key)) {
      known = Optional.of(new Outcome(Outcome.Kind.EXPIRED, ""));
    }
    Move move =
        known.isPresent()
            ? engine.outcome(journey(instance), instance, key, known.get(), now)
            : new Move(engine.later(instance, now), List.of(), List.of(), List.of());
    var unused = store.commit(instance, move);
  }

  /** Tells an instance what became of an order. */
  public void outcome(String sendKey, Outcome outcome, Instant now) {
    store
        .find(Instance.ofSendKey(sendKey))
        .ifPresent(
            found ->
                change(
                    found,
                    instance ->
                        engine.outcome(journey(instance), instance, sendKey, outcome, now)));
  }

  /** Lets nobody enter or move until it is resumed. What has not left is taken back. */
  public void pause(String id, Instant now) {
    store.set(id, State.PAUSED, now);
    settle(id, now);
  }

  /** Lets a paused or stopped journey run. */
  public void resume(String id, Instant now) {
    settle(id, now);
    store.resume(id, engine, now);
  }

  /** Lets everybody leave. */
  public void stop(String id, Instant now) {
    store.set(id, State.STOPPED, now);
    settle(id, now);
  }

  /**
   * Does what has to be done to journeys that were paused or stopped, which may have been cut off.
   */
  public void settle(Instant now) {
    store.journeys().stream()
        .filter(each -> each.state() != State.RUNNING)
        .forEach(each -> settle(each.journey().id(), now));
  }

  private void settle(String id, Instant now) {
    State state =
        store.journeys().stream()
            .filter(each -> each.journey().id().equals(id))
            .map(Started::state)
            .findFirst()
            .orElse(State.RUNNING);
    String after = "";
    List<Instance> page = store.active(id, after, PAGE);
    while (state != State.RUNNING && !page.isEmpty()) {
      for (Instance each : page) {
        if (state == State.STOPPED) {
          change(each, instance -> engine.leave(journey(instance), instance, Reason.STOPPED, now));
        } else if (each.phase() == Phase.HANDED && isBack(each.sendKey())) {
          change(each, this::back);
        }
        after = each.id();
      }
      page = store.active(id, after, PAGE);
    }
  }

  /** Takes an order back; true also if that was done before, and whoever did it was cut off. */
  private boolean isBack(String key) {
    return store.outbox().withdraw(key)
        || store
            .outbox()
            .outcome(key)
            .filter(each -> each.kind() == Outcome.Kind.WITHDRAWN)
            .isPresent();
  }

  private Move back(Instance instance) {
    boolean handed = instance.phase() == Phase.HANDED;
    return new Move(handed ? engine.back(instance) : instance, List.of(), List.of(), List.of());
  }

  private Journey journey(Instance instance) {
    return store.version(instance.journey(), instance.version()).orElseThrow();
  }

  /** Changes an instance, again if somebody else has changed it meanwhile. */
  private void change(Instance found, Function<Instance, Move> change) {
    Instance instance = found;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Move move = change.apply(instance);
      if (!move.isAny(instance) || store.commit(instance, move)) {
        return;
      }
      instance = store.find(found.id()).orElseThrow();
    }
    throw new IllegalStateException("somebody else changes it all the time: " + found.id());
  }
}
