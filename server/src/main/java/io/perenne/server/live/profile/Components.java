// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.identity.Separation;
import io.perenne.server.storage.People;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components that were used last, so that what is busy is not read again and again. */
final class Components {
  private static final int MOST = 5000;

  private final IdentityRules rules;
  private @Nullable List<Separation> separations;
  private final Map<Long, Component> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Component> eldest) {
          return size() > MOST;
        }
      };

  Components(IdentityRules rules) {
    this.rules = rules;
  }

  /** Forgets all: somebody else has changed them, or nobody knows whether we have. */
  void clear() {
    known.clear();
    separations = null;
  }

  private List<Separation> separations(People people) {
    List<Separation> known = separations;
    if (known == null) {
      known = Component.separations(people.verdicts());
      separations = known;
    }
    return known;
  }

  Component get(People people, long number) {
    @Nullable Component component = known.get(number);
    if (component == null) {
      component = Component.of(number, people.evidence(number), separations(people), rules);
      known.put(number, component);
    }
    return component;
  }

  /** Returns what some components are together; it has the least of their numbers. */
  Component join(People people, List<Long> numbers) {
    long into = numbers.stream().min(Long::compare).orElseThrow();
    for (long each : numbers) {
      if (each != into) {
        people.join(each, into);
        known.remove(each);
        known.remove(into);
      }
    }
    return get(people, into);
  }

  Component create(People people, long number) {
    Component component = Component.of(number, List.of(), separations(people), rules);
    known.put(number, component);
    return component;
  }
}
