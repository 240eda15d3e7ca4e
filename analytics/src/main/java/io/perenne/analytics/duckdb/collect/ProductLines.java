// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.util.Arrays;

/** The products in the orders of one customer, kept until the orders are summed to tickets. */
final class ProductLines {
  /** The latest line of each ticket, as one more than its place; 0 for none. */
  private int[] heads = new int[64];

  private int tickets;
  private int[] nexts = new int[64];
  private long[] lines = new long[64];
  private long[] amounts = new long[64];
  private int size;

  /** Forgets all lines. */
  void clear() {
    size = 0;
    Arrays.fill(heads, 0, tickets, 0);
    tickets = 0;
  }

  /**
   * Adds a line.
   *
   * @param ticket the number of its ticket
   * @param line a number for its product and quantity
   */
  void add(int ticket, long line, long amount) {
    if (ticket >= heads.length) {
      heads = Arrays.copyOf(heads, Math.max(2 * heads.length, ticket + 1));
    }
    tickets = Math.max(tickets, ticket + 1);
    if (size == lines.length) {
      nexts = Arrays.copyOf(nexts, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      amounts = Arrays.copyOf(amounts, 2 * size);
    }
    lines[size] = line;
    amounts[size] = amount;
    nexts[size] = heads[ticket];
    heads[ticket] = ++size;
  }

  /** Hands the lines of a ticket to the links, where it was the last to be added. */
  void hand(int ticket, TicketLinks links) {
    for (int i = ticket < tickets ? heads[ticket] : 0; i != 0; i = nexts[i - 1]) {
      links.addLine(lines[i - 1], amounts[i - 1]);
    }
  }
}
