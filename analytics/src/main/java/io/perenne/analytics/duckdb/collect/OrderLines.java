// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.util.Arrays;

/**
 * The lines of one customer's orders, summed to tickets. A ticket has the earliest time of its own
 * lines and counts if all of them do; a linked refund changes its money only, and where the order
 * itself is unknown stands on its own date.
 */
final class OrderLines {
  private static final int LATER = 1;

  private long[] keys = new long[64];
  private long[] times = new long[64];
  private long[] linkedTimes = new long[64];
  private long[] amounts = new long[64];
  private long[] margins = new long[64];
  private boolean[] countable = new boolean[64];
  private int[] slots = new int[128];
  private int mask;
  private int tickets;

  /** Forgets all lines; at most so many will follow. */
  void clear(int lines) {
    tickets = 0;
    int table = Integer.highestOneBit(Math.max(1, lines)) * 4;
    if (slots.length < table) {
      slots = new int[table];
    } else {
      Arrays.fill(slots, 0, table, 0);
    }
    mask = table - 1;
  }

  /** Adds a line; one after the reference date is no line of the same order before it. */
  void add(long order, long packed, long amount, long margin, boolean later) {
    int ticket = ticketOf((order & ~LATER) | (later ? LATER : 0));
    long micros = RowFlag.micros(packed);
    if (RowFlag.LINKED.in(packed)) {
      linkedTimes[ticket] = Math.min(linkedTimes[ticket], micros);
    } else {
      times[ticket] = Math.min(times[ticket], micros);
      countable[ticket] &= !RowFlag.NOT_COUNTABLE.in(packed);
    }
    amounts[ticket] = Math.addExact(amounts[ticket], amount);
    margins[ticket] = Math.addExact(margins[ticket], margin);
  }

  private int ticketOf(long key) {
    int slot = (int) RowStore.spread(key) & mask;
    while (slots[slot] != 0) {
      int ticket = slots[slot] - 1;
      if (keys[ticket] == key) {
        return ticket;
      }
      slot = (slot + 1) & mask;
    }
    if (tickets == keys.length) {
      grow();
    }
    keys[tickets] = key;
    times[tickets] = Long.MAX_VALUE;
    linkedTimes[tickets] = Long.MAX_VALUE;
    amounts[tickets] = 0;
    margins[tickets] = 0;
    countable[tickets] = true;
    tickets++;
    slots[slot] = tickets;
    return tickets - 1;
  }

  private void grow() {
    int capacity = 2 * tickets;
    keys = Arrays.copyOf(keys, capacity);
    times = Arrays.copyOf(times, capacity);
    linkedTimes = Arrays.copyOf(linkedTimes, capacity);
    amounts = Arrays.copyOf(amounts, capacity);
    margins = Arrays.copyOf(margins, capacity);
    countable = Arrays.copyOf(countable, capacity);
  }

  int tickets() {
    return tickets;
  }

  long micros(int ticket) {
    return times[ticket] == Long.MAX_VALUE ? linkedTimes[ticket] : times[ticket];
  }

  long amount(int ticket) {
    return amounts[ticket];
  }

  long margin(int ticket) {
    return margins[ticket];
  }

  boolean countable(int ticket) {
    return countable[ticket];
  }
}
