// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.TicketTaker;
import io.perenne.analytics.pipeline.NumberCode;
import io.perenne.analytics.pipeline.PurchaseDays;
import io.perenne.clv.history.TicketSummary;
import java.util.Arrays;

/**
 * The purchase days of one customer, in order, with the money of each; tickets of one day are one
 * purchase. One instance serves all customers of a read, one after the other.
 */
final class PurchaseBuffer implements PurchaseDays, TicketTaker {
  /** Added to a day so that none is below 0; the first day of the year 1000 is -354,285. */
  private static final int FIRST_DAY = 400_000;

  /** Below this many tickets they are simply kept. */
  private static final int CONDENSED_FROM = 1 << 14;

  private final boolean keepFree;
  private long[] keys = new long[64];
  private long[] amounts = new long[64];
  private int tickets;
  private long accepted;
  private int[] days = new int[64];
  private long[] money = new long[64];
  private double[] values = new double[64];
  private int count;
  private long refunded;
  private byte[] code = new byte[64];
  private long[] numbers = new long[64];

  /** With {@code keepFree} a ticket of nothing is a purchase too. */
  PurchaseBuffer(boolean keepFree) {
    this.keepFree = keepFree;
  }

  @Override
  public void clear() {
    tickets = 0;
    count = 0;
    refunded = 0;
  }

  /** Adds a ticket that counts; one below 0 is a refund and no purchase. */
  @Override
  public void add(int epochDay, long amount, long margin) {
    if (amount < 0) {
      refunded = Math.subtractExact(refunded, amount);
    }
    if (amount < 0 || (amount == 0 && !keepFree)) {
      return;
    }
    accepted++;
    if (tickets == keys.length) {
      makeRoomForTickets();
    }
    put(epochDay, amount);
  }

  private void put(int epochDay, long amount) {
    keys[tickets] = ((long) epochDay << 32) | tickets;
    amounts[tickets] = amount;
    tickets++;
  }

  private void makeRoomForTickets() {
    if (tickets >= CONDENSED_FROM) {
      condense();
    }
    if (tickets > keys.length / 2) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      amounts = Arrays.copyOf(amounts, 2 * amounts.length);
    }
  }

  /** Sums the tickets of each day, so that an id with millions of them takes a few thousand. */
  private void condense() {
    merge();
    tickets = 0;
    for (int i = 0; i < count; i++) {
      put(days[i], money[i]);
    }
    count = 0;
  }

  /** Returns how many tickets were purchases, of all customers so far. */
  long accepted() {
    return accepted;
  }

  /** Merges the tickets into days. */
  void merge() {
    Arrays.sort(keys, 0, tickets);
    makeRoom(keys.length);
    int position = 0;
    while (position < tickets) {
      int day = (int) (keys[position] >> 32);
      long sum = 0;
      for (; position < tickets && (int) (keys[position] >> 32) == day; position++) {
        sum = Math.addExact(sum, amounts[(int) keys[position]]);
      }
      addDay(day, sum);
    }
  }

  private void makeRoom(int size) {
    if (days.length < size) {
      days = Arrays.copyOf(days, size);
      money = Arrays.copyOf(money, size);
      values = Arrays.copyOf(values, size);
    }
  }

  private void addDay(int day, long sum) {
    days[count] = day;
    money[count] = sum;
    values[count] = (double) sum / TicketSummary.UNITS;
    count++;
  }

  /**
   * Returns the purchases as a text of numbers: of each, the days since the last and the money;
   * then the money given back.
   */
  byte[] encode() {
    int most = (2 * count + 1) * NumberCode.MOST_BYTES;
    if (code.length < most) {
      code = new byte[2 * most];
    }
    int length = 0;
    int before = -FIRST_DAY;
    for (int i = 0; i < count; i++) {
      length = NumberCode.write((long) days[i] - before, code, length);
      length = NumberCode.write(money[i], code, length);
      before = days[i];
    }
    length = NumberCode.write(refunded, code, length);
    return Arrays.copyOf(code, length);
  }

  /** Takes the purchases of a text that another has written. */
  void decode(String text) {
    int purchases = read(text) / 2;
    count = 0;
    makeRoom(purchases);
    int day = -FIRST_DAY;
    for (int i = 0; i < purchases; i++) {
      day += (int) numbers[2 * i];
      addDay(day, numbers[2 * i + 1]);
    }
    refunded = numbers[2 * purchases];
  }

  /** Takes purchase days of which the first and the days between are known, and no money. */
  void decodeDays(int firstDay, String gaps) {
    int purchases = read(gaps) + 1;
    count = 0;
    makeRoom(purchases);
    int day = firstDay;
    addDay(day, 0);
    for (int i = 1; i < purchases; i++) {
      day += (int) numbers[i - 1];
      addDay(day, 0);
    }
  }

  /** Takes purchases of which the first day, the days between and the money are known. */
  void decode(int firstDay, String gaps, String amounts) {
    decodeDays(firstDay, gaps);
    int purchases = count;
    if (read(amounts) != purchases) {
      throw new IllegalArgumentException("not the money of each of " + purchases + " purchases");
    }
    count = 0;
    for (int i = 0; i < purchases; i++) {
      addDay(days[i], numbers[i]);
    }
  }

  private int read(String text) {
    numbers = NumberCode.roomFor(text, numbers);
    return NumberCode.read(text, numbers);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int[] days() {
    return days;
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public double refunded() {
    return (double) refunded / TicketSummary.UNITS;
  }
}
