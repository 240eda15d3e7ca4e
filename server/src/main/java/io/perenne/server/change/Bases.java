// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.analytics.home.RunDocument;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.server.reading.LiveValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run knows of people. By which id it knows somebody, if it does, is kept with what others
 * know of them, so that at midnight nobody is looked for.
 */
final class Bases {
  private final LiveValues values;
  private final RunDocument run;

  Bases(LiveValues values, RunDocument run) {
    this.values = values;
    this.run = run;
  }

  /**
   * What the run knows of somebody.
   *
   * @param customerId the id by which it does
   * @param base what it published
   */
  record Known(String customerId, PurchaseBase base) {}

  /** Returns what the run knows of people, by their profiles; whom it does not know is left out. */
  Map<String, Known> of(List<Person> people) {
    Set<String> asked = new HashSet<>();
    people.forEach(each -> asked.addAll(ids(each)));
    Map<String, PurchaseBase> found = asked.isEmpty() ? Map.of() : values.bases(run, asked);
    Map<String, Known> all = new HashMap<>();
    for (Person each : people) {
      for (String id : ids(each)) {
        PurchaseBase base = found.get(id);
        if (base != null) {
          all.putIfAbsent(each.kept().profile(), new Known(id, base));
        }
      }
    }
    return all;
  }

  private List<String> ids(Person person) {
    return isKept(person)
        ? person.kept().customerId().stream().toList()
        : values.customerIds(person.identifiers());
  }

  /** It was looked up in the same run by the same ids. */
  private boolean isKept(Person person) {
    return person.kept().run().equals(run.runId()) && person.kept().knownBy().equals(person.ids());
  }
}
