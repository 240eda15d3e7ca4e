// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A list of numbers kept by one thread. All lists together may hold a limited number, which they
 * share as a counter of free places; once that falls below zero the lists are incomplete.
 */
final class NumberList {
  private static final int LEAST_GROWTH = 16;

  private final AtomicLong room;
  private double[] numbers = {};
  private int size;

  NumberList(AtomicLong room) {
    this.room = room;
  }

  /** Adds a number, if there is room for it. */
  void add(double number) {
    if (size == numbers.length && !grow()) {
      return;
    }
    numbers[size] = number;
    size++;
  }

  private boolean grow() {
    int growth = Math.max(LEAST_GROWTH, size / 2);
    if (room.get() < 0 || room.addAndGet(-growth) < 0) {
      return false;
    }
    numbers = Arrays.copyOf(numbers, size + growth);
    return true;
  }

  int size() {
    return size;
  }

  double get(int i) {
    return numbers[i];
  }

  /** Returns the numbers of all lists in ascending order. */
  static double[] sorted(Collection<NumberList> lists) {
    double[] all = new double[lists.stream().mapToInt(NumberList::size).sum()];
    int next = 0;
    for (NumberList list : lists) {
      System.arraycopy(list.numbers, 0, all, next, list.size);
      next += list.size;
    }
    Arrays.sort(all);
    return all;
  }
}
