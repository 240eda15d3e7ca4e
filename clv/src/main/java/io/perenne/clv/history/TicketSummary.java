// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * One customer's tickets reduced to the figures that value and segments are computed from.
 *
 * <p>Use: {@link #clear}, {@link #add} every ticket in any order, {@link #summarize}, read; then
 * again for the next customer. Money is in whole units of 1/10,000 of the currency, so that sums
 * are exact in any order. A ticket above zero is <em>countable</em>; one below zero is a refund
 * that reduces money on its own date and never counts as a purchase; zero is neither. A purchase
 * day is a day with at least one countable ticket.
 *
 * <p>Not safe for use by several threads; one instance serves a whole batch without allocating.
 */
public final class TicketSummary {
  /** Units of money in one unit of the currency. */
  public static final long UNITS = 10_000;

  /** Factor of the fixed-point logarithms: sums of them are exact in any order. */
  public static final double LOG_UNITS = 1e9;

  /** The logarithms of most gaps, looked up instead of computed. */
  private static final double[] LOGS = IntStream.range(0, 1024).mapToDouble(Math::log).toArray();

  /** A product this large is turned into a logarithm before it can overflow. */
  private static final double LARGE_PRODUCT = 1e280;

  private static final double LOG_OF_UNITS = Math.log(UNITS);

  /** For so many last days before the reference date the cadence window is looked up. */
  private static final int REMEMBERED_DAYS = 4096;

  /** Below this many tickets they are simply kept. */
  private static final int CONDENSED_FROM = 1 << 14;

  private static final int FIRST_ROOM = 16;

  private final ObservationPeriod period;
  private final int referenceDay;
  private final int intervalStartDay;
  private final SpendDays spendDays;

  private long[] keys = new long[FIRST_ROOM];
  private long[] amounts = new long[FIRST_ROOM];
  private long[] margins = new long[FIRST_ROOM];

  /** How many tickets an entry stands for; more than one only after a condensation. */
  private int[] counts = new int[FIRST_ROOM];

  private int size;
  private int[] purchaseDays = new int[FIRST_ROOM];
  private long[] purchaseMoney = new long[FIRST_ROOM];

  /** Days with money, of purchases or of refunds. */
  private int[] moneyDays = new int[FIRST_ROOM];

  private int[] dayTickets = new int[FIRST_ROOM];
  private long[] dayBought = new long[FIRST_ROOM];
  private long[] dayGivenBack = new long[FIRST_ROOM];
  private int moneyDayCount;

  private int purchaseDayCount;
  private int intervalPurchaseDays;
  private long tickets;
  private int zeroTickets;
  private int refunds;
  private int frequency;
  private long historicValue;
  private long historicBought;
  private long historicMargin;
  private long monetaryValue;
  private long spend;
  private double spendLog;

  /** Money of the latest purchase days, multiplied: one logarithm serves them all. */
  private double spendProduct;

  private double logGaps;
  private long gapSum;
  private int gapCount;
  private final long[] windowMoney = new long[RecentWindow.COUNT];
  private final int[] windowTickets = new int[RecentWindow.COUNT];

  /**
   * Where the cadence window opens, by days between the last purchase and the reference date. For
   * one customer alone it costs more to make than it saves.
   */
  private long[] opensAfter = new long[0];

  private final BitSet remembered = new BitSet();
  private boolean again;

  /** Makes a summary for customers seen over the given period; all purchase days tell spend. */
  public TicketSummary(ObservationPeriod period) {
    this(period, SpendDays.ALL);
  }

  /** Makes a summary for customers seen over the given period. */
  public TicketSummary(ObservationPeriod period, SpendDays spendDays) {
    this.period = period;
    this.spendDays = spendDays;
    referenceDay = Math.toIntExact(period.referenceDate().toEpochDay());
    intervalStartDay = Math.toIntExact(period.intervalStart().toEpochDay());
  }

  /** Forgets the tickets, for the next customer. */
  public void clear() {
    size = 0;
  }

  /**
   * Adds a ticket.
   *
   * @param epochDay its local date, in days since 1970-01-01; not after the reference date
   * @param amount its net amount, in units of 1/10,000
   * @param margin its margin, in the same units
   */
  public void add(int epochDay, long amount, long margin) {
    if (epochDay > referenceDay) {
      throw new IllegalArgumentException(
          "ticket after the reference date: day " + epochDay + " > " + referenceDay);
    }
    addAlike(epochDay, amount, margin, 1);
  }

  /**
   * Adds the tickets of a day, without their margin.
   *
   * @param day not after the reference date
   */
  public void add(TicketDay day) {
    if (day.epochDay() > referenceDay) {
      throw new IllegalArgumentException(
          "tickets after the reference date: day " + day.epochDay() + " > " + referenceDay);
    }
    if (day.tickets() > 0) {
      addAlike(day.epochDay(), day.bought(), 0, day.tickets());
    }
    if (day.givenBack() > 0) {
      addAlike(day.epochDay(), -day.givenBack(), 0, 1);
    }
  }

  private void addAlike(int epochDay, long amount, long margin, int count) {
    if (size == keys.length) {
      makeRoom();
    }
    put(epochDay, amount, margin, count);
  }

  private void put(int epochDay, long amount, long margin, int count) {
    // the day in the high half sorts, the position in the low half finds the money again
    keys[size] = ((long) epochDay << 32) | size;
    amounts[size] = amount;
    margins[size] = margin;
    counts[size] = count;
    size++;
  }

  private void makeRoom() {
    if (size >= CONDENSED_FROM) {
      condense();
    }
    if (size > keys.length / 2) {
      int capacity = keys.length * 2;
      keys = Arrays.copyOf(keys, capacity);
      amounts = Arrays.copyOf(amounts, capacity);
      margins = Arrays.copyOf(margins, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  /**
   * Sums the tickets of each day that are alike, above zero, zero or below, into one entry, so that
   * an id with millions of tickets takes no more room than it has days.
   */
  private void condense() {
    Arrays.sort(keys, 0, size);
    long[] sortedKeys = keys;
    long[] oldAmounts = amounts;
    long[] oldMargins = margins;
    int[] oldCounts = counts;
    int oldSize = size;
    keys = new long[oldSize];
    amounts = new long[oldSize];
    margins = new long[oldSize];
    counts = new int[oldSize];
    size = 0;
    long[] amount = new long[3];
    long[] margin = new long[3];
    int[] count = new int[3];
    for (int i = 0; i < oldSize; i++) {
      int ticket = (int) sortedKeys[i];
      int kind = 1 + Long.signum(oldAmounts[ticket]);
      amount[kind] = Math.addExact(amount[kind], oldAmounts[ticket]);
      margin[kind] = Math.addExact(margin[kind], oldMargins[ticket]);
      count[kind] += oldCounts[ticket];
      int day = (int) (sortedKeys[i] >> 32);
      if (i + 1 == oldSize || (int) (sortedKeys[i + 1] >> 32) != day) {
        for (int k = 0; k < 3; k++) {
          if (count[k] > 0) {
            put(day, amount[k], margin[k], count[k]);
          }
        }
        Arrays.fill(amount, 0);
        Arrays.fill(margin, 0);
        Arrays.fill(count, 0);
      }
    }
  }

  /** Computes every figure from the tickets added since {@link #clear}. */
  public void summarize() {
    reset();
    Arrays.sort(keys, 0, size);
    int position = 0;
    while (position < size) {
      position = summarizeDay(position);
    }
    measureGaps();
    again = true;
  }

  private void reset() {
    purchaseDayCount = 0;
    moneyDayCount = 0;
    intervalPurchaseDays = 0;
    tickets = 0;
    zeroTickets = 0;
    refunds = 0;
    frequency = 0;
    historicValue = 0;
    historicBought = 0;
    historicMargin = 0;
    monetaryValue = 0;
    spend = 0;
    spendLog = 0;
    spendProduct = 1;
    logGaps = 0;
    gapSum = 0;
    gapCount = 0;
    Arrays.fill(windowMoney, 0);
    Arrays.fill(windowTickets, 0);
    if (purchaseDays.length < size) {
      purchaseDays = new int[keys.length];
      purchaseMoney = new long[keys.length];
      moneyDays = new int[keys.length];
      dayTickets = new int[keys.length];
      dayBought = new long[keys.length];
      dayGivenBack = new long[keys.length];
    }
  }

  /** Sums the tickets of one day and returns the position of the next day's first ticket. */
  private int summarizeDay(int start) {
    int day = (int) (keys[start] >> 32);
    long net = 0;
    long bought = 0;
    int count = 0;
    int position = start;
    while (position < size && (int) (keys[position] >> 32) == day) {
      int ticket = (int) keys[position];
      long amount = amounts[ticket];
      historicMargin = Math.addExact(historicMargin, margins[ticket]);
      net = Math.addExact(net, amount);
      if (amount > 0) {
        bought = Math.addExact(bought, amount);
        count += counts[ticket];
      } else if (amount == 0) {
        zeroTickets += counts[ticket];
      } else {
        refunds += counts[ticket];
      }
      position++;
    }
    countDay(day, net, bought, count);
    return position;
  }

  private void countDay(int day, long net, long bought, int count) {
    historicValue = Math.addExact(historicValue, net);
    historicBought = Math.addExact(historicBought, bought);
    tickets += count;
    if (count > 0 || net != 0) {
      moneyDays[moneyDayCount] = day;
      dayTickets[moneyDayCount] = count;
      dayBought[moneyDayCount] = bought;
      dayGivenBack[moneyDayCount++] = Math.subtractExact(bought, net);
    }
    if (count > 0) {
      purchaseMoney[purchaseDayCount] = bought;
      purchaseDays[purchaseDayCount++] = day;
      if (spendDays == SpendDays.ALL || purchaseDayCount > 1) {
        spend = Math.addExact(spend, bought);
        addSpendLog(bought);
      }
    }
    if (day >= intervalStartDay) {
      monetaryValue += net;
      frequency += count;
      intervalPurchaseDays += count > 0 ? 1 : 0;
    }
    int silence = referenceDay - day;
    for (int window = RecentWindow.COUNT - 1; window >= 0; window--) {
      if (silence >= RecentWindow.days(window)) {
        break;
      }
      windowMoney[window] += net;
      windowTickets[window] += count;
    }
  }

  private void addSpendLog(long bought) {
    spendProduct *= bought;
    if (spendProduct > LARGE_PRODUCT) {
      spendLog += Math.log(spendProduct);
      spendProduct = 1;
    }
  }

  private void measureGaps() {
    if (purchaseDayCount < 2) {
      return;
    }
    for (int i = 1; i < purchaseDayCount; i++) {
      logGaps += logOf(purchaseDays[i] - purchaseDays[i - 1]);
    }
    int last = purchaseDays[purchaseDayCount - 1];
    long opening = cadenceWindowOpensAfter(last);
    int first = 0;
    while (purchaseDays[first] <= opening) {
      first++;
    }
    gapCount = purchaseDayCount - 1 - first;
    gapSum = (long) last - purchaseDays[first];
  }

  private long cadenceWindowOpensAfter(int lastDay) {
    int silence = referenceDay - lastDay;
    if (silence >= REMEMBERED_DAYS || !again) {
      return period.cadenceWindowOpensAfter(lastDay);
    }
    if (opensAfter.length == 0) {
      opensAfter = new long[REMEMBERED_DAYS];
    }
    if (!remembered.get(silence)) {
      opensAfter[silence] = period.cadenceWindowOpensAfter(lastDay);
      remembered.set(silence);
    }
    return opensAfter[silence];
  }

  private static double logOf(int days) {
    return days < LOGS.length ? LOGS[days] : Math.log(days);
  }

  /** Returns the number of days with a countable ticket, ever. */
  public int purchaseDayCount() {
    return purchaseDayCount;
  }

  /**
   * Returns a purchase day, in days since 1970-01-01.
   *
   * @param index from 0, the first, to {@link #purchaseDayCount} - 1, the last
   */
  public int purchaseDay(int index) {
    return purchaseDays[index];
  }

  /** Returns what was bought on a purchase day, see {@link #purchaseDay}. */
  public long purchaseMoney(int index) {
    return purchaseMoney[index];
  }

  /** Returns the number of days with a ticket above or below zero, ever. */
  public int moneyDayCount() {
    return moneyDayCount;
  }

  /**
   * Returns a day with a ticket above or below zero.
   *
   * @param index from 0, the first, to {@link #moneyDayCount} - 1, the last
   */
  public TicketDay moneyDay(int index) {
    return new TicketDay(
        moneyDays[index], dayTickets[index], dayBought[index], dayGivenBack[index]);
  }

  /** Returns the purchase days within the interval. */
  public int intervalPurchaseDays() {
    return intervalPurchaseDays;
  }

  /** Returns the countable tickets, ever. */
  public long tickets() {
    return tickets;
  }

  /** Returns the tickets whose net amount is zero, ever. */
  public int zeroTickets() {
    return zeroTickets;
  }

  /** Returns the tickets whose net amount is below zero, ever. */
  public int refunds() {
    return refunds;
  }

  /** Returns the countable tickets within the interval. */
  public int frequency() {
    return frequency;
  }

  /** Returns the net money of all history, refunds included; it may be negative. */
  public long historicValue() {
    return historicValue;
  }

  /**
   * Returns the money of countable tickets of all history, before refunds that stand on their own.
   */
  public long historicBought() {
    return historicBought;
  }

  /** Returns the margin of all history. */
  public long historicMargin() {
    return historicMargin;
  }

  /** Returns the net money of the interval, refunds included; it may be negative. */
  public long monetaryValue() {
    return monetaryValue;
  }

  /** Returns the money of countable tickets, ever, over the days that tell spend. */
  public long spend() {
    return spend;
  }

  /**
   * Returns the sum, over the purchase days that tell spend, of the natural logarithm of the day's
   * spend in whole currency, in fixed point ({@link #LOG_UNITS}).
   */
  public long spendLogUnits() {
    int days = spendDays == SpendDays.ALL ? purchaseDayCount : Math.max(0, purchaseDayCount - 1);
    double log = spendLog + Math.log(spendProduct) - days * LOG_OF_UNITS;
    return Math.round(log * LOG_UNITS);
  }

  /**
   * Returns the sum over all gaps between purchase days of the natural logarithm of their days, in
   * fixed point ({@link #LOG_UNITS}).
   */
  public long logGapUnits() {
    return Math.round(logGaps * LOG_UNITS);
  }

  /** Returns the days between the first and the last purchase of the cadence window. */
  public long gapSum() {
    return gapSum;
  }

  /** Returns the number of gaps within the cadence window. */
  public int gapCount() {
    return gapCount;
  }

  /** Returns the net money of the last {@code window.days()} days, the reference date included. */
  public long money(RecentWindow window) {
    return windowMoney[window.index()];
  }

  /** Returns the countable tickets of the last {@code window.days()} days. */
  public int tickets(RecentWindow window) {
    return windowTickets[window.index()];
  }
}
