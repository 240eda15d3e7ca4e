// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.history.TicketDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The purchases of a customer of whom the last run knew more than events tell: what it published,
 * and what orders have changed since. An order that the run knew counts once, however its events
 * came.
 */
final class PurchasesSince {
  private final PurchaseBase base;
  private final PublishedModel model;
  private final ObservationPeriod period;
  private final Optional<OperationalClock> gapTime;
  private final int intervalStart;

  private final TreeSet<Integer> added = new TreeSet<>();
  private final TreeSet<Integer> removed = new TreeSet<>();
  private long historic;
  private long margin;
  private long bought;
  private long monetary;
  private int frequency;
  private long first;
  private long last;

  PurchasesSince(
      PurchaseBase base,
      List<Ticket> then,
      List<Ticket> now,
      PublishedModel model,
      ObservationPeriod period,
      Optional<OperationalClock> gapTime) {
    this.base = base;
    this.model = model;
    this.period = period;
    this.gapTime = gapTime;
    intervalStart = Math.toIntExact(period.intervalStart().toEpochDay());
    first = base.purchaseDays() > 0 ? base.firstMicros() : Long.MAX_VALUE;
    last = base.purchaseDays() > 0 ? base.lastMicros() : Long.MIN_VALUE;
    compare(byOrder(then), byOrder(now));
  }

  private static Map<String, Ticket> byOrder(List<Ticket> tickets) {
    Map<String, Ticket> all = new LinkedHashMap<>();
    tickets.forEach(ticket -> all.put(ticket.order(), ticket));
    return all;
  }

  private void compare(Map<String, Ticket> then, Map<String, Ticket> now) {
    Set<String> orders = new HashSet<>(then.keySet());
    orders.addAll(now.keySet());
    Map<Integer, Integer> bought = new HashMap<>();
    now.values().stream()
        .filter(ticket -> ticket.amount() > 0)
        .forEach(ticket -> bought.merge(ticket.day(), 1, Integer::sum));
    for (String order : orders) {
      compare(then.get(order), now.get(order));
    }
    removed.removeIf(bought::containsKey);
  }

  private void compare(@Nullable Ticket before, @Nullable Ticket after) {
    if (before != null) {
      count(before, -1);
    }
    if (after != null) {
      count(after, 1);
    }
    boolean sameDay = before != null && after != null && before.day() == after.day();
    boolean buys = after != null && after.amount() > 0;
    boolean bought = before != null && before.amount() > 0;
    if (before != null && bought && !(buys && sameDay)) {
      removed.add(before.day());
    }
    if (after != null && buys && !(bought && sameDay)) {
      added.add(after.day());
      first = Math.min(first, after.micros());
      last = Math.max(last, after.micros());
    }
  }

  private void count(Ticket ticket, int sign) {
    long positive = Math.max(0, ticket.amount());
    historic += sign * ticket.amount();
    margin += sign * ticket.margin();
    bought += sign * positive;
    if (ticket.day() >= intervalStart) {
      monetary += sign * ticket.amount();
      frequency += positive > 0 ? sign : 0;
    }
  }

  private boolean isChanged() {
    return historic != 0 || bought != 0 || !added.isEmpty() || !removed.isEmpty();
  }

  /**
   * Returns the purchases.
   *
   * @param settled whether it is certain what the run counted of the orders
   */
  Purchases result(LocalDate day, int ignored, boolean settled) {
    Optional<List<Integer>> days = days();
    PurchaseFigures figures = days.map(this::withDays).orElseGet(this::withoutDays);
    boolean sameDay = day.equals(model.referenceDate());
    return new Purchases(
        day,
        figures,
        base.known() + known(),
        keptShare(),
        days.isEmpty()
            ? priceFactorWithoutDays(figures)
            : days.get().isEmpty() ? 1 : Purchases.priceFactor(days.get(), model),
        gapTime
            .map(
                clock ->
                    days.map(all -> Purchases.logGaps(all, clock))
                        .orElseGet(() -> logGapsWithoutDays(clock)))
            .orElse(0.0),
        settled && sameDay && !isChanged(),
        isChanged(),
        ignored);
  }

  private long known() {
    PublishedModel.Margin rule = model.margin();
    if (!rule.basis()) {
      return historic;
    }
    return rule.known() ? margin : Purchases.rounded(historic * rule.rate());
  }

  private Optional<List<Integer>> days() {
    return base.days()
        .map(
            known -> {
              TreeSet<Integer> all = new TreeSet<>();
              known.stream().filter(TicketDay::isPurchase).forEach(day -> all.add(day.epochDay()));
              all.removeAll(removed);
              all.addAll(added);
              return List.copyOf(all);
            });
  }

