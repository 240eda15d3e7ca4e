// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import io.perenne.clv.history.RefundLinks;
import java.util.Arrays;

/**
 * The tickets of one customer, kept until all are known, so that refunds without a reference find
 * the tickets that they give back.
 */
public final class TicketLinks {
  private final RefundLinks links = new RefundLinks();
  private long[] times = new long[64];
  private long[] amounts = new long[64];
  private long[] givenBack = new long[64];
  private long[] margins = new long[64];
  private int size;
  private int[] owners = new int[64];
  private long[] lines = new long[64];
  private int lineCount;
  private boolean refunds;
  private long told;
  private long byAmount;
  private long byLines;
  private long unlinked;

  TicketLinks() {}

  /** Forgets the tickets, for the next customer. */
  void clear() {
    size = 0;
    lineCount = 0;
    refunds = false;
  }

  /**
   * Adds a ticket.
   *
   * @param amount what is left of it
   * @param back what its own status says was given back
   */
  void add(long micros, long amount, long back, long margin) {
    if (size == times.length) {
      int capacity = 2 * size;
      times = Arrays.copyOf(times, capacity);
      amounts = Arrays.copyOf(amounts, capacity);
      givenBack = Arrays.copyOf(givenBack, capacity);
      margins = Arrays.copyOf(margins, capacity);
    }
    times[size] = micros;
    amounts[size] = amount;
    givenBack[size] = back;
    margins[size] = margin;
    size++;
    refunds |= amount < 0;
  }

  /**
   * Adds a line to the ticket added last, if it is one of what that ticket does: bought in a
   * purchase, given back in a refund.
   *
   * @param line a number for its product and quantity
   * @param amount its money
   */
  void addLine(long line, long amount) {
    if (Long.signum(amount) != Long.signum(amounts[size - 1] + givenBack[size - 1])) {
      return;
    }
    if (lineCount == lines.length) {
      owners = Arrays.copyOf(owners, 2 * lineCount);
      lines = Arrays.copyOf(lines, 2 * lineCount);
    }
    owners[lineCount] = size - 1;
    lines[lineCount++] = line;
  }

  /** Takes every refund that finds its ticket off that ticket. */
  void link() {
    if (!refunds) {
      return;
    }
    links.clear();
    for (int i = 0; i < size; i++) {
      links.add(times[i], amounts[i] + givenBack[i], givenBack[i]);
    }
    for (int i = 0; i < lineCount; i++) {
      links.addLine(owners[i], lines[i]);
    }
    links.link();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int purchase = links.purchaseOf(i);
      amounts[i] = links.amount(i);
      if (purchase >= 0 && givenBack[purchase] == 0) {
        margins[purchase] = Math.addExact(margins[purchase], margins[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      if (links.purchaseOf(i) < 0) {
        times[kept] = times[i];
        amounts[kept] = amounts[i];
        margins[kept] = margins[i];
        kept++;
      }
    }
    told += links.alreadyKnown();
    byAmount += links.linkedByAmount();
    byLines += links.linkedByLines();
    unlinked += links.unlinked();
    size = kept;
  }

  int size() {
    return size;
  }

  long micros(int ticket) {
    return times[ticket];
  }

  long amount(int ticket) {
    return amounts[ticket];
  }

  long margin(int ticket) {
    return margins[ticket];
  }

  /** Returns how many refunds of all customers so far a status tells of, too. */
  public long told() {
    return told;
  }

  /** Returns how many found a ticket of their amount. */
  public long byAmount() {
    return byAmount;
  }

  /** Returns how many found a ticket with their lines. */
  public long byLines() {
    return byLines;
  }

  /** Returns how many found nothing. */
  public long unlinked() {
    return unlinked;
  }
}
