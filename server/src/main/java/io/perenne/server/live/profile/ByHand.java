// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.identity.Profile;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Verdicts;
import java.util.List;
import java.util.Optional;

/** Keeps again what people have said of people, when everything else is made of events anew. */
final class ByHand {
  private ByHand() {}

  static void keepAll(Transaction in, IdentityRules rules) {
    new Verdicts(in)
        .counting().stream().filter(Verdicts.Verdict::same).forEach(each -> keep(in, each, rules));
  }

  private static void keep(Transaction in, Verdicts.Verdict verdict, IdentityRules rules) {
    People people = new People(in);
    List<Identifier> both =
        List.of(
            new Identifier(verdict.oneType(), verdict.oneValue()),
            new Identifier(verdict.otherType(), verdict.otherValue()));
    List<Optional<People.Known>> known =
        both.stream().map(each -> people.identifier(each.type(), each.value())).toList();
    List<Long> numbers =
        known.stream().flatMap(Optional::stream).map(People.Known::component).distinct().toList();
    // no event has a number below zero
    long into = numbers.stream().min(Long::compare).orElse(-verdict.id());
    numbers.stream().filter(each -> each != into).forEach(each -> people.join(each, into));
    people.keep(
        new People.Said(
            verdict.said(), into, verdict.event(), verdict.at(), true, Component.text(both)));
    Component component =
        Component.of(into, people.evidence(into), Component.separations(people.verdicts()), rules);
    for (int i = 0; i < both.size(); i++) {
      Identifier each = both.get(i);
      people.keep(
          new People.Known(
              each.type(),
              each.value(),
              into,
              known.get(i).map(People.Known::carriers).orElse(0L) + 1,
              component.graph().find(each).map(Profile::id)));
    }
    component.keepHomes(people);
  }
}
