// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds records that may be of one person. What it finds is a suggestion: nothing is joined by it.
 */
public final class Linker {
  private static final long SEED = 20_110_915;

  private Linker() {}

  /**
   * Returns the pairs of a probability, the most probable first. The model is fitted to the records
   * themselves, and the same records give the same answer.
   *
   * @param least the least probability, above 0
   */
  public static List<Suggestion> suggest(Roll roll, double least) {
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("probability not in (0, 1]: " + least);
    }
    List<Suggestion> found = new ArrayList<>();
    if (roll.size() < 2) {
      return found;
    }
    List<int[]> rules = Blocking.rules(roll);
    Pairs pairs = new Pairs(roll, rules);
    Weights weights = Weights.fit(roll, rules, pairs, SEED);
    pairs.forEach(
        (one, other) -> {
          double probability = weights.probability(one, other);
          if (probability >= least) {
            found.add(suggestion(roll, weights, one, other, probability));
          }
        });
    found.sort(
        Comparator.comparingDouble(Suggestion::probability)
            .reversed()
            .thenComparing(Suggestion::one)
            .thenComparing(Suggestion::other));
    return found;
  }

  private static Suggestion suggestion(
      Roll roll, Weights weights, int one, int other, double probability) {
    Map<String, Double> reasons = new HashMap<>();
    for (int f = 0; f < roll.fields().size(); f++) {
      double weight = weights.weight(one, other, f);
      if (weight != 0) {
        reasons.put(roll.fields().get(f).name(), weight);
      }
    }
    return new Suggestion(roll.id(one), roll.id(other), probability, reasons);
  }
}
