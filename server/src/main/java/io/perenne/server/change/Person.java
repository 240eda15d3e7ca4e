// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.profile.ProfileState;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody to look at.
 *
 * @param kept what others know
 * @param state what events say; empty if the profile is there no longer
 * @param identifiers what the person is known by
 */
record Person(Standings.Kept kept, Optional<ProfileState> state, List<Identifier> identifiers) {
  Person {
    identifiers = List.copyOf(identifiers);
  }

  private static final String IDS = "ids";

  /** Returns the identifiers as they are kept. */
  String ids() {
    return Json.text(
        Map.of(IDS, identifiers.stream().map(each -> List.of(each.type(), each.value())).toList()));
  }

  /** Returns whose the identifiers are now that somebody was known by. */
  static Optional<String> heir(Transaction in, Standings.Kept gone) {
    if (gone.knownBy().isEmpty()) {
      return Optional.empty();
    }
    return Json.own(gone.knownBy()).get(IDS) instanceof List<?> all
        ? all.stream()
            .map(List.class::cast)
            .flatMap(
                each ->
                    new People(in)
                            .identifier(String.valueOf(each.get(0)), String.valueOf(each.get(1)))
                            .flatMap(People.Known::profile)
                            .stream())
            .filter(profile -> !profile.equals(gone.profile()))
            .findFirst()
        : Optional.empty();
  }

  static Person of(Transaction in, Standings.Kept kept) {
    People people = new People(in);
    return new Person(
        kept,
        people.profile(kept.profile()).map(each -> ProfileState.of(Json.own(each.state()))),
        people.identifiersOf(kept.profile()).stream()
            .map(each -> new Identifier(each.type(), each.value()))
            .toList());
  }
}
