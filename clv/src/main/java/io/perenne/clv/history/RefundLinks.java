// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Finds the ticket that a refund without a reference gives back, among the tickets of one customer.
 *
 * <p>Use: {@link #clear}, {@link #add} every ticket in any order, perhaps with {@link #addLine} its
 * lines, {@link #link}, read; then again for the next customer. A ticket below zero is a refund.
 * Refunds are taken in the order of time, each by the first rule that finds a ticket not later than
 * itself:
 *
 * <ol>
 *   <li>the latest ticket that is known to have been given back by the same amount (see {@link
 *       #add}), so that the money is not taken off twice;
 *   <li>the latest ticket with as much money left as the refund gives back;
 *   <li>the latest ticket with at least that much money left that has every line of the refund: the
 *       same product in the same quantity.
 * </ol>
 *
 * <p>Every ticket serves for a line once. A refund that finds nothing stays as it is, and reduces
 * money at its own time. Among tickets of one instant the one added last is the latest. Money is in
 * the units of {@link TicketSummary}.
 *
 * <p>Takes n log n time for n tickets and lines: the third rule looks at the latest {@value
 * #CANDIDATES} tickets that share a line with the refund. Not safe for use by several threads.
 */
public final class RefundLinks {
  private static final int CANDIDATES = 64;
  private static final int NONE = -1;
  private static final long[] NO_LINES = {};

  private long[] times = new long[64];
  private long[] amounts = new long[64];
  private long[] given = new long[64];
  private int[] purchases = new int[64];
  private int size;
  private final Map<Integer, long[]> lines = new HashMap<>();
  private int byGiven;
  private int byAmount;
  private int byLines;
  private int unlinked;

  /** Creates links without tickets. */
  public RefundLinks() {}

  /** Forgets the tickets, for the next customer. */
  public void clear() {
    size = 0;
    lines.clear();
    byGiven = 0;
    byAmount = 0;
    byLines = 0;
    unlinked = 0;
  }

  /**
   * Adds a ticket and returns its number, counted from 0.
   *
   * @param time any measure of time
   * @param amount its amount, below zero for a refund
   * @param givenBack how much of a purchase was given back as its own row says, by a status or in a
   *     field; 0 for a refund; not more than the amount
   */
  public int add(long time, long amount, long givenBack) {
    if (givenBack < 0 || givenBack > Math.max(0, amount)) {
      throw new IllegalArgumentException(
          "givenBack not in [0, amount]: givenBack=" + givenBack + ", amount=" + amount);
    }
    if (size == times.length) {
      grow();
    }
    times[size] = time;
    amounts[size] = amount;
    given[size] = givenBack;
    purchases[size] = NONE;
    return size++;
  }

  private void grow() {
    int capacity = 2 * size;
    times = Arrays.copyOf(times, capacity);
    amounts = Arrays.copyOf(amounts, capacity);
    given = Arrays.copyOf(given, capacity);
    purchases = Arrays.copyOf(purchases, capacity);
  }

  /**
   * Adds a line to a ticket.
   *
   * @param line a number that stands for its product and its quantity without sign
   */
  public void addLine(int ticket, long line) {
    long[] before = lines.getOrDefault(ticket, NO_LINES);
    long[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = line;
    lines.put(ticket, after);
  }

  /** Links every refund it can. */
  public void link() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    // purchases before refunds of the same instant; the sort is stable
    Arrays.sort(
        order,
        (a, b) ->
            times[a] != times[b]
                ? Long.compare(times[a], times[b])
                : Boolean.compare(amounts[a] < 0, amounts[b] < 0));
    new Pass(order).run();
  }

  /**
   * The purchases seen so far, by what a refund may ask for. A purchase is known by its place in
   * the order of time, so that the last of a set is the latest.
   */
  private final class Pass {
    private final Integer[] order;
    private final Map<Long, NavigableSet<Integer>> byMoneyLeft = new HashMap<>();
    private final Map<Long, NavigableSet<Integer>> byGivenBack = new HashMap<>();
    private final Map<Long, NavigableSet<Integer>> withLine = new HashMap<>();
    private final Map<Integer, long[]> linesLeft = new HashMap<>(lines);

    Pass(Integer[] order) {
      this.order = order;
    }

    void run() {
      for (int place = 0; place < order.length; place++) {
        long amount = amounts[order[place]];
        if (amount < 0) {
          refund(order[place]);
        } else if (amount > 0) {
          purchase(place);
        }
      }
    }

    private void purchase(int place) {
      int ticket = order[place];
      if (given[ticket] > 0) {
        put(byGivenBack, given[ticket], place);
      }
      put(byMoneyLeft, left(ticket), place);
      for (long line : linesOf(lines, ticket)) {
        put(withLine, line, place);
      }
    }

    private void refund(int refund) {
      long back = -amounts[refund];
      int known = takeLatest(byGivenBack, back);
      if (known != NONE) {
        byGiven++;
        link(refund, known, 0);
        return;
      }
      int same = takeLatest(byMoneyLeft, back);
      if (same != NONE) {
        byAmount++;
        link(refund, same, back);
        return;
      }
      int alike = latestWithLines(refund, back);
      if (alike == NONE) {
        unlinked++;
        return;
      }
      byLines++;
      int ticket = order[alike];
      linesLeft.put(ticket, without(linesOf(linesLeft, ticket), linesOf(lines, refund)));
      byMoneyLeft.getOrDefault(left(ticket), new TreeSet<>()).remove(alike);
      link(refund, alike, back);
      put(byMoneyLeft, left(ticket), alike);
    }

    private static long[] linesOf(Map<Integer, long[]> lines, int ticket) {
      return lines.getOrDefault(ticket, NO_LINES);
    }

    private int latestWithLines(int refund, long back) {
      long[] wanted = linesOf(lines, refund);
      NavigableSet<Integer> candidates = wanted.length == 0 ? null : withLine.get(wanted[0]);
      if (candidates == null) {
        return NONE;
      }
      int looked = 0;
      for (int place : candidates.descendingSet()) {
        if (looked++ == CANDIDATES) {
          return NONE;
        }
        if (left(order[place]) >= back && contains(linesOf(linesLeft, order[place]), wanted)) {
          return place;
        }
      }
      return NONE;
    }

    private void link(int refund, int place, long back) {
      purchases[refund] = order[place];
      amounts[refund] = 0;
      amounts[order[place]] -= back;
    }
  }

  private static void put(Map<Long, NavigableSet<Integer>> map, long key, int place) {
    map.computeIfAbsent(key, k -> new TreeSet<>()).add(place);
  }

  private static int takeLatest(Map<Long, NavigableSet<Integer>> map, long key) {
    NavigableSet<Integer> places = map.get(key);
    Integer latest = places == null ? null : places.pollLast();
    return latest == null ? NONE : latest;
  }

  /** Whether {@code all} has every line of {@code some}, each as often. */
  private static boolean contains(long[] all, long[] some) {
    return all.length - without(all, some).length == some.length;
  }

  private static long[] without(long[] all, long[] some) {
    Map<Long, Integer> drop = new HashMap<>();
    for (long line : some) {
      drop.merge(line, 1, Integer::sum);
    }
    return Arrays.stream(all).filter(line -> !takeOne(drop, line)).toArray();
  }

  private static boolean takeOne(Map<Long, Integer> drop, long line) {
    int times = drop.getOrDefault(line, 0);
    if (times > 0) {
      drop.put(line, times - 1);
    }
    return times > 0;
  }

  private long left(int ticket) {
    return amounts[ticket] - given[ticket];
  }

  /** Returns the number of tickets. */
  public int size() {
    return size;
  }

  /** Returns the ticket that a refund gives back; -1 if it found none, or is no refund. */
  public int purchaseOf(int ticket) {
    return purchases[ticket];
  }

  /**
   * Returns what is left of a ticket after its refunds, those that its own row told among them; of
   * a refund that is linked 0, of another one its amount.
   */
  public long amount(int ticket) {
    return amounts[ticket] < 0 ? amounts[ticket] : left(ticket);
  }

  /** Returns how many refunds tell of money that the purchase itself says was given back. */
  public int alreadyKnown() {
    return byGiven;
  }

  /** Returns how many refunds are linked by their amount. */
  public int linkedByAmount() {
    return byAmount;
  }

  /** Returns how many refunds are linked by their lines. */
  public int linkedByLines() {
    return byLines;
  }

  /** Returns how many refunds found no ticket. */
  public int unlinked() {
    return unlinked;
  }

  /**
   * Returns what is left of one order whose refunds may stand in it twice: in a row below zero and
   * in a status or field of the order. The larger of the two is taken off.
   *
   * @param bought the sum of the rows above zero
   * @param refunded the sum of the rows below zero, without its sign
   * @param givenBack what a status or field says was given back
   */
  public static long net(long bought, long refunded, long givenBack) {
    return Math.subtractExact(bought, Math.max(refunded, givenBack));
  }
}
