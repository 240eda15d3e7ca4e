// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import java.util.Arrays;

/** How alike two texts are. */
public final class Likeness {
  private static final double PREFIX_WEIGHT = 0.1;
  private static final int LONGEST_PREFIX = 4;

  private Likeness() {}

  /**
   * Returns the similarity of Jaro, raised for a common beginning: Winkler (1990), String
   * Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage. 1
   * for equal texts, 0 for texts without a common letter.
   */
  public static double jaroWinkler(String one, String other) {
    double jaro = jaro(one, other);
    int most = Math.min(LONGEST_PREFIX, Math.min(one.length(), other.length()));
    int prefix = 0;
    while (prefix < most && one.charAt(prefix) == other.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
  }

  private static double jaro(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    int window = Math.max(0, Math.max(one.length(), other.length()) / 2 - 1);
    boolean[] taken = new boolean[other.length()];
    boolean[] matched = new boolean[one.length()];
    int matches = 0;
    for (int i = 0; i < one.length(); i++) {
      int to = Math.min(other.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < to && !matched[i]; j++) {
        if (!taken[j] && one.charAt(i) == other.charAt(j)) {
          taken[j] = true;
          matched[i] = true;
          matches++;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int moved = transpositions(one, matched, other, taken);
    double m = matches;
    return (m / one.length() + m / other.length() + (m - moved / 2.0) / m) / 3;
  }

  /** Counts the matched letters that stand in another order. */
  private static int transpositions(String one, boolean[] matched, String other, boolean[] taken) {
    int moved = 0;
    int j = 0;
    for (int i = 0; i < one.length(); i++) {
      if (matched[i]) {
        while (!taken[j]) {
          j++;
        }
        moved += one.charAt(i) == other.charAt(j) ? 0 : 1;
        j++;
      }
    }
    return moved;
  }

  /**
   * Returns how many letters have to be inserted, deleted, replaced or swapped with their
   * neighbour, none twice: Damerau's distance as optimal string alignment.
   */
  public static int edits(String one, String other) {
    int width = other.length() + 1;
    int[] beforeLast = new int[width];
    int[] last = new int[width];
    int[] here = new int[width];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= one.length(); i++) {
      here[0] = i;
      for (int j = 1; j < width; j++) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        here[j] = Math.min(Math.min(last[j], here[j - 1]) + 1, last[j - 1] + same);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          here[j] = Math.min(here[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = here;
      here = free;
    }
    return last[width - 1];
  }
}
