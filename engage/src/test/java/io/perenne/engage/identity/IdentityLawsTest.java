// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for whatever evidence there is. */
class IdentityLawsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  @Provide
  Arbitrary<List<Evidence>> evidence() {
    Arbitrary<Identifier> identifier =
        Combinators.combine(
                Arbitraries.of("user_id", "email", "anonymous_id", "phone"),
                Arbitraries.integers().between(1, 4))
            .as(
                (type, n) ->
                    new Identifier(type, type.equals("email") ? n + "@x.example" : "v" + n));
    Arbitrary<Set<Identifier>> carried = identifier.set().ofMinSize(1).ofMaxSize(3);
    return carried.list().ofMinSize(1).ofMaxSize(14).map(IdentityLawsTest::inOrder);
  }

  private static List<Evidence> inOrder(List<Set<Identifier>> carried) {
    List<Evidence> all = new ArrayList<>();
    for (Set<Identifier> each : carried) {
      // every other minute has two events
      all.add(
          new Evidence("e" + all.size(), START.plusSeconds(60L * (all.size() / 2)), each, false));
    }
    return all;
  }

  private static IdentityGraph graph(List<Evidence> evidence) {
    IdentityGraph graph = new IdentityGraph(IdentityRules.standard());
    evidence.forEach(graph::add);
    return graph;
  }

  /** Returns all that can be seen of a graph: profiles, decisions, and whose each event is. */
  private static String view(IdentityGraph graph, List<Evidence> evidence) {
    Set<String> profiles =
        graph.profiles().stream()
            .map(each -> each.id() + new TreeSet<>(names(each.identifiers())) + each.shared())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> events =
        evidence.stream()
            .map(each -> each.event() + graph.owner(each).map(Profile::id))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> decisions =
        evidence.stream()
            .flatMap(each -> each.identifiers().stream())
            .map(
                each ->
                    each
                        + ":"
                        + graph.decisions(each).stream().map(IdentityLawsTest::text).toList())
            .collect(Collectors.toCollection(TreeSet::new));
    return profiles + "\n" + events + "\n" + decisions;
  }

  private static String text(Decision decision) {
    return decision.kind() + decision.evidence().event() + decision.subject() + decision.profiles();
  }

  private static Set<String> names(Set<Identifier> identifiers) {
    return identifiers.stream().map(Identifier::toString).collect(Collectors.toSet());
  }

  @Property(tries = 2000)
  void order_ofArrival_changesNothing(
      @ForAll("evidence") List<Evidence> evidence, @ForAll long seed) {
    List<Evidence> shuffled = new ArrayList<>(evidence);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(view(graph(shuffled), evidence)).isEqualTo(view(graph(evidence), evidence));
  }

  @Property
  void eventsThatComeTwice_changeNothing(@ForAll("evidence") List<Evidence> evidence) {
    List<Evidence> twice = new ArrayList<>(evidence);
    twice.addAll(evidence);
    assertThat(view(graph(twice), evidence)).isEqualTo(view(graph(evidence), evidence));
  }

  @Property
  void limits_holdForEveryProfile(@ForAll("evidence") List<Evidence> evidence) {
    IdentityRules rules = IdentityRules.standard();
    assertThat(graph(evidence).profiles())
        .allSatisfy(
            profile ->
                assertThat(
                        profile.identifiers().stream()
                            .collect(
                                Collectors.groupingBy(Identifier::type, Collectors.counting())))
                    .allSatisfy(
                        (type, count) ->
                            assertThat(count).isLessThanOrEqualTo(rules.type(type).limit())));
  }

  @Property
  void identifier_isOfOneProfileAtMost(@ForAll("evidence") List<Evidence> evidence) {
    List<Identifier> all =
        graph(evidence).profiles().stream().flatMap(each -> each.identifiers().stream()).toList();
    assertThat(all).doesNotHaveDuplicates();
  }

  @Property(tries = 2000)
  void usersThatAreSeparated_areApart_inAnyOrder(
      @ForAll("evidence") List<Evidence> evidence, @ForAll long seed) {
    Identifier one = new Identifier("email", "1@x.example");
    Identifier other = new Identifier("email", "2@x.example");
    List<Evidence> shuffled = new ArrayList<>(evidence);
    Collections.shuffle(shuffled, new Random(seed));
    IdentityGraph before = new IdentityGraph(IdentityRules.standard());
    before.separate(one, other);
    shuffled.forEach(before::add);
    IdentityGraph after = graph(evidence);
    after.separate(one, other);

    assertThat(view(before, evidence)).isEqualTo(view(after, evidence));
    after.find(one).ifPresent(profile -> assertThat(profile.identifiers()).doesNotContain(other));
  }

  @Property
  void everyEventThatNamesSomebody_hasAnOwner(@ForAll("evidence") List<Evidence> evidence) {
    IdentityGraph graph = graph(evidence);
    assertThat(evidence).allSatisfy(each -> assertThat(graph.owner(each)).isPresent());
  }
}
