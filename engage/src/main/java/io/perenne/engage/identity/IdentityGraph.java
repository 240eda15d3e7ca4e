// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All evidence of identity, and the profiles that follow from it.
 *
 * <p>The evidence is the truth, and profiles are a view of it: they depend on what is known, never
 * on the order in which it arrived. Evidence that says the same as other evidence counts once, at
 * the earlier time. What arrives in order costs what its own profiles cost; what arrives late is
 * put in its place by taking again the evidence that it is connected with.
 *
 * <p>An identifier that more than {@link #CROWD} different pieces of evidence carry is no person's,
 * and is left out of account. Not safe for use by many threads.
 */
public final class IdentityGraph {
  /** How many different pieces of evidence may carry one identifier. */
  public static final int CROWD = 1000;

  private final IdentityRules rules;
  private final Set<Separation> separations = new HashSet<>();
  private final Set<Identifier> crowded = new HashSet<>();
  private final Resolver resolver;
  private final Map<Said, Evidence> first = new HashMap<>();
  private final Map<Identifier, Integer> carriers = new HashMap<>();
  private final Map<Identifier, Component> components = new HashMap<>();

  /** Makes an empty graph. */
  public IdentityGraph(IdentityRules rules) {
    this.rules = rules;
    resolver = new Resolver(rules, separations, crowded);
  }

  /** What a piece of evidence says, whenever. */
  private record Said(Set<Identifier> identifiers, boolean byHand) {
    static Said of(Evidence evidence) {
      return new Said(evidence.identifiers(), evidence.byHand());
    }
  }

  /** Evidence that is connected by identifiers, and what was decided on it. */
  private static final class Component {
    final TreeSet<Evidence> evidence = new TreeSet<>(Evidence.ORDER);
    final Set<Identifier> identifiers = new HashSet<>();
    final List<Decision> decisions = new ArrayList<>();

    void add(Component other) {
      evidence.addAll(other.evidence);
      identifiers.addAll(other.identifiers);
      decisions.addAll(other.decisions);
    }
  }

  /**
   * Returns evidence with the identifiers that count, in the form in which they are compared; empty
   * if none does.
   */
  public Optional<Evidence> usable(Evidence given) {
    Set<Identifier> identifiers =
        given.identifiers().stream()
            .flatMap(each -> rules.usable(each).stream())
            .collect(Collectors.toSet());
    return identifiers.isEmpty()
        ? Optional.empty()
        : Optional.of(new Evidence(given.event(), given.at(), identifiers, given.byHand()));
  }

  /**
   * Adds evidence.
   *
   * @return whose the event is; empty if it names nobody
   */
  public Optional<Profile> add(Evidence given) {
    Optional<Evidence> usable = usable(given);
    usable.ifPresent(this::learn);
    return usable.flatMap(resolver::owner).map(this::profile);
  }

  private void learn(Evidence evidence) {
    @Nullable Evidence known = first.get(Said.of(evidence));
    if (known != null && Evidence.ORDER.compare(known, evidence) <= 0) {
      return;
    }
    first.put(Said.of(evidence), evidence);
    if (evidence.byHand()) {
      separations.removeIf(
          each ->
              evidence.identifiers().contains(each.one())
                  && evidence.identifiers().contains(each.other()));
    }
    if (known == null) {
      count(evidence);
    }
    Component component = connect(evidence);
    boolean latest =
        component.evidence.isEmpty()
            || Evidence.ORDER.compare(component.evidence.last(), evidence) < 0;
    component.evidence.add(evidence);
    if (known != null) {
      component.evidence.remove(known);
    }
    if (known == null && latest) {
      component.decisions.addAll(resolver.take(evidence));
    } else {
      replay(component);
    }
  }

  private void count(Evidence evidence) {
    for (Identifier each : evidence.identifiers()) {
      if (carriers.merge(each, 1, Integer::sum) == CROWD + 1) {
        crowded.add(each);
        Optional.ofNullable(components.get(each)).ifPresent(this::split);
      }
    }
  }

  /** Puts together what a piece of evidence connects. */
  private Component connect(Evidence evidence) {
    Set<Identifier> connecting = new HashSet<>(evidence.identifiers());
    connecting.removeAll(crowded);
    List<Component> parts =
        connecting.stream()
            .map(components::get)
            .filter(Objects::nonNull)
            .distinct()
            .sorted(Comparator.comparing((Component each) -> each.identifiers.size()).reversed())
            .toList();
    Component whole = parts.isEmpty() ? new Component() : parts.get(0);
    parts.stream().skip(1).forEach(whole::add);
    parts.stream()
        .skip(1)
        .forEach(part -> part.identifiers.forEach(each -> components.put(each, whole)));
    whole.identifiers.addAll(connecting);
    connecting.forEach(each -> components.put(each, whole));
    return whole;
  }

  /** Takes all evidence of a component again. */
  private void replay(Component component) {
    resolver.forget(component.identifiers);
    component.decisions.clear();
    component.evidence.forEach(each -> component.decisions.addAll(resolver.take(each)));
  }

  /** Takes a component apart that was held together by what does not count any more. */
  private void split(Component component) {
    resolver.forget(component.identifiers);
    component.identifiers.forEach(components::remove);
    Set<Component> parts = new HashSet<>();
    for (Evidence each : component.evidence) {
      Component part = connect(each);
      part.evidence.add(each);
      parts.add(part);
    }
    parts.retainAll(new HashSet<>(components.values()));
    parts.forEach(this::replay);
  }

  /**
   * Keeps two people apart from now on, whatever events say: the undo of a merge. Events go to the
   * one or the other as their own identifiers say.
   */
  public void separate(Identifier one, Identifier other) {
    Identifier first = comparable(one);
    Identifier second = comparable(other);
    separations.add(new Separation(first, second));
    @Nullable Component component = components.get(first);
    if (component != null && component.equals(components.get(second))) {
      replay(component);
    }
  }

  private Identifier comparable(Identifier given) {
    return rules.usable(given).orElse(given);
  }

  /** Returns who is known by an identifier. */
  public Optional<Profile> find(Identifier identifier) {
    return resolver.home(comparable(identifier)).map(this::profile);
  }

  /** Returns whose an event is, as known now. */
  public Optional<Profile> owner(Evidence event) {
    return usable(event).flatMap(resolver::owner).map(this::profile);
  }

  private Profile profile(Person person) {
    boolean shared = person.identifiers().stream().anyMatch(resolver::isShared);
    return new Profile(person.id(), person.identifiers(), shared);
  }

  /** Returns all profiles. */
  public Collection<Profile> profiles() {
    return components.keySet().stream()
        .flatMap(each -> resolver.home(each).stream())
        .distinct()
        .map(this::profile)
        .toList();
  }

  /** Returns what was decided on the evidence around an identifier, the oldest first. */
  public List<Decision> decisions(Identifier identifier) {
    return Optional.ofNullable(components.get(comparable(identifier))).stream()
        .flatMap(each -> each.decisions.stream())
        .sorted(Comparator.comparing(Decision::evidence, Evidence.ORDER))
        .toList();
  }

  /** Returns the identifiers that too many share to say anything of anybody. */
  public Set<Identifier> crowded() {
    return Set.copyOf(crowded);
  }

  /**
   * Forgets a person: all evidence that carries one of the identifiers.
   *
   * @return the events of that evidence
   */
  public Set<String> erase(Profile person) {
    Set<String> events = new HashSet<>();
    for (Identifier each : person.identifiers()) {
      Optional.ofNullable(components.get(each))
          .ifPresent(component -> erase(each, component, events));
    }
    separations.removeIf(
        each ->
            person.identifiers().contains(each.one())
                || person.identifiers().contains(each.other()));
    return events;
  }

  private void erase(Identifier identifier, Component component, Set<String> events) {
    Map<Boolean, List<Evidence>> parts =
        component.evidence.stream()
            .collect(Collectors.partitioningBy(each -> each.identifiers().contains(identifier)));
    List<Evidence> gone = parts.getOrDefault(true, List.of());
    gone.forEach(each -> events.add(each.event()));
    gone.forEach(each -> first.remove(Said.of(each)));
    gone.forEach(each -> each.identifiers().forEach(one -> carriers.merge(one, -1, Integer::sum)));
    component.evidence.removeAll(new HashSet<>(gone));
    split(component);
  }
}
