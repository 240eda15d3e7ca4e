// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.identity.Profile;
import io.perenne.engage.identity.Separation;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.People;
import io.perenne.server.storage.People.Said;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Verdicts;
import io.perenne.server.storage.Verdicts.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a person says of people: that two are one, or one is two. It counts beside what events say,
 * and events of before and after go to whom they belong by it. Each can be looked at before.
 */
public final class IdentityChanges {
  private final Store store;
  private final IdentityRules rules;
  private final InstantSource clock;

  /** Makes the changes of a store. */
  public IdentityChanges(Store store, IdentityRules rules, InstantSource clock) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What a change does to people: those that are not the same before and after.
   *
   * @param before those that there were
   * @param after those that there are
   */
  public record Effect(List<Found> before, List<Found> after) {
    /** Copies the lists. */
    public Effect {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /** Returns the ids of the people before. */
    public String idsBefore() {
      return ids(before);
    }

    /** Returns the ids of the people after. */
    public String idsAfter() {
      return ids(after);
    }

    private static String ids(List<Found> people) {
      return people.stream().map(Found::id).collect(Collectors.joining(" "));
    }
  }

  private record Plan(
      Scene now, Scene then, List<Said> more, List<Said> less, List<Verdict> undone, Verdict said) {
    Effect effect() {
      Map<String, Found> before = now.people();
      Map<String, Found> after = then.people();
      return new Effect(different(before, after), different(after, before));
    }

    private static List<Found> different(Map<String, Found> some, Map<String, Found> others) {
      return some.values().stream()
          .filter(each -> !each.equals(others.get(each.id())))
          .sorted(Comparator.comparing(Found::id))
          .toList();
    }
  }

  /**
   * Returns what it would do to say that two identifiers are one person.
   *
   * @throws io.perenne.analytics.InputException if one is unknown, or both are one already
   */
  public Effect joining(Identifier one, Identifier other) {
    return store.read(in -> joinPlan(in, "", one, other).effect());
  }

  /**
   * Says that two identifiers are one person.
   *
   * @throws io.perenne.analytics.InputException if one is unknown, or both are one already
   */
  public Effect join(Change by, Identifier one, Identifier other) {
    return store.write(
        in -> {
          new People(in).turn();
          return apply(in, by, joinPlan(in, by.who(), one, other), "identity.join");
        });
  }

  /**
   * Returns what it would do to say that two identifiers are two people.
   *
   * @throws io.perenne.analytics.InputException if one is unknown, or they are two already
   */
  public Effect separating(Identifier one, Identifier other) {
    return store.read(in -> separationPlan(in, "", one, other).effect());
  }

  /**
   * Says that two identifiers are two people: the undo of a merge, whoever made it.
   *
   * @throws io.perenne.analytics.InputException if one is unknown, or they are two already
   */
  public Effect separate(Change by, Identifier one, Identifier other) {
    return store.write(
        in -> {
          new People(in).turn();
          return apply(in, by, separationPlan(in, by.who(), one, other), "identity.separate");
        });
  }

  private Plan joinPlan(Transaction in, String who, Identifier first, Identifier second) {
    Identifier one = known(in, first);
    Identifier other = known(in, second);
    Scene now = Scene.of(in, List.of(one, other), rules);
    Component component = now.component();
    Set<Identifier> both = new HashSet<>();
    both.addAll(profile(component, one).identifiers());
    both.addAll(profile(component, other).identifiers());
    if (profile(component, one).equals(profile(component, other))) {
      throw Words.refusal("identity.one", one + ", " + other);
    }
    Saying saying = new Saying(List.of(one, other));
    Verdict verdict = verdict(who, true, one, other, Saying.hash("by hand " + saying.hash()));
    Said said =
        new Said(
            verdict.said(),
            now.number(),
            verdict.event(),
            verdict.at(),
            true,
            Component.text(saying.identifiers()));
    List<Verdict> undone =
        new Verdicts(in)
            .counting().stream()
                .filter(each -> !each.same() && both.containsAll(named(each)))
                .toList();
    List<Separation> apart = new ArrayList<>(now.separations());
    apart.removeAll(Component.separations(undone));
    Scene then = now.with(List.of(said), List.of(), apart);
    return new Plan(now, then, List.of(said), List.of(), undone, verdict);
  }

