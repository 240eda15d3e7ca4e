// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.clv.history.TicketSummary;
import java.util.Arrays;

/**
 * The purchase days of one customer, in order, with the money of each; tickets of one day are one
 * purchase. One instance serves all customers of a read, one after the other.
 */
public final class PurchaseDays {

  private final boolean keepFree;
  private long[] keys = new long[64];
  private long[] amounts = new long[64];
  private int tickets;
  private int[] days = new int[64];
  private double[] values = new double[64];
  private int count;

  /** With {@code keepFree} a ticket of nothing is a purchase too. */
  PurchaseDays(boolean keepFree) {
    this.keepFree = keepFree;
  }

  void clear() {
    tickets = 0;
    count = 0;
  }

  /** Adds a ticket that counts; one below 0 is a refund and no purchase. */
  void add(int epochDay, long amount, long margin) {
    if (amount < 0 || (amount == 0 && !keepFree)) {
      return;
    }
    if (tickets == keys.length) {
      keys = Arrays.copyOf(keys, 2 * tickets);
      amounts = Arrays.copyOf(amounts, 2 * tickets);
    }
    keys[tickets] = ((long) epochDay << 32) | tickets;
    amounts[tickets] = amount;
    tickets++;
  }

  /** Merges the tickets into days. */
  void merge() {
    Arrays.sort(keys, 0, tickets);
    if (days.length < tickets) {
      days = new int[keys.length];
      values = new double[keys.length];
    }
    int position = 0;
    while (position < tickets) {
      int day = (int) (keys[position] >> 32);
      long sum = 0;
      for (; position < tickets && (int) (keys[position] >> 32) == day; position++) {
        sum = Math.addExact(sum, amounts[(int) keys[position]]);
      }
      days[count] = day;
      values[count] = (double) sum / TicketSummary.UNITS;
      count++;
    }
  }

  /** Returns the number of purchase days. */
  public int count() {
    return count;
  }

  /** Returns the epoch days; only the first {@link #count()} are this customer's. */
  public int[] days() {
    return days;
  }

  /** Returns the money of each day; only the first {@link #count()} are this customer's. */
  public double[] values() {
    return values;
  }
}
