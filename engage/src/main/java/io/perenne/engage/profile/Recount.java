// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.TicketDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts a customer anew from the days of tickets that a run published and from the orders that
 * events tell, as a run over both would.
 *
 * <p>The orders that the run counted are taken off its days; what is left came from files alone.
 * That and all orders of now are summed by the same code as in a run. An order of the run's time
 * whose event came after it stood in the files if what it brought is what they have on its day, and
 * did not if they have nothing that could be it. The same tells of somebody who was another person
 * then, or nobody, whether the run counted an order for whom it is now.
 */
final class Recount {
  /** No order of a shop has such an id. */
  private static final String OF_FILES = "\u0000files ";

  private final PurchaseBase base;
  private final Orders orders;
  private final PublishedModel model;
  private final Optional<OperationalClock> gapTime;
  private final Tickets tickets;
  private final List<Ticket> then;
  private final List<Ticket> before;

  /** What is left of each day. */
  private final NavigableMap<Integer, TicketDay> files = new TreeMap<>();

  /** What the run counted of the orders. */
  private final List<Ticket> counted = new ArrayList<>();

  /** Refunds that the run took off orders which only the files know, with what they gave back. */
  private final Map<String, Long> takenOff = new HashMap<>();

  private Recount(
      PurchaseBase base,
      List<TicketDay> days,
      Orders orders,
      PublishedModel model,
      Optional<OperationalClock> gapTime) {
    this.base = base;
    this.orders = orders;
    this.model = model;
    this.gapTime = gapTime;
    tickets = new Tickets(model);
    Instant end = model.cutOff().minusMillis(1);
    then = tickets.of(orders.asOf(end, model.seen()));
    before = tickets.of(orders.asOf(end));
    days.forEach(day -> files.put(day.epochDay(), day));
  }

  /**
   * Returns what counts a customer anew; empty if the run published no days, or if it cannot be
   * told which of the orders it had counted.
   */
  static Optional<Recount> of(
      Orders orders, PurchaseBase base, PublishedModel model, Optional<OperationalClock> gapTime) {
    return base.days()
        .map(days -> new Recount(base, days, orders, model, gapTime))
        .filter(Recount::takeOff);
  }

  /** The number and the money of the tickets above zero of a day. */
  private record Bought(int tickets, long money) {
    static final Bought NOTHING = new Bought(0, 0);

    static Bought of(List<Ticket> tickets) {
      return new Bought(tickets.size(), tickets.stream().mapToLong(Ticket::amount).sum());
    }

    Bought minus(Bought other) {
      return new Bought(tickets - other.tickets, money - other.money);
    }

    /** Returns whether these may be among the tickets of a day. */
    boolean isWithin(Bought day) {
      return tickets == 0 || equals(day) || (tickets < day.tickets && money < day.money);
    }
  }

  /** Takes off what the run counted of the orders; false if that cannot be told. */
  private boolean takeOff() {
    Map<Integer, List<Ticket>> early = purchases(then);
    Map<Integer, List<Ticket>> late = purchases(before);
    Set<Integer> days = new TreeSet<>(early.keySet());
    days.addAll(late.keySet());
    for (int day : days) {
      List<Ticket> first = early.getOrDefault(day, List.of());
      List<Ticket> second = late.getOrDefault(day, List.of());
      Optional<List<Ticket>> some =
          orders.areRegroupedSince(model.seen())
              ? ofSomebody(first, bought(day))
              : counted(first, second, bought(day));
      if (some.isEmpty()) {
        return false;
      }
      takeOff(day, Bought.of(some.get()));
      counted.addAll(some.get());
    }
    return takeOffRefunds();
  }

  private static Map<Integer, List<Ticket>> purchases(List<Ticket> tickets) {
    return tickets.stream()
        .filter(ticket -> ticket.amount() > 0)
        .collect(Collectors.groupingBy(Ticket::day));
  }

  private Bought bought(int day) {
    TicketDay known = files.get(day);
    return known == null ? Bought.NOTHING : new Bought(known.tickets(), known.bought());
  }

