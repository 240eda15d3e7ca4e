// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Something that is wrong with the order of steps.
 *
 * @param place of the step, from 0
 * @param kind what
 * @param name the name that is wrong
 */
public record Fault(int place, Kind kind, String name) {
  /** What may be wrong. */
  public enum Kind {
    /** Two steps have one name. */
    TWICE,
    /** Nothing has the name. */
    NOWHERE,
    /** It goes back, which only a goto may, and only so many times. */
    BACK
  }

  /** Returns all that is wrong with the order of steps. */
  public static List<Fault> of(List<Step> steps) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      String name = steps.get(i).name();
      if (!name.isEmpty() && places.putIfAbsent(name, i) != null) {
        faults.add(new Fault(i, Kind.TWICE, name));
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      int place = i;
      Step.Act act = steps.get(i).act();
      boolean mayGoBack = act instanceof Step.Goto there && there.most().isPresent();
      targets(act)
          .filter(Target::isNamed)
          .forEach(
              target -> {
                if (!places.containsKey(target.name())) {
                  faults.add(new Fault(place, Kind.NOWHERE, target.name()));
                } else if (Objects.requireNonNull(places.get(target.name())) <= place
                    && !mayGoBack) {
                  faults.add(new Fault(place, Kind.BACK, target.name()));
                }
              });
    }
    return faults;
  }

  /** Returns where a step may lead to, beside the next one. */
  public static Stream<Target> targets(Step.Act act) {
    if (act instanceof Step.Errand errand) {
      return Stream.of(errand.failed());
    }
    if (act instanceof Step.Wait wait) {
      return Stream.of(wait.then(), wait.otherwise());
    }
    if (act instanceof Step.Split split) {
      return Stream.concat(
          split.branches().stream().map(Step.Branch::then), Stream.of(split.otherwise()));
    }
    if (act instanceof Step.Chance chance) {
      return chance.shares().stream().map(Step.Share::then);
    }
    if (act instanceof Step.Holdout holdout) {
      return Stream.of(holdout.held());
    }
    return act instanceof Step.Goto there ? Stream.of(there.to()) : Stream.empty();
  }
}
