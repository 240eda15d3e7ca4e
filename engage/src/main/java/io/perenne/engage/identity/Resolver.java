// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins identifiers to profiles, one piece of evidence after the other in {@link Evidence#ORDER}.
 *
 * <p>Evidence that would break a rule loses the identifier that matters least, and is tried again,
 * as in the identity resolution of Segment Unify. A weak identifier that different strong ones of a
 * type claim is shared from then on: alone it leads to a profile of its own, never to a guess.
 */
final class Resolver {
  /** More identifiers than this are no person. */
  static final int MOST_IDENTIFIERS = 1000;

  /** More merges than this are no accident. */
  static final int MOST_MERGES = 100;

  private final IdentityRules rules;
  private final Set<Separation> separations;
  private final Set<Identifier> crowded;
  private final Map<Identifier, TreeMap<Evidence, Person>> homes = new HashMap<>();
  private final Set<Identifier> shared = new HashSet<>();

  /**
   * Makes one that knows nobody. The sets may grow while it is used.
   *
   * @param separations who stays apart
   * @param crowded what too many share to say anything
   */
  Resolver(IdentityRules rules, Set<Separation> separations, Set<Identifier> crowded) {
    this.rules = rules;
    this.separations = separations;
    this.crowded = crowded;
  }

  /** Forgets all that is known of some identifiers. */
  void forget(Set<Identifier> identifiers) {
    homes.keySet().removeAll(identifiers);
    shared.removeAll(identifiers);
  }

  /** Returns who has an identifier now. */
  Optional<Person> home(Identifier identifier) {
    return Optional.ofNullable(homes.get(identifier))
        .map(known -> known.lastEntry().getValue().last());
  }

  /** Returns whether several people use an identifier. */
  boolean isShared(Identifier identifier) {
    return shared.contains(identifier);
  }

  /** Returns whose an event is; nobody's if none of its identifiers was ever taken. */
  Optional<Person> owner(Evidence event) {
    List<Identifier> known =
        event.identifiers().stream().filter(homes::containsKey).sorted(rules.order()).toList();
    return known.stream()
        .filter(each -> !shared.contains(each))
        .findFirst()
        // one that is shared now was somebody's own before
        .or(() -> known.stream().filter(each -> !isSharedAt(each, event)).findFirst())
        .or(() -> known.stream().findFirst())
        .map(each -> at(history(each), event));
  }

  private static Person at(NavigableMap<Evidence, Person> history, Evidence event) {
    Map.Entry<Evidence, Person> then = history.floorEntry(event);
    return (then == null ? history.firstEntry() : then).getValue().last();
  }

  private boolean isSharedAt(Identifier identifier, Evidence event) {
    return Evidence.ORDER.compare(history(identifier).lastKey(), event) <= 0;
  }

  private NavigableMap<Evidence, Person> history(Identifier identifier) {
    return homes.computeIfAbsent(identifier, key -> new TreeMap<>(Evidence.ORDER));
  }

  /** Takes one piece of evidence, and says what else it did than add. */
  List<Decision> take(Evidence evidence) {
    List<Decision> decisions = new ArrayList<>();
    List<Identifier> left = telling(evidence);
    while (!left.isEmpty()) {
      Optional<Objection> objection = objection(evidence, left);
      if (objection.isEmpty()) {
        join(evidence, left).ifPresent(decisions::add);
        return decisions;
      }
      Objection why = objection.get();
      decisions.add(new Decision(why.kind, evidence, Optional.of(why.subject), ids(owners(left))));
      if (why.kind == Decision.Kind.SHARED) {
        share(why.subject, evidence);
      }
      left.remove(why.subject);
    }
    return decisions;
  }

