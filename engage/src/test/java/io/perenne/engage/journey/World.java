// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Situation;
import io.perenne.engage.journey.JourneyStore.Started;
import io.perenne.engage.journey.JourneyStore.State;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * People, journeys and a sender, to whom a schedule of numbers happens: each says what, to whom,
 * and whether the program breaks down over it, before or after something was kept.
 */
final class World {
  private static final List<String> PEOPLE = List.of("ana", "ben", "eva");
  private static final Set<String> WRITES = Set.of("enter", "commit", "set", "resume");

  /** The program breaks down. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Something that left. */
  record Sent(Order order, Instant at) {}

  final InMemoryOutbox outbox = new InMemoryOutbox();
  final InMemoryJourneyStore kept = new InMemoryJourneyStore(outbox);
  final List<Sent> sent = new ArrayList<>();
  final Map<String, Integer> entries = new HashMap<>();
  final Map<String, Instant> over = new HashMap<>();
  private final Map<String, Customer> people = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private Instant now = Journeys.START;
  private int writesLeft = Integer.MAX_VALUE;
  private boolean afterwards;
  private int days;

  World() {
    PEOPLE.forEach(each -> people.put(each, Journeys.customer(each)));
    kept.define(Journeys.reactivation(4), now);
    kept.define(Journeys.thanks(), now);
    for (String id : List.of("reactivation", "thanks")) {
      kept.set(id, State.RUNNING, now);
      states.put(id, State.RUNNING);
    }
  }

