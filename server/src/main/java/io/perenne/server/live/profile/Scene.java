// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.identity.Profile;
import io.perenne.engage.identity.Separation;
import io.perenne.engage.profile.ProfileState;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is connected with some identifiers: what was said of them, and the events that were
 * taken. It is made into people in memory, as it is or as it would be, and written if wanted.
 */
final class Scene {
  private final IdentityRules rules;
  private final List<Long> numbers;
  private final List<People.Said> evidence;
  private final List<Separation> separations;
  private final List<Taken> events;

  /** An event as it is kept, with what it says. */
  record Taken(Events.Stored stored, Event event, Saying saying) {}

  private Scene(
      IdentityRules rules,
      List<Long> numbers,
      List<People.Said> evidence,
      List<Separation> separations,
      List<Taken> events) {
    this.rules = rules;
    this.numbers = numbers;
    this.evidence = evidence;
    this.separations = separations;
    this.events = events;
  }

  /** Reads what is connected with some identifiers, in the form in which they are compared. */
  static Scene of(Transaction in, Collection<Identifier> identifiers, IdentityRules rules) {
    People people = new People(in);
    List<Long> numbers =
        identifiers.stream()
            .flatMap(each -> people.identifier(each.type(), each.value()).stream())
            .map(People.Known::component)
            .distinct()
            .sorted()
            .toList();
    List<People.Said> evidence = new ArrayList<>();
    List<Taken> events = new ArrayList<>();
    for (long number : numbers) {
      evidence.addAll(people.evidence(number));
      new Events(in).takenOf(number).forEach(each -> taken(each, rules).ifPresent(events::add));
    }
    return new Scene(
        rules, numbers, evidence, Component.separations(people.verdicts()), List.copyOf(events));
  }

  private static Optional<Taken> taken(Events.Stored stored, IdentityRules rules) {
    try {
      Event event = Intake.event(stored);
      return Saying.of(event, rules).map(saying -> new Taken(stored, event, saying));
    } catch (MalformedEventException e) {
      return Optional.empty(); // an earlier version took it; the writer keeps it aside
    }
  }

  /** Returns the number under which all of it is kept when it is written. */
  long number() {
    return numbers.get(0);
  }

  List<People.Said> evidence() {
    return evidence;
  }

  List<Taken> events() {
    return events;
  }

  /** Returns the same after some was said that is taken back, and some that was not. */
  Scene with(List<People.Said> more, List<People.Said> less, List<Separation> apart) {
    List<People.Said> said = new ArrayList<>(evidence);
    said.removeAll(less);
    said.addAll(more);
    return new Scene(rules, numbers, said, apart, events);
  }

  /** Returns the same without some events and what only they say. */
  Scene without(Collection<Taken> gone, List<People.Said> less) {
    List<People.Said> said = new ArrayList<>(evidence);
    said.removeAll(less);
    List<Taken> left = events.stream().filter(each -> !gone.contains(each)).toList();
    return new Scene(rules, numbers, said, separations, left);
  }

  /** Returns the same, with each saying at the time of the earliest event that still says it. */
  Scene dated() {
    Map<String, Events.Stored> first = new HashMap<>();
    events.forEach(each -> first.putIfAbsent(each.stored().said(), each.stored()));
    List<People.Said> said =
        evidence.stream()
            .map(
                each -> {
                  Events.Stored event = first.get(each.said());
                  return event == null || each.byHand()
                      ? each
                      : new People.Said(
                          each.said(),
                          each.component(),
                          event.messageId(),
                          event.happened(),
                          false,
                          each.identifiers());
                })
            .toList();
    return new Scene(rules, numbers, said, separations, events);
  }

  List<Separation> separations() {
    return separations;
  }

  /** Returns who follows from it. */
  Component component() {
    return Component.of(numbers.isEmpty() ? 0 : number(), evidence, separations, rules);
  }

  /** Returns whose each event is. */
  Map<Taken, String> owners(Component component) {
    Map<Taken, String> owners = new LinkedHashMap<>();
    for (Taken each : events) {
      component
          .owner(each.event().id(), each.event().times().at(), each.saying().identifiers())
          .ifPresent(id -> owners.put(each, id));
    }
    return owners;
  }

  /** Returns the people by their ids, with what their events say. */
  Map<String, Found> people() {
    Component component = component();
    Map<String, List<Taken>> byOwner = new LinkedHashMap<>();
    owners(component)
        .forEach((event, id) -> byOwner.computeIfAbsent(id, key -> new ArrayList<>()).add(event));
    Map<String, Profile> profiles = component.profiles();
    Map<String, Found> people = new HashMap<>();
    byOwner.forEach(
        (id, own) -> {
          List<Identifier> identifiers =
              Optional.ofNullable(profiles.get(id)).stream()
                  .flatMap(each -> each.identifiers().stream())
                  .sorted(rules.order())
                  .toList();
          people.put(id, found(id, identifiers, own));
        });
    return people;
  }

  private static Found found(String id, List<Identifier> identifiers, List<Taken> events) {
    ProfileState state = ProfileState.empty();
    Instant newest = Instant.EPOCH;
    for (Taken each : events) {
      state = state.apply(each.event());
      Instant at = each.event().times().at();
      newest = at.isAfter(newest) ? at : newest;
    }
    return new Found(id, identifiers, events.size(), newest, state);
  }

  /** Writes the people that follow from it in the place of those that are kept. */
  void write(Transaction in) {
    People kept = new People(in);
    long into = number();
    for (long each : numbers) {
      if (each != into) {
        kept.join(each, into);
      }
    }
    kept.removeProfiles(into);
    component().keepHomes(kept);
    Map<String, Found> people = people();
    long now = new Events(in).newest();
    kept.keep(
        people.values().stream()
            .map(
                each ->
                    new People.Kept(
                        each.id(),
                        into,
                        each.events(),
                        each.newest(),
                        Json.text(each.state().composed(now).toFields())))
            .toList());
    new Standings(in).touch(List.copyOf(people.keySet()));
  }
}