  private Plan separationPlan(Transaction in, String who, Identifier first, Identifier second) {
    Identifier one = known(in, first);
    Identifier other = known(in, second);
    Scene now = Scene.of(in, List.of(one, other), rules);
    if (!isOne(now, one, other)) {
      throw Words.refusal("identity.two", one + ", " + other);
    }
    Verdict verdict = verdict(who, false, one, other, "");
    List<Separation> apart = new ArrayList<>(now.separations());
    apart.add(new Separation(one, other));
    List<Said> byHand =
        now.evidence().stream()
            .filter(Said::byHand)
            .sorted(Comparator.comparing(Said::happened).reversed())
            .toList();
    List<Said> less = new ArrayList<>();
    Scene then = now.with(List.of(), less, apart);
    // the word of a person counts for more than a separation: it is taken back, the latest first
    for (Said each : byHand) {
      if (isOne(then, one, other)) {
        less.add(each);
        then = now.with(List.of(), less, apart);
      }
    }
    if (isOne(then, one, other)) {
      throw Words.refusal("identity.inseparable", one + ", " + other);
    }
    Set<String> events = less.stream().map(Said::event).collect(Collectors.toSet());
    List<Verdict> undone =
        new Verdicts(in).counting().stream().filter(each -> events.contains(each.event())).toList();
    return new Plan(now, then, List.of(), less, undone, verdict);
  }

  private static boolean isOne(Scene scene, Identifier one, Identifier other) {
    Component component = scene.component();
    return component.graph().find(one).isPresent()
        && component.graph().find(one).equals(component.graph().find(other));
  }

  private static Profile profile(Component component, Identifier identifier) {
    return component
        .graph()
        .find(identifier)
        .orElseThrow(() -> Words.refusal("identity.unknown", identifier.toString()));
  }

  private Identifier known(Transaction in, Identifier given) {
    return rules
        .usable(given)
        .filter(each -> new People(in).identifier(each.type(), each.value()).isPresent())
        .orElseThrow(() -> Words.refusal("identity.unknown", given.toString()));
  }

  private static List<Identifier> named(Verdict verdict) {
    return List.of(
        new Identifier(verdict.oneType(), verdict.oneValue()),
        new Identifier(verdict.otherType(), verdict.otherValue()));
  }

  private Verdict verdict(String who, boolean same, Identifier one, Identifier other, String said) {
    return new Verdict(
        0,
        Instant.ofEpochMilli(clock.millis()),
        who,
        same,
        one.type(),
        one.value(),
        other.type(),
        other.value(),
        said,
        "by-hand-" + UUID.randomUUID(),
        Optional.empty());
  }

  private Effect apply(Transaction in, Change by, Plan plan, String what) {
    Effect effect = plan.effect();
    People people = new People(in);
    plan.undone().forEach(each -> new Verdicts(in).undo(each.id(), plan.said().at()));
    new Verdicts(in).add(plan.said());
    plan.then().write(in);
    plan.less().forEach(each -> people.remove(each.said()));
    plan.more().forEach(people::keep);
    plan.less().forEach(each -> count(people, each, -1));
    plan.more().forEach(each -> count(people, each, 1));
    by.record(
        in,
        plan.said().at(),
        what,
        new TreeSet<>(List.of((effect.idsBefore() + " " + effect.idsAfter()).split(" ", -1)))
            .first(),
        Optional.of(effect.idsBefore()),
        Optional.of(effect.idsAfter()));
    return effect;
  }

  private static void count(People people, Said said, int more) {
    for (Identifier each : Component.identifiers(said.identifiers())) {
      people
          .identifier(each.type(), each.value())
          .ifPresent(
              known ->
                  people.keep(
                      new People.Known(
                          known.type(),
                          known.value(),
                          known.component(),
                          known.carriers() + more,
                          known.profile())));
    }
  }
}
