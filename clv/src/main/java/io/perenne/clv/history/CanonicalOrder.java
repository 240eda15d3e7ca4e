// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.Arrays;

/**
 * A stable sort of row numbers by several columns, first column first: rows that arrive in any
 * order are summed in one order, so results repeat to the last bit.
 */
final class CanonicalOrder {

  private final double[][] columns;

  private CanonicalOrder(double[][] columns) {
    this.columns = columns;
  }

  /** Returns the row numbers in canonical order. */
  static int[] of(int rows, double[]... columns) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    CanonicalOrder sorter = new CanonicalOrder(columns);
    if (!sorter.isSorted(order)) {
      sorter.sort(order, order.clone(), 0, rows);
    }
    return order;
  }

  private boolean isSorted(int[] order) {
    for (int i = 1; i < order.length; i++) {
      if (compare(order[i - 1], order[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  private int compare(int left, int right) {
    for (double[] column : columns) {
      int c = Double.compare(column[left], column[right]);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  /** Sorts target[from, to); both arrays hold the same rows on entry. */
  private void sort(int[] target, int[] source, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(source, target, from, middle);
    sort(source, target, middle, to);
    if (compare(source[middle - 1], source[middle]) <= 0) {
      System.arraycopy(source, from, target, from, to - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft =
          right == to || (left < middle && compare(source[left], source[right]) <= 0);
      target[i] = takeLeft ? source[left++] : source[right++];
    }
  }
}
