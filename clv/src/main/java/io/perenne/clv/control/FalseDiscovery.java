// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import java.util.Arrays;

/**
 * Which of several comparisons are found, where at most a part of those found is expected to be
 * none (Benjamini and Hochberg 1995): with \(p_{(1)} \le \dots \le p_{(m)}\), those up to the
 * largest i with \(p_{(i)} \le q\, i / m\).
 */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * Returns the largest probability that counts as found; negative if none does.
   *
   * @param probabilities of the differences by chance alone, in any order
   * @param rate q, such as 0.1
   */
  public static double limit(double[] probabilities, double rate) {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    for (int i = sorted.length; i > 0; i--) {
      if (sorted[i - 1] <= rate * i / sorted.length) {
        return sorted[i - 1];
      }
    }
    return -1;
  }
}
