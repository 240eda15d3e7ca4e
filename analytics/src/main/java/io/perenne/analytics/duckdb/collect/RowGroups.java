// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.util.Arrays;

/** Some rows in memory, brought together by customer. Serves one load of rows after the other. */
final class RowGroups {
  private final int width;
  private long[] rows = new long[0];
  private long[] grouped = new long[0];
  private int size;
  private int[] slots = new int[1];
  private long[] keys = new long[64];
  private int[] ends = new int[64];
  private int[] owners = new int[0];
  private int customers;

  RowGroups(RowLayout layout) {
    width = layout.width();
  }

  /** Forgets all rows and makes room for so many numbers. */
  void clear(long longs) {
    size = 0;
    customers = 0;
    if (rows.length < longs) {
      rows = new long[Math.toIntExact(longs)];
    }
  }

  /** Takes a row, or several. */
  void add(long[] source, int from, int length) {
    if (rows.length - size < length) {
      rows = Arrays.copyOf(rows, Math.max(rows.length * 2, size + length));
    }
    System.arraycopy(source, from, rows, size, length);
    size += length;
  }

  /** Brings the rows together. */
  void group() {
    int count = size / width;
    prepare(count);
    for (int row = 0; row < count; row++) {
      int owner = ownerOf(rows[row * width + RowLayout.KEY]);
      owners[row] = owner;
      ends[owner]++;
    }
    int start = 0;
    for (int customer = 0; customer < customers; customer++) {
      int rowsOfCustomer = ends[customer];
      ends[customer] = start;
      start += rowsOfCustomer;
    }
    for (int row = 0; row < count; row++) {
      int place = ends[owners[row]]++;
      copyRow(row * width, place * width);
    }
  }

  private void copyRow(int from, int to) {
    for (int i = 0; i < width; i++) {
      grouped[to + i] = rows[from + i];
    }
  }

  private void prepare(int count) {
    int table = Integer.highestOneBit(Math.max(1, count)) * 4;
    if (slots.length < table || slots.length > 8 * table) {
      slots = new int[table];
    } else {
      Arrays.fill(slots, 0);
    }
    if (owners.length < count) {
      owners = new int[count];
    }
    if (grouped.length < size) {
      grouped = new long[rows.length];
    }
  }

  private int ownerOf(long key) {
    int mask = slots.length - 1;
    int slot = (int) RowStore.spread(key) & mask;
    while (slots[slot] != 0) {
      int customer = slots[slot] - 1;
      if (keys[customer] == key) {
        return customer;
      }
      slot = (slot + 1) & mask;
    }
    if (customers == keys.length) {
      keys = Arrays.copyOf(keys, 2 * customers);
      ends = Arrays.copyOf(ends, 2 * customers);
    }
    keys[customers] = key;
    ends[customers] = 0;
    customers++;
    slots[slot] = customers;
    return customers - 1;
  }

  int customers() {
    return customers;
  }

  long key(int customer) {
    return keys[customer];
  }

  /** Returns where the first row of a customer begins in {@link #grouped}. */
  int begin(int customer) {
    return customer == 0 ? 0 : ends[customer - 1] * width;
  }

  /** Returns where the last row of a customer ends in {@link #grouped}. */
  int end(int customer) {
    return ends[customer] * width;
  }

  long[] grouped() {
    return grouped;
  }
}
