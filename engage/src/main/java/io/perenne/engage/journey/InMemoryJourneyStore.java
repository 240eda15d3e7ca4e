// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Journeys in memory, for rehearsals and tests. Safe for use by many threads. */
public final class InMemoryJourneyStore implements JourneyStore {
  private record Due(Instant at, String id) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at).thenComparing(Due::id);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }

  private final Outbox outbox;
  private final Consumer<LogEntry> taker;
  private final boolean keepsLog;
  private final Map<String, Started> started = new TreeMap<>();
  private final Map<String, Journey> versions = new HashMap<>();
  private final Map<String, Instance> instances = new HashMap<>();
  private final Map<String, TreeSet<Due>> due = new TreeMap<>();
  private final Map<String, Set<String>> byPerson = new HashMap<>();
  private final Map<String, Instant> entered = new HashMap<>();
  private final Set<String> slots = new HashSet<>();
  private final Map<String, List<LogEntry>> logs = new HashMap<>();

  /** Makes an empty store. */
  public InMemoryJourneyStore(Outbox outbox) {
    this(outbox, entry -> {}, true);
  }

  /**
   * Makes an empty store that hands its log over and does not keep it.
   *
   * @param taker gets each entry
   */
  public static InMemoryJourneyStore loggingTo(Outbox outbox, Consumer<LogEntry> taker) {
    return new InMemoryJourneyStore(outbox, taker, false);
  }

  private InMemoryJourneyStore(Outbox outbox, Consumer<LogEntry> taker, boolean keepsLog) {
    this.outbox = outbox;
    this.taker = taker;
    this.keepsLog = keepsLog;
  }

  private static String slot(Instance instance) {
    return instance.journey() + "\n" + instance.person() + "\n" + instance.slot();
  }

  @Override
  public synchronized void define(Journey journey, Instant now) {
    versions.put(journey.id() + ":" + journey.version(), journey);
    Started known = started.get(journey.id());
    started.put(
        journey.id(),
        new Started(
            journey,
            known == null ? State.STOPPED : known.state(),
            known == null ? now : known.since()));
  }

  @Override
  public synchronized List<Started> journeys() {
    return List.copyOf(started.values());
  }

  @Override
  public synchronized Optional<Journey> version(String id, String version) {
    return Optional.ofNullable(versions.get(id + ":" + version));
  }

  @Override
  public synchronized void set(String id, State state, Instant now) {
    Started known = Objects.requireNonNull(started.get(id), id);
    if (known.state() != state) {
      started.put(id, new Started(known.journey(), state, now));
    }
  }

  @Override
  public synchronized void resume(String id, Engine engine, Instant now) {
    Started known = Objects.requireNonNull(started.get(id), id);
    if (known.state() == State.PAUSED) {
      for (Instance each : List.copyOf(instances.values())) {
        if (each.isActive() && each.journey().equals(id)) {
          Journey journey = version(id, each.version()).orElseThrow();
          put(engine.resumed(journey, each, known.since(), now).next());
        }
      }
    }
    set(id, State.RUNNING, now);
  }

  private boolean isIn(String journey, State state) {
    Started known = started.get(journey);
    return known != null && known.state() == state;
  }

  @Override
  public synchronized boolean enter(Move move) {
    Instance instance = move.instance();
    if (instances.containsKey(instance.id())
        || slots.contains(slot(instance))
        || !isIn(instance.journey(), State.RUNNING)) {
      return false;
    }
    byPerson.computeIfAbsent(instance.person(), any -> new TreeSet<>()).add(instance.id());
    entered.merge(
        instance.journey() + "\n" + instance.person(),
        instance.entered(),
        (one, other) -> one.isAfter(other) ? one : other);
    keep(move, instance);
    return true;
  }

  @Override
  public synchronized boolean commit(Instance before, Move move) {
    Instance known = instances.get(before.id());
    if (known == null || known.revision() != before.revision()) {
      return false;
    }
    keep(move, move.instance().next());
    return true;
  }

  private void keep(Move move, Instance instance) {
    put(instance);
    for (LogEntry entry : move.log()) {
      taker.accept(entry);
      if (keepsLog) {
        logs.computeIfAbsent(entry.person(), any -> new ArrayList<>()).add(entry);
      }
    }
    move.withdrawn().forEach(outbox::withdraw);
    move.orders().forEach(outbox::hand);
  }

  private void put(Instance instance) {
    Instance before = instances.put(instance.id(), instance);
    Set<Due> all = due.computeIfAbsent(instance.journey(), any -> new TreeSet<>());
    if (before != null) {
      all.remove(new Due(before.due(), before.id()));
    }
    if (instance.isActive()) {
      slots.add(slot(instance));
      all.add(new Due(instance.due(), instance.id()));
    } else {
      slots.remove(slot(instance));
    }
  }

  @Override
  public synchronized Optional<Instance> find(String id) {
    return Optional.ofNullable(instances.get(id));
  }

  private Instance instance(String id) {
    return Objects.requireNonNull(instances.get(id), id);
  }

  @Override
  public synchronized List<Instance> due(Instant now, int most) {
    List<Due> found = new ArrayList<>();
    due.forEach(
        (journey, all) -> {
          if (isIn(journey, State.RUNNING)) {
            all.stream().takeWhile(each -> !each.at().isAfter(now)).limit(most).forEach(found::add);
          }
        });
    return found.stream().sorted().limit(most).map(each -> instance(each.id())).toList();
  }

  @Override
  public synchronized List<Instance> active(String journey, String afterId, int most) {
    return due.getOrDefault(journey, new TreeSet<>()).stream()
        .map(Due::id)
        .filter(id -> id.compareTo(afterId) > 0)
        .sorted()
        .limit(most)
        .map(this::instance)
        .toList();
  }

  @Override
  public synchronized List<Instance> watched(String person, Instant at) {
    return byPerson.getOrDefault(person, Set.of()).stream()
        .map(this::instance)
        .filter(each -> each.isWatched(at))
        .toList();
  }

  @Override
  public synchronized Optional<Instant> lastEntered(String journey, String person) {
    return Optional.ofNullable(entered.get(journey + "\n" + person));
  }

  @Override
  public synchronized List<LogEntry> log(String person) {
    return List.copyOf(logs.getOrDefault(person, List.of()));
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }
}