  /**
   * Returns which of the orders of a day the run counted for somebody who was another person, or
   * nobody, then: none if that customer had nothing on the day, all if just these; else empty.
   */
  private static Optional<List<Ticket>> ofSomebody(List<Ticket> then, Bought run) {
    if (then.isEmpty() || run.equals(Bought.of(then))) {
      return Optional.of(then);
    }
    return run.tickets() == 0 ? Optional.of(List.of()) : Optional.empty();
  }

  /**
   * Returns which of the orders of a day the run counted: those that were known then, or those that
   * are known today; empty if either may be.
   */
  private static Optional<List<Ticket>> counted(List<Ticket> then, List<Ticket> today, Bought run) {
    Bought early = Bought.of(then);
    Bought late = Bought.of(today);
    if (early.equals(run) || late.equals(run)) {
      return Optional.of(early.equals(run) ? then : today);
    }
    List<Ticket> more = new ArrayList<>(today);
    more.removeAll(then);
    if (!early.isWithin(run) || today.size() - more.size() < then.size()) {
      return Optional.empty(); // the files differ from the events, or an order was changed late
    }
    Bought left = run.minus(early);
    return more.stream().anyMatch(ticket -> Bought.of(List.of(ticket)).isWithin(left))
        ? Optional.empty()
        : Optional.of(then);
  }

  private void takeOff(int day, Bought some) {
    TicketDay known = files.get(day);
    if (known != null) {
      files.put(
          day,
          new TicketDay(
              day,
              known.tickets() - some.tickets(),
              known.bought() - some.money(),
              known.givenBack()));
    }
  }

  private boolean takeOffRefunds() {
    Set<String> known = new HashSet<>();
    for (Ticket refund : then) {
      if (refund.amount() < 0) {
        known.add(refund.order());
        if (!takeOffRefund(refund)) {
          takenOff.put(refund.order(), refund.amount());
        }
      }
    }
    for (Ticket refund : before) {
      boolean late = refund.amount() < 0 && !known.contains(refund.order());
      if (late && !takeOffRefund(refund) && isAnythingOfFiles()) {
        return false; // the files may have taken it off an order that only they know
      }
    }
    return true;
  }

  private boolean takeOffRefund(Ticket refund) {
    TicketDay day = files.get(refund.day());
    if (day == null || day.givenBack() < -refund.amount()) {
      return false;
    }
    files.put(
        refund.day(),
        new TicketDay(
            refund.day(), day.tickets(), day.bought(), day.givenBack() + refund.amount()));
    counted.add(refund);
    return true;
  }

  private boolean isAnythingOfFiles() {
    return files.values().stream().anyMatch(TicketDay::isPurchase);
  }

  /** Sums what is left and the orders; empty if a refund cannot be told from an earlier one. */
  Optional<Purchases> count(LocalDate day, Instant at) {
    List<Orders.Order> now = orders.asOf(at);
    List<Orders.Order> all = new ArrayList<>();
    for (Orders.Order order : now) {
      Long before = takenOff.get(order.id());
      if (before == null) {
        all.add(order);
      } else if (order.net() != before) {
        return Optional.empty();
      }
    }
    List<Orders.Order> single = singleTickets();
    all.addAll(single);
    List<Ticket> sum = tickets.of(all);
    List<TicketDay> rest =
        files.values().stream().map(left -> left.tickets() == 1 ? refundsOf(left) : left).toList();
    PurchaseFigures figures =
        PurchaseSum.of(sum, rest, model.interval().endingOn(day), model.spendDays());
    return Optional.of(
        Purchases.counted(
            day,
            timed(figures, sum),
            known(figures, sum, single),
            model,
            gapTime,
            isExact(now, single, sum),
            Optional.of(base),
            tickets.ofOtherCurrencies(now)));
  }

  private static TicketDay refundsOf(TicketDay day) {
    return new TicketDay(day.epochDay(), 0, 0, day.givenBack());
  }

