// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import io.perenne.clv.history.RefundLinks;
import java.util.Arrays;

/**
 * The lines of one customer's orders, summed to tickets. A line whose status does not count adds
 * nothing; an order counts if one of its lines does. A ticket has the earliest time of its own
 * lines that count; a linked refund changes its money only, and where the order itself is unknown
 * stands on its own date. Money given back may be told by a status and by a line below zero: it is
 * taken off once.
 */
final class OrderLines {
  private static final int LATER = 1;

  private long[] keys = new long[64];
  private long[] times = new long[64];
  private long[] linkedTimes = new long[64];
  private long[] uncountedTimes = new long[64];
  private long[] bought = new long[64];
  private long[] givenBack = new long[64];
  private long[] refunds = new long[64];
  private long[] margins = new long[64];
  private long[] keptMargins = new long[64];
  private final boolean amountsOfOrders;
  private int[] slots = new int[128];
  private int mask;
  private int tickets;

  /** With the amount of the whole order on each of its lines, it counts once. */
  OrderLines(boolean amountsOfOrders) {
    this.amountsOfOrders = amountsOfOrders;
  }

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

  /**
   * Adds a line and returns the number of its ticket; one after the reference date is no line of
   * the same order before it.
   */
  int add(long order, long packed, long amount, long margin, boolean later) {
    int ticket = ticketOf((order & ~LATER) | (later ? LATER : 0));
    long micros = RowFlag.micros(packed);
    if (RowFlag.LINKED.in(packed)) {
      linkedTimes[ticket] = Math.min(linkedTimes[ticket], micros);
    } else if (RowFlag.NOT_COUNTABLE.in(packed)) {
      uncountedTimes[ticket] = Math.min(uncountedTimes[ticket], micros);
      return ticket;
    } else {
      times[ticket] = Math.min(times[ticket], micros);
    }
    margins[ticket] = joined(margins[ticket], margin);
    if (amount < 0) {
      refunds[ticket] = joined(refunds[ticket], Math.negateExact(amount));
      return ticket;
    }
    bought[ticket] = joined(bought[ticket], amount);
    if (RowFlag.REFUNDED.in(packed)) {
      givenBack[ticket] = joined(givenBack[ticket], amount);
    } else {
      keptMargins[ticket] = joined(keptMargins[ticket], margin);
    }
    return ticket;
  }

  private long joined(long before, long more) {
    return amountsOfOrders ? Math.max(before, more) : Math.addExact(before, more);
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
    uncountedTimes[tickets] = Long.MAX_VALUE;
    bought[tickets] = 0;
    givenBack[tickets] = 0;
    refunds[tickets] = 0;
    margins[tickets] = 0;
    keptMargins[tickets] = 0;
    tickets++;
    slots[slot] = tickets;
    return tickets - 1;
  }

  private void grow() {
    int capacity = 2 * tickets;
    keys = Arrays.copyOf(keys, capacity);
    times = Arrays.copyOf(times, capacity);
    linkedTimes = Arrays.copyOf(linkedTimes, capacity);
    uncountedTimes = Arrays.copyOf(uncountedTimes, capacity);
    bought = Arrays.copyOf(bought, capacity);
    givenBack = Arrays.copyOf(givenBack, capacity);
    refunds = Arrays.copyOf(refunds, capacity);
    margins = Arrays.copyOf(margins, capacity);
    keptMargins = Arrays.copyOf(keptMargins, capacity);
  }

  int tickets() {
    return tickets;
  }

  long micros(int ticket) {
    if (times[ticket] != Long.MAX_VALUE) {
      return times[ticket];
    }
    return Math.min(linkedTimes[ticket], uncountedTimes[ticket]);
  }

  /** What is left; a refund of lines that do not count takes nothing from those that do. */
  long amount(int ticket) {
    long net = RefundLinks.net(bought[ticket], refunds[ticket], givenBack[ticket]);
    return hasUncounted(ticket) ? Math.max(0, net) : net;
  }

  /** What a status says was given back and no line below zero says, too. */
  long givenBack(int ticket) {
    return Math.max(0, givenBack[ticket] - refunds[ticket]);
  }

  long margin(int ticket) {
    return refunds[ticket] >= givenBack[ticket] ? margins[ticket] : keptMargins[ticket];
  }

  boolean countable(int ticket) {
    return !hasUncounted(ticket) || bought[ticket] > 0;
  }

  private boolean hasUncounted(int ticket) {
    return uncountedTimes[ticket] != Long.MAX_VALUE;
  }
}