  private Object store(Object self, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    boolean crashes = WRITES.contains(method.getName()) && --writesLeft < 0;
    if (crashes && !afterwards) {
      throw new Crash();
    }
    try {
      Object result = method.invoke(kept, arguments);
      if (crashes) {
        throw new Crash();
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private JourneyRunner runner() {
    JourneyStore store =
        (JourneyStore)
            Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {JourneyStore.class}, this::store);
    return new JourneyRunner(
        store, Journeys.ENGINE, person -> Objects.requireNonNull(people.get(person)));
  }

  /** Does something; if the program breaks down over it, a new one does it again. */
  private void surely(int crash, java.util.function.Consumer<JourneyRunner> what) {
    writesLeft = crash % 5 == 0 ? crash / 5 % 4 : Integer.MAX_VALUE;
    afterwards = crash % 2 == 0;
    try {
      what.accept(runner());
    } catch (Crash e) {
      writesLeft = Integer.MAX_VALUE;
      runner().settle(now);
      what.accept(runner());
    }
    writesLeft = Integer.MAX_VALUE;
  }

  void happens(int number) {
    String person = PEOPLE.get(number / 13 % PEOPLE.size());
    int crash = number / 100;
    String journey = number / 13 % 2 == 0 ? "reactivation" : "thanks";
    switch (number % 13) {
      case 0, 1, 2 -> {
        now = now.plus(Duration.ofHours(1 + number / 13 % 80));
        surely(crash, runner -> runner.turn(now, 100));
      }
      case 3, 4 -> send(crash);
      case 5 -> signal(crash, person, new Signal(Signal.PURCHASE, now, "day" + ++days));
      case 6 -> signal(crash, person, new Signal(Signal.PURCHASE, now, "day" + days));
      case 7 -> enter(crash, person, "segment:" + number / 40 % 4);
      case 8 -> enter(crash, person, "segment:" + number / 40 % 4);
      case 9 -> signal(crash, person, new Signal("answered", now, "a" + number));
      case 10 -> bar(crash, person, number / 40 % 4);
      case 11 -> change(crash, journey, number / 26 % 4);
      default -> kept.define(Journeys.reactivation(2 + number / 13 % 4), now);
    }
    check();
  }

  private void enter(int crash, String person, String key) {
    Customer customer = Objects.requireNonNull(people.get(person));
    surely(
        crash,
        runner -> {
          for (Started each : kept.journeys()) {
            if (each.journey().id().equals("reactivation")) {
              var unused = runner.enter(each, customer, key, now, now);
            }
          }
        });
  }

  private void signal(int crash, String person, Signal signal) {
    surely(crash, runner -> runner.signal(person, signal, now));
    if (signal.name().equals(Signal.PURCHASE)) {
      for (Instance each : kept.watched(person, now)) {
        assertThat(each.isActive() && each.journey().equals("reactivation"))
            .as("in a journey that a purchase ends")
            .isFalse();
      }
    }
  }

  private void bar(int crash, String person, int how) {
    Customer who = Objects.requireNonNull(people.get(person));
    if (how == 0) {
      people.put(person, Journeys.with(who, Situation.Standing.ERASED, who.control()));
      signal(crash, person, new Signal(Signal.ERASED, now, ""));
    } else if (how == 1) {
      people.put(person, Journeys.with(who, who.standing(), true));
      signal(crash, person, new Signal(Signal.CONTROL, now, ""));
    } else {
      Set<Channel> left = new HashSet<>(who.consents());
      left.retainAll(how == 2 ? Set.of() : Set.of(Channel.SMS));
      Customer less = Journeys.customer(person, left);
      people.put(person, Journeys.with(less, who.standing(), who.control()));
      signal(crash, person, new Signal(Signal.CONSENT_CHANGED, now, ""));
    }
    if (how != 3) {
      over.putIfAbsent(person, now);
    }
  }

  private void change(int crash, String id, int how) {
    State state = how == 0 ? State.PAUSED : how == 1 ? State.STOPPED : State.RUNNING;
    surely(
        crash,
        runner -> {
          switch (state) {
            case PAUSED -> runner.pause(id, now);
            case STOPPED -> runner.stop(id, now);
            case RUNNING -> runner.resume(id, now);
          }
        });
    states.put(id, state);
  }

  /** Sends all that is due, by a channel that may break down over the first of it. */
  private void send(int crash) {
    boolean breaks = crash % 3 == 0;
    for (Order order : outbox.due(now)) {
      boolean late = order.expires().filter(end -> !now.isBefore(end)).isPresent();
      if (late) {
        outbox.settle(order.key(), new Outcome(Outcome.Kind.EXPIRED, ""));
      } else if (outbox.claim(order.key())) {
        sent.add(new Sent(order, now));
        if (breaks) {
          break; // it has left, and nobody wrote that down
        }
        outbox.settle(order.key(), new Outcome(Outcome.Kind.DONE, "email"));
      }
      tell(crash, order.key());
      breaks = false;
    }
    for (Order order : outbox.leaving()) {
      outbox.settle(order.key(), new Outcome(Outcome.Kind.UNCERTAIN, ""));
      tell(crash, order.key());
    }
  }

  private void tell(int crash, String key) {
    Outcome outcome = outbox.outcome(key).orElseThrow();
    surely(crash, runner -> runner.outcome(key, outcome, now));
  }

  /** What holds at any time. */
  private void check() {
    Set<String> slots = new HashSet<>();
    for (String journey : List.of("reactivation", "thanks")) {
      for (Instance each : kept.active(journey, "", 1000)) {
        assertThat(slots.add(journey + each.person() + each.slot())).as("one active").isTrue();
        assertThat(states.get(journey)).as("stopped is empty").isNotEqualTo(State.STOPPED);
      }
    }
    Set<String> keys = new HashSet<>();
    for (Sent each : sent) {
      assertThat(keys.add(each.order().key())).as("left once: " + each).isTrue();
      Instance instance = kept.find(Instance.ofSendKey(each.order().key())).orElseThrow();
      assertThat(each.order().version()).as("one version").isEqualTo(instance.version());
      Instant barred = over.get(each.order().person());
      assertThat(barred != null && each.at().isAfter(barred)).as("nothing once barred").isFalse();
      assertThat(each.order().expires().filter(end -> !each.at().isBefore(end)))
          .as("nothing too late")
          .isEmpty();
    }
    Set<String> entered = new HashSet<>();
    for (String person : PEOPLE) {
      for (LogEntry entry : kept.log(person)) {
        if (entry.what() == LogEntry.What.ENTERED) {
          assertThat(entered.add(entry.journey() + person + entry.detail()))
              .as("by one fact once")
              .isTrue();
        }
      }
    }
  }

  List<LogEntry> log() {
    List<LogEntry> log = new ArrayList<>();
    PEOPLE.forEach(each -> log.addAll(kept.log(each)));
    return log;
  }

  State state(String journey) {
    return Objects.requireNonNull(states.get(journey));
  }
}
