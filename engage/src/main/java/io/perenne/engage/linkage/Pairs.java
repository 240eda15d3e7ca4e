// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import io.perenne.engage.linkage.Weights.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pairs that are compared, each once. */
final class Pairs {
  private final Roll roll;
  private final List<int[]> rules;

  Pairs(Roll roll, List<int[]> rules) {
    this.roll = roll;
    this.rules = rules;
  }

  /** Something to do with a pair. */
  @FunctionalInterface
  interface Visitor {
    void visit(int one, int other);
  }

  private void forEach(int[] rule, Visitor visitor) {
    for (List<Integer> block : Blocking.blocks(roll, rule)) {
      for (int i = 0; i < block.size(); i++) {
        for (int j = i + 1; j < block.size(); j++) {
          visitor.visit(block.get(i), block.get(j));
        }
      }
    }
  }

  /** Visits every pair of all rules. */
  void forEach(Visitor visitor) {
    for (int r = 0; r < rules.size(); r++) {
      List<int[]> earlier = rules.subList(0, r);
      forEach(
          rules.get(r),
          (one, other) -> {
            if (earlier.stream().noneMatch(rule -> Blocking.agrees(roll, one, other, rule))) {
              visitor.visit(one, other);
            }
          });
    }
  }

  /** Counts how all pairs agree. */
  Map<Pattern, Integer> patterns() {
    Map<Pattern, Integer> counts = new HashMap<>();
    forEach((one, other) -> counts.merge(Pattern.of(roll, one, other), 1, Integer::sum));
    return counts;
  }

  /** Counts how the pairs of one rule agree. */
  Map<Pattern, Integer> patterns(int[] rule) {
    Map<Pattern, Integer> counts = new HashMap<>();
    forEach(rule, (one, other) -> counts.merge(Pattern.of(roll, one, other), 1, Integer::sum));
    return counts;
  }
}