  /** With all days known, everything that looks at days is exact. */
  private PurchaseFigures withDays(List<Integer> days) {
    List<Ticket> marks =
        days.stream().map(day -> new Ticket("", day * Ticket.MICROS_PER_DAY, 1, 0)).toList();
    PurchaseFigures counted = PurchaseSum.of(marks, period, SpendDays.ALL);
    if (days.isEmpty()) {
      return figures(counted, 0, 0);
    }
    return figures(counted, within(first, days.get(0)), within(last, days.get(days.size() - 1)));
  }

  /** The time if it is on the day, otherwise the beginning of that. */
  private static long within(long micros, int day) {
    return Math.floorDiv(micros, Ticket.MICROS_PER_DAY) == day
        ? micros
        : day * Ticket.MICROS_PER_DAY;
  }

  /** Only numbers of days are known; those of the interval are taken to have stayed there. */
  private PurchaseFigures withoutDays() {
    TreeSet<Integer> fresh = new TreeSet<>(added);
    if (base.purchaseDays() > 0) {
      fresh.remove(day(base.firstMicros()));
      fresh.remove(day(base.lastMicros()));
    }
    int count = Math.max(0, base.purchaseDays() + fresh.size() - removed.size());
    boolean within = base.purchaseDays() > 0 && day(base.lastMicros()) >= intervalStart;
    int inInterval =
        fresh.tailSet(intervalStart).size() + (within ? base.intervalPurchaseDays() : 0);
    List<Integer> later = new ArrayList<>(fresh.tailSet(lastDay() + 1));
    long gapSum = base.gapSum() + (later.isEmpty() ? 0 : later.get(later.size() - 1) - lastDay());
    int gaps =
        base.gapCount() + later.size() - (base.purchaseDays() == 0 && !later.isEmpty() ? 1 : 0);
    PurchaseFigures counted =
        new PurchaseFigures(
            count,
            Math.min(count, Math.max(0, inInterval - removed.size())),
            0,
            0,
            base.purchaseDays() == 0 && !later.isEmpty()
                ? (long) later.get(later.size() - 1) - later.get(0)
                : gapSum,
            Math.max(0, gaps),
            0,
            0,
            0,
            0,
            0,
            0,
            Optional.empty());
    return figures(counted, count == 0 ? 0 : first, count == 0 ? 0 : last);
  }

  private int lastDay() {
    return base.purchaseDays() == 0 ? Integer.MIN_VALUE / 2 : day(base.lastMicros());
  }

  private static int day(long micros) {
    return (int) Math.floorDiv(micros, Ticket.MICROS_PER_DAY);
  }

  private PurchaseFigures figures(PurchaseFigures counted, long from, long to) {
    return new PurchaseFigures(
        counted.purchaseDays(),
        counted.intervalPurchaseDays(),
        from,
        to,
        counted.gapSum(),
        counted.gapCount(),
        base.known() + historic,
        margin,
        base.spend() + bought,
        Math.max(0, base.spend() + bought),
        base.monetary() + monetary,
        Math.max(0, base.frequency() + frequency),
        counted.days());
  }

  private double keptShare() {
    return base.days().map(this::keptShare).orElseGet(this::keptShareWithoutDays);
  }

  private double keptShare(List<TicketDay> days) {
    long paid = bought + days.stream().mapToLong(TicketDay::bought).sum();
    long back = bought - historic + days.stream().mapToLong(TicketDay::givenBack).sum();
    return model
        .refunds()
        .kept(Money.currency(Math.max(0, paid)), Money.currency(Math.max(0, back)));
  }

  /** Recovers what the customer gave back so far from the share that was published. */
  private double keptShareWithoutDays() {
    if (historic == 0 && bought == 0) {
      return base.keptShare();
    }
    double strength = model.refunds().strength();
    double paid = Money.currency(base.spend());
    double back =
        base.keptShare() == 0
            ? paid
            : (1 - base.keptShare()) * (paid + strength) - strength * model.refunds().rate();
    return model
        .refunds()
        .kept(
            Math.max(0, paid + Money.currency(bought)),
            Math.max(0, back + Money.currency(bought - historic)));
  }

  private double priceFactorWithoutDays(PurchaseFigures figures) {
    int fresh = figures.purchaseDays() - base.purchaseDays();
    return fresh <= 0 || figures.purchaseDays() == 0
        ? base.priceFactor()
        : (base.priceFactor() * base.purchaseDays() + fresh) / figures.purchaseDays();
  }

  private double logGapsWithoutDays(OperationalClock clock) {
    double sum = base.logGaps();
    int before = base.purchaseDays() == 0 ? Integer.MIN_VALUE : day(base.lastMicros());
    for (int day : added.tailSet(before, false)) {
      if (before != Integer.MIN_VALUE) {
        sum += Math.log(clock.between(before, day));
      }
      before = day;
    }
    return sum;
  }
}