  /** What is shared says nothing. */
  private List<Identifier> telling(Evidence evidence) {
    return evidence.identifiers().stream()
        .filter(each -> !shared.contains(each) && !crowded.contains(each))
        .sorted(rules.order())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private record Objection(Decision.Kind kind, Identifier subject) {}

  private Optional<Objection> objection(Evidence evidence, List<Identifier> left) {
    if (evidence.byHand() || left.size() == 1) {
      return Optional.empty();
    }
    return contradiction(left).or(() -> separation(left)).or(() -> excess(left));
  }

  /** Finds a weak identifier that joins strong ones of a type which nothing strong joins. */
  private Optional<Objection> contradiction(List<Identifier> left) {
    Set<Identifier> core = new LinkedHashSet<>();
    for (Identifier each : left) {
      if (rules.isStrong(each)) {
        core.add(each);
        home(each).ifPresent(owner -> core.addAll(owner.identifiers()));
      }
    }
    boolean said = !core.isEmpty();
    for (Identifier each : left) {
      Optional<Person> owner = rules.isStrong(each) ? Optional.empty() : home(each);
      if (owner.isPresent() && !core.containsAll(owner.get().identifiers())) {
        if (contradict(core, owner.get().identifiers())) {
          return Optional.of(
              new Objection(said ? Decision.Kind.SHARED : Decision.Kind.CONTRADICTED, each));
        }
        core.addAll(owner.get().identifiers());
      }
    }
    return Optional.empty();
  }

  /** Returns whether two have different strong identifiers of one type. */
  private boolean contradict(Set<Identifier> one, Set<Identifier> other) {
    Set<String> types = strongTypes(one);
    types.retainAll(strongTypes(other));
    return !types.isEmpty();
  }

  private Set<String> strongTypes(Set<Identifier> identifiers) {
    return identifiers.stream()
        .filter(rules::isStrong)
        .map(Identifier::type)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Optional<Objection> separation(List<Identifier> left) {
    Set<Identifier> all = union(left);
    return separations.stream()
        .filter(each -> all.contains(each.one()) && all.contains(each.other()))
        .map(each -> least(left, one -> one.equals(each.one()) || one.equals(each.other())))
        .max(rules.order())
        .map(subject -> new Objection(Decision.Kind.SEPARATED, subject));
  }

  private Optional<Objection> excess(List<Identifier> left) {
    Set<Identifier> all = union(left);
    Map<String, Long> counts =
        all.stream().collect(Collectors.groupingBy(Identifier::type, Collectors.counting()));
    List<Person> owners = owners(left);
    Optional<String> over =
        counts.entrySet().stream()
            .filter(each -> each.getValue() > most(each.getKey(), owners))
            .map(Map.Entry::getKey)
            .min(
                Comparator.comparing((String type) -> rules.type(type).priority())
                    .thenComparing(type -> type));
    if (over.isPresent()) {
      return Optional.of(
          new Objection(
              Decision.Kind.OVER_LIMIT, least(left, each -> each.type().equals(over.get()))));
    }
    int merges = owners.stream().mapToInt(Person::merges).sum() + owners.size() - 1;
    boolean tooLarge = owners.size() > 1 && (merges > MOST_MERGES || all.size() > MOST_IDENTIFIERS);
    return tooLarge || all.size() > MOST_IDENTIFIERS
        ? Optional.of(new Objection(Decision.Kind.OVER_LIMIT, left.get(left.size() - 1)))
        : Optional.empty();
  }

  /** Whom somebody has joined by hand may have more than the limit, and gets no more by events. */
  private long most(String type, List<Person> owners) {
    return owners.stream()
        .mapToLong(
            owner -> owner.identifiers().stream().filter(each -> each.type().equals(type)).count())
        .reduce(rules.type(type).limit(), Math::max);
  }

  /** Returns the least of those that bring something of a kind to the profile of the first. */
  private Identifier least(List<Identifier> left, Predicate<Identifier> kind) {
    @Nullable Person leading = home(left.get(0)).orElse(null);
    List<Identifier> bringing =
        left.stream()
            .skip(1)
            .filter(each -> leading == null || !leading.identifiers().contains(each))
            .filter(each -> kind.test(each) || brings(each, kind))
            .toList();
    List<Identifier> from = bringing.isEmpty() ? left : bringing;
    return from.get(from.size() - 1);
  }

  private boolean brings(Identifier identifier, Predicate<Identifier> kind) {
    return home(identifier).stream().flatMap(owner -> owner.identifiers().stream()).anyMatch(kind);
  }

  private Set<Identifier> union(List<Identifier> left) {
    Set<Identifier> all = new LinkedHashSet<>(left);
    owners(left).forEach(owner -> all.addAll(owner.identifiers()));
    return all;
  }

  /** Returns the profiles that have some identifiers, the oldest first. */
  private List<Person> owners(List<Identifier> identifiers) {
    return identifiers.stream()
        .flatMap(each -> home(each).stream())
        .distinct()
        .sorted(Comparator.comparing(Person::founder, Evidence.ORDER).thenComparing(Person::id))
        .toList();
  }

  private static Set<String> ids(List<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Optional<Decision> join(Evidence evidence, List<Identifier> left) {
    List<Person> owners = owners(left);
    Person survivor = owners.isEmpty() ? new Person(evidence, "") : owners.get(0);
    owners.stream().skip(1).forEach(survivor::absorb);
    for (Identifier each : left) {
      if (survivor.identifiers().add(each)) {
        history(each).put(evidence, survivor);
      }
    }
    return owners.size() < 2
        ? Optional.empty()
        : Optional.of(new Decision(Decision.Kind.MERGED, evidence, Optional.empty(), ids(owners)));
  }

  private void share(Identifier identifier, Evidence evidence) {
    home(identifier).ifPresent(owner -> owner.identifiers().remove(identifier));
    Person users = new Person(evidence, identifier.toString());
    users.identifiers().add(identifier);
    shared.add(identifier);
    history(identifier).put(evidence, users);
  }
}