  /** Days of one ticket that only files know, which refunds may look for, as orders. */
  private List<Orders.Order> singleTickets() {
    return files.values().stream()
        .filter(day -> day.tickets() == 1)
        .map(
            day ->
                new Orders.Order(
                    OF_FILES + day.epochDay(),
                    LocalDate.ofEpochDay(day.epochDay()).atStartOfDay(model.zone()).toInstant(),
                    day.bought(),
                    0,
                    true,
                    false,
                    "",
                    OrderEvent.UNKNOWN,
                    List.of()))
        .toList();
  }

  /** Puts the times of the run in, which are finer than its days. */
  private PurchaseFigures timed(PurchaseFigures figures, List<Ticket> sum) {
    if (figures.purchaseDays() == 0) {
      return figures;
    }
    long first = base.purchaseDays() > 0 ? base.firstMicros() : Long.MAX_VALUE;
    long last = base.purchaseDays() > 0 ? base.lastMicros() : Long.MIN_VALUE;
    first = isOf(figures.firstDay(), first) ? first : Long.MAX_VALUE;
    last = isOf(figures.lastDay(), last) ? last : Long.MIN_VALUE;
    for (Ticket ticket : sum) {
      if (ticket.amount() > 0 && !ticket.order().startsWith(OF_FILES)) {
        first = Math.min(first, ticket.micros());
        last = Math.max(last, ticket.micros());
      }
    }
    return figures.between(
        isOf(figures.firstDay(), first) ? first : figures.firstDay() * Ticket.MICROS_PER_DAY,
        isOf(figures.lastDay(), last) ? last : figures.lastDay() * Ticket.MICROS_PER_DAY);
  }

  private static boolean isOf(int day, long micros) {
    return Math.floorDiv(micros, Ticket.MICROS_PER_DAY) == day;
  }

  private long known(PurchaseFigures figures, List<Ticket> sum, List<Orders.Order> single) {
    PublishedModel.Margin margin = model.margin();
    if (!margin.basis() || !margin.known()) {
      return Purchases.known(figures, model);
    }
    // the margin of a ticket of files is not told, but that of all together is
    long change = sum.stream().mapToLong(Ticket::margin).sum();
    change -= tickets.of(single).stream().mapToLong(Ticket::margin).sum();
    change -= counted.stream().mapToLong(Ticket::margin).sum();
    return base.known() + change;
  }

  /**
   * A refund of an order that only files can know is certain only if just one of their tickets is
   * of its money; any other change of such an order is not.
   */
  private boolean isExact(List<Orders.Order> now, List<Orders.Order> single, List<Ticket> sum) {
    if (orders.isFull() || orders.areRegroupedSince(model.seen())) {
      return false;
    }
    if (!isAnythingOfFiles()) {
      return true;
    }
    if (orders.changesUnplaced(model.seen())) {
      return false;
    }
    Set<String> early = new HashSet<>();
    then.forEach(ticket -> early.add(ticket.order()));
    before.forEach(ticket -> early.add(ticket.order()));
    List<Orders.Order> fresh =
        now.stream()
            .filter(order -> !order.known() && tickets.isOfCurrency(order))
            .filter(order -> !early.contains(order.id()) && isSince(order))
            .toList();
    if (fresh.isEmpty()) {
      return true;
    }
    Map<String, Long> left = new HashMap<>();
    sum.forEach(ticket -> left.put(ticket.order(), ticket.amount()));
    boolean several = files.values().stream().anyMatch(day -> day.tickets() > 1);
    return !several
        && !(model.margin().basis() && model.margin().known())
        && fresh.stream().allMatch(refund -> foundItsOwn(refund, single, left));
  }

  private boolean isSince(Orders.Order order) {
    return !order.placed().isBefore(model.cutOff());
  }

  /** Returns whether a refund was taken off the only ticket of files that has its money. */
  private static boolean foundItsOwn(
      Orders.Order refund, List<Orders.Order> single, Map<String, Long> left) {
    List<Orders.Order> alike =
        single.stream().filter(order -> order.bought() == -refund.net()).toList();
    return alike.size() == 1
        && !left.containsKey(refund.id())
        && left.getOrDefault(alike.get(0).id(), 0L) == 0;
  }
}
