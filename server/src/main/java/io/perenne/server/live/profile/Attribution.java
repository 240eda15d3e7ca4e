// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.identity.Evidence;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityGraph;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.identity.Profile;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.storage.People;
import io.perenne.server.storage.People.Known;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds whose an event is, and keeps what it says of identity. */
final class Attribution {
  private final People people;
  private final Components components;
  private final IdentityRules rules;

  Attribution(People people, Components components, IdentityRules rules) {
    this.people = people;
    this.components = components;
    this.rules = rules;
  }

  /**
   * Whose an event is.
   *
   * @param component with what its identifiers are connected
   * @param parts the numbers of the components that it has put together
   * @param owner the profile; empty if it is nobody's
   * @param learned whether it says something new of identity
   * @param again whether earlier events may be of other profiles now
   * @param regroups whether earlier events may be of somebody else now, or of somebody whose name
   *     nobody knew
   */
  record Found(
      Component component,
      List<Long> parts,
      Optional<String> owner,
      boolean learned,
      boolean again,
      boolean regroups) {}

  /** Returns whose an event is; empty if nothing tells. */
  Optional<Found> find(Event event, Saying saying, long row) {
    Optional<People.Said> known = people.said(saying.hash());
    if (known.isPresent() && !isEarlier(event, known.get())) {
      Component component = components.get(people, known.get().component());
      return Optional.of(found(component, List.of(), event, saying, false, false, false));
    }
    Map<Identifier, Known> identifiers = new HashMap<>();
    for (Identifier each : saying.identifiers()) {
      people.identifier(each.type(), each.value()).ifPresent(one -> identifiers.put(each, one));
    }
    List<Identifier> telling =
        saying.identifiers().stream().filter(each -> !isCrowded(identifiers.get(each))).toList();
    if (telling.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(learn(event, saying, telling, identifiers, known.isPresent(), row));
  }

  private static boolean isEarlier(Event event, People.Said known) {
    int order = event.times().at().compareTo(known.happened());
    return order < 0 || (order == 0 && event.id().compareTo(known.event()) < 0);
  }

  private static boolean isCrowded(@Nullable Known known) {
    return known != null && known.carriers() > IdentityGraph.CROWD;
  }

  private Found learn(
      Event event,
      Saying saying,
      List<Identifier> telling,
      Map<Identifier, Known> known,
      boolean isKnown,
      long row) {
    List<Long> numbers =
        telling.stream()
            .flatMap(each -> Optional.ofNullable(known.get(each)).stream())
            .map(Known::component)
            .distinct()
            .toList();
    Map<String, Profile> before = new HashMap<>();
    numbers.forEach(each -> before.putAll(components.get(people, each).profiles()));
    Component component =
        numbers.isEmpty() ? components.create(people, row) : components.join(people, numbers);
    boolean latest =
        component.add(new Evidence(event.id(), event.times().at(), Set.copyOf(telling), false));
    people.keep(
        new People.Said(
            saying.hash(),
            component.number(),
            event.id(),
            event.times().at(),
            false,
            Component.text(telling)));
    Map<String, Profile> after = component.profiles();
    keepIdentifiers(component, telling, known, isKnown ? 0 : 1);
    boolean again =
        !numbers.isEmpty() && (isKnown || isOther(before, after, known.keySet(), latest));
    if (again) {
      component.keepHomes(people);
    }
    boolean named = !rules.strong(fresh(telling, known)).isEmpty();
    boolean regroups = again || numbers.size() > 1 || (named && !numbers.isEmpty());
    return found(component, numbers, event, saying, true, again, regroups);
  }

  private static List<Identifier> fresh(List<Identifier> telling, Map<Identifier, Known> known) {
    return telling.stream().filter(each -> !known.containsKey(each)).toList();
  }

  private void keepIdentifiers(
      Component component, List<Identifier> telling, Map<Identifier, Known> known, int more) {
    for (Identifier each : telling) {
      long carriers = Optional.ofNullable(known.get(each)).map(Known::carriers).orElse(0L);
      people.keep(
          new Known(
              each.type(),
              each.value(),
              component.number(),
              carriers + more,
              component.graph().find(each).map(Profile::id)));
    }
  }

  /**
   * Returns whether more has happened than that one profile got identifiers that nobody had: then
   * events that came before may be of somebody else.
   */
  private static boolean isOther(
      Map<String, Profile> before,
      Map<String, Profile> after,
      Set<Identifier> known,
      boolean latest) {
    if (!before.keySet().equals(after.keySet())) {
      return true;
    }
    for (Map.Entry<String, Profile> each : before.entrySet()) {
      Profile then = each.getValue();
      Profile now = after.getOrDefault(each.getKey(), then);
      Set<Identifier> added = new HashSet<>(now.identifiers());
      added.removeAll(then.identifiers());
      boolean grown =
          now.identifiers().containsAll(then.identifiers())
              && added.stream().noneMatch(known::contains);
      if (!grown || then.shared() != now.shared() || (now.shared() && !latest)) {
        return true;
      }
    }
    return false;
  }

  private static Found found(
      Component component,
      List<Long> parts,
      Event event,
      Saying saying,
      boolean learned,
      boolean again,
      boolean regroups) {
    return new Found(
        component,
        parts,
        component.owner(event.id(), event.times().at(), saying.identifiers()),
        learned,
        again,
        regroups);
  }
}
