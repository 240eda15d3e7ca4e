// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Evidence;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityGraph;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.identity.Profile;
import io.perenne.engage.identity.Separation;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Verdicts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Evidence that identifiers connect, and the profiles that follow from it. */
final class Component {
  private static final String ALL = "all";

  private final long number;
  private final IdentityGraph graph;
  private @Nullable Evidence latest;

  private Component(long number, IdentityRules rules) {
    this.number = number;
    graph = new IdentityGraph(rules);
  }

  /** Makes the component of some evidence. */
  static Component of(
      long number, List<People.Said> evidence, List<Separation> separations, IdentityRules rules) {
    Component component = new Component(number, rules);
    separations.forEach(each -> component.graph.separate(each.one(), each.other()));
    evidence.stream().map(Component::evidence).sorted(Evidence.ORDER).forEach(component::add);
    return component;
  }

  static Evidence evidence(People.Said kept) {
    return new Evidence(
        kept.event(), kept.happened(), Set.copyOf(identifiers(kept.identifiers())), kept.byHand());
  }

  /** Returns identifiers as they are kept. */
  static String text(List<Identifier> identifiers) {
    return Json.text(
        Map.of(ALL, identifiers.stream().map(each -> List.of(each.type(), each.value())).toList()));
  }

  /** Returns who stays apart, by what people have said. */
  static List<Separation> separations(List<Verdicts.Verdict> verdicts) {
    return verdicts.stream()
        .filter(each -> !each.same())
        .map(
            each ->
                new Separation(
                    new Identifier(each.oneType(), each.oneValue()),
                    new Identifier(each.otherType(), each.otherValue())))
        .toList();
  }

  /** Returns identifiers that {@link #text} has written. */
  static List<Identifier> identifiers(String text) {
    return Json.own(text).get(ALL) instanceof List<?> all
        ? all.stream().map(Component::identifier).toList()
        : List.of();
  }

  private static Identifier identifier(@Nullable Object pair) {
    List<?> both = (List<?>) Objects.requireNonNull(pair);
    return new Identifier(String.valueOf(both.get(0)), String.valueOf(both.get(1)));
  }

  long number() {
    return number;
  }

  IdentityGraph graph() {
    return graph;
  }

  /** Adds evidence; returns whether it is later than all that was there. */
  boolean add(Evidence evidence) {
    graph.add(evidence);
    boolean later = latest == null || Evidence.ORDER.compare(latest, evidence) < 0;
    if (later) {
      latest = evidence;
    }
    return later;
  }

  /** Returns the profiles by their ids. */
  Map<String, Profile> profiles() {
    return graph.profiles().stream().collect(Collectors.toMap(Profile::id, Function.identity()));
  }

  /** Writes for all identifiers whose they are. */
  void keepHomes(People people) {
    people.removeHomes(number);
    graph
        .profiles()
        .forEach(
            profile ->
                profile
                    .identifiers()
                    .forEach(each -> people.keepHome(each.type(), each.value(), profile.id())));
  }

  /** Returns whose an event is; empty if it is nobody's. */
  Optional<String> owner(String event, Instant at, List<Identifier> identifiers) {
    return graph.owner(new Evidence(event, at, Set.copyOf(identifiers), false)).map(Profile::id);
  }
}
