// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks over the customers of a store and hands the tickets of each to a taker. Several cursors,
 * one for each thread, share the customers among them.
 */
public final class CustomerCursor {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final RowStore store;
  private final RowLayout layout;
  private final TicketTaker taker;
  private final long cutoff;
  private final RowGroups groups;
  private final BlockReader reader;
  private final LoadPlanner planner;
  private final OrderLines orders;
  private final ProductLines orderLines = new ProductLines();
  private final TicketLinks links = new TicketLinks();
  private final Deque<PartitionLoad> loads = new ArrayDeque<>();
  private int customer;

  private long key;
  private boolean seen;
  private long firstMicros;
  private long lastMicros;
  private long later;
  private long notCountable;
  private long named;

  /**
   * Starts before the first customer.
   *
   * @param store sealed
   * @param referenceDate the last day whose tickets count
   */
  public CustomerCursor(RowStore store, LocalDate referenceDate, TicketTaker taker) {
    this(store, referenceDate, taker, LoadPlanner.LOAD);
  }

  /** Starts as well, with at most {@code load} numbers in memory at once. */
  CustomerCursor(RowStore store, LocalDate referenceDate, TicketTaker taker, long load) {
    this.store = store;
    this.taker = taker;
    layout = store.layout();
    orders = new OrderLines(layout.amountsOfOrders());
    cutoff = (referenceDate.toEpochDay() + 1) * MICROS_PER_DAY;
    groups = new RowGroups(layout);
    reader = store.reader();
    planner = new LoadPlanner(layout, reader, load);
  }

  /** Moves on to the next customer with a ticket up to the reference date; false after the last. */
  public boolean next() {
    while (true) {
      while (customer < groups.customers()) {
        begin(groups.key(customer));
        takeTickets(customer++);
        if (seen) {
          return true;
        }
      }
      if (!loadMore()) {
        return false;
      }
      if (seen) {
        return true;
      }
    }
  }

  /** Loads the next rows; of a customer too large for one load, takes all tickets at once. */
  private boolean loadMore() {
    seen = false;
    while (loads.isEmpty()) {
      Partition part = store.takePart();
      if (part == null) {
        return false;
      }
      loads.addAll(planner.plan(part));
    }
    PartitionLoad load = loads.remove();
    if (!load.oneCustomer()) {
      fill(load, load.passes().get(0));
      customer = 0;
      return true;
    }
    boolean first = true;
    for (PartitionLoad.Pass pass : load.passes()) {
      fill(load, pass);
      if (groups.customers() == 1) {
        if (first) {
          begin(groups.key(0));
          first = false;
        }
        takeTickets(0);
      }
    }
    customer = groups.customers();
    return true;
  }

  private void fill(PartitionLoad load, PartitionLoad.Pass pass) {
    groups.clear(load.longs());
    int width = layout.width();
    for (Partition.Block block : load.part().blocks()) {
      long[] rows = reader.read(block);
      if (pass == PartitionLoad.Pass.ALL) {
        groups.add(rows, 0, block.length());
        continue;
      }
      for (int at = 0; at < block.length(); at += width) {
        if (pass.takes(rows, at)) {
          groups.add(rows, at, width);
        }
      }
    }
    groups.group();
  }

  private void begin(long next) {
    key = next;
    seen = false;
    firstMicros = Long.MAX_VALUE;
    lastMicros = Long.MIN_VALUE;
    taker.clear();
  }

  private void takeTickets(int index) {
    long[] rows = groups.grouped();
    int begin = groups.begin(index);
    int end = groups.end(index);
    int width = layout.width();
    links.clear();
    if (layout.orders()) {
      orders.clear((end - begin) / width);
      orderLines.clear();
    }
    for (int at = begin; at < end; at += width) {
      long packed = rows[at + RowLayout.TIME];
      long amount = rows[at + RowLayout.AMOUNT];
      long margin = layout.margins() ? rows[at + layout.margin()] : 0;
      if (layout.orders() && !RowFlag.ALONE.in(packed)) {
        boolean isLater = RowFlag.micros(packed) >= cutoff;
        named += RowFlag.LINKED.in(packed) && !isLater ? 1 : 0;
        int ticket = orders.add(rows[at + layout.order()], packed, amount, margin, isLater);
        if (layout.lines() && isLine(packed) && rows[at + layout.line()] != 0) {
          orderLines.add(ticket, rows[at + layout.line()], amount);
        }
      } else {
        boolean back = RowFlag.REFUNDED.in(packed) && amount > 0;
        boolean countable = !RowFlag.NOT_COUNTABLE.in(packed);
        boolean linked =
            takeTicket(
                RowFlag.micros(packed),
                back ? 0 : amount,
                back ? amount : 0,
                back ? 0 : margin,
                countable);
        if (linked && layout.lines() && rows[at + layout.line()] != 0) {
          links.addLine(rows[at + layout.line()], amount);
        }
      }
    }
    for (int i = 0; layout.orders() && i < orders.tickets(); i++) {
      boolean linked =
          takeTicket(
              orders.micros(i),
              orders.amount(i),
              orders.givenBack(i),
              orders.margin(i),
              orders.countable(i));
      if (linked && layout.lines()) {
        orderLines.hand(i, links);
      }
    }
    links.link();
    for (int i = 0; i < links.size(); i++) {
      hand(links.micros(i), links.amount(i), links.margin(i));
    }
  }

  /** What bought something: a row that counts and names no other order. */
  private static boolean isLine(long packed) {
    return !RowFlag.NOT_COUNTABLE.in(packed) && !RowFlag.LINKED.in(packed);
  }

  /** Takes a ticket; returns whether it waits among the links. */
  private boolean takeTicket(
      long micros, long amount, long givenBack, long margin, boolean countable) {
    if (micros >= cutoff) {
      later++;
      return false;
    }
    seen = true;
    if (!countable) {
      notCountable++;
    } else if (layout.linkRefunds()) {
      links.add(micros, amount, givenBack, margin);
      return true;
    } else {
      hand(micros, amount, margin);
    }
    return false;
  }

  private void hand(long micros, long amount, long margin) {
    taker.add((int) Math.floorDiv(micros, MICROS_PER_DAY), amount, margin);
    if (amount > 0) {
      firstMicros = Math.min(firstMicros, micros);
      lastMicros = Math.max(lastMicros, micros);
    }
  }

  /** Returns the key of the customer. */
  public long key() {
    return key;
  }

  /** Returns the time of the first ticket above zero, in microseconds; meaningless without one. */
  public long firstMicros() {
    return firstMicros;
  }

  /** Returns the time of the last ticket above zero, in microseconds; meaningless without one. */
  public long lastMicros() {
    return lastMicros;
  }

  /** Returns how many tickets after the reference date were met so far. */
  public long later() {
    return later;
  }

  /** Returns how many tickets that do not count were met so far. */
  public long notCountable() {
    return notCountable;
  }

  /** Returns how many rows so far were refunds that name their order. */
  public long namedRefunds() {
    return named;
  }

  /** Returns how refunds without a reference found the tickets that they give back so far. */
  public TicketLinks links() {
    return links;
  }
}
