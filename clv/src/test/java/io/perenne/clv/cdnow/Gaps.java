// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cdnow;

import java.math.BigInteger;

/** Finds gaps of whole days with a given sum and product, the longest first. */
final class Gaps {
  private final int[] found;

  private Gaps(int count) {
    found = new int[count];
  }

  /**
   * Returns the first such gaps in descending order.
   *
   * @throws IllegalArgumentException if there are none
   */
  static int[] of(int count, int sum, BigInteger product) {
    Gaps gaps = new Gaps(count);
    if (!gaps.find(0, sum, product, sum)) {
      throw new IllegalArgumentException(
          "no %d gaps have the sum %d and the product %s".formatted(count, sum, product));
    }
    return gaps.found;
  }

  private boolean find(int from, int sum, BigInteger product, int longest) {
    int left = found.length - from;
    if (left == 0) {
      return sum == 0 && product.equals(BigInteger.ONE);
    }
    // the geometric mean is at most the arithmetic mean
    if (left * Math.pow(product.doubleValue(), 1.0 / left) > sum * (1 + 1e-12)) {
      return false;
    }
    int shortest = (sum + left - 1) / left;
    for (int gap = Math.min(longest, sum - left + 1); gap >= Math.max(1, shortest); gap--) {
      BigInteger[] parts = product.divideAndRemainder(BigInteger.valueOf(gap));
      if (parts[1].signum() == 0) {
        found[from] = gap;
        if (find(from + 1, sum - gap, parts[0], gap)) {
          return true;
        }
      }
    }
    return false;
  }
}
