// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word someone probably meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * Returns the candidate nearest to a word: equal but for case, underscores and a missing group in
   * front, or else within a third of the word's letters inserted, left out, changed or swapped.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String normal = word.toLowerCase(Locale.ROOT).replace('_', '-');
    Optional<String> withoutGroup =
        candidates.stream().filter(name -> name.endsWith("." + normal)).findFirst();
    if (withoutGroup.isPresent()) {
      return withoutGroup;
    }
    return candidates.stream()
        .filter(candidate -> distance(normal, candidate) <= Math.max(1, normal.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(normal, candidate)));
  }

  /** Returns the optimal string alignment distance (Damerau 1964; no substring edited twice). */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
