// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a person, told by their events. What an order comes to depends on the events alone,
 * not on how they arrived: the amount said last, less what was refunded, and never below nothing. A
 * cancelled order comes to nothing unless it is completed anew.
 */
public final class Orders {
  /** So many of the last events of orders are kept. */
  static final int MOST = 10_000;

  /** The id of an order that nobody has placed. */
  private static final String NOBODYS = "\u0000nobody's";

  static final Orders NONE = new Orders(Recent.none(MOST), 0);

  private final Recent<OrderEvent> events;

  /** The position of the last event that said whose these are; 0 if nobody said. */
  private final long composed;

  private Orders(Recent<OrderEvent> events, long composed) {
    this.events = events;
    this.composed = composed;
  }

  /**
   * An order.
   *
   * @param id of the order
   * @param placed when it was completed first; of a refund whose order is not known, when it came
   * @param bought what it comes to before refunds, in units of 1/10,000
   * @param refunded how much of that was paid back; of a refund whose order is not known, all of it
   * @param known whether the order itself is known, not only refunds of it
   * @param cancelled whether it is cancelled
   * @param currency the code of its currency; empty if nobody said
   * @param cost what the seller paid for it, in units; negative if nobody said
   * @param lines numbers for what was bought, or of a refund without order for what was returned
   */
  public record Order(
      String id,
      Instant placed,
      long bought,
      long refunded,
      boolean known,
      boolean cancelled,
      String currency,
      long cost,
      List<Long> lines) {
    /** Returns what is left of it, in units; below zero for a refund whose order is not known. */
    public long net() {
      return bought - refunded;
    }
  }

  Orders with(Stamp stamp, OrderEvent event) {
    return new Orders(events.with(stamp, event), composed);
  }

  /** Returns these orders and one more that nobody has placed. */
  Orders ifPlaced(Instant at, Seen seen, long units) {
    Instant after = seen.received().plusMillis(1);
    OrderEvent event =
        new OrderEvent(
            NOBODYS,
            OrderEvent.Kind.PLACED,
            (after.isAfter(at) ? after : at).toEpochMilli(),
            units,
            OrderEvent.UNKNOWN,
            "",
            List.of(),
            Long.MAX_VALUE);
    return with(new Stamp(at.toEpochMilli(), Stamp.hash(NOBODYS)), event);
  }

  Orders merge(Orders other) {
    return new Orders(events.merge(other.events), Math.max(composed, other.composed));
  }

  /** Returns these orders, of which an event said whose they are. */
  Orders composed(long position) {
    return position > composed ? new Orders(events, position) : this;
  }

  /** Returns whether it was found out only after a run whose these are. */
  boolean areRegroupedSince(Seen seen) {
    return seen.endsBefore(composed);
  }

  /** Returns the position of the last event that said whose these are; 0 if nobody said. */
  long composed() {
    return composed;
  }

  /** Returns whether so many events are known that earlier ones may have been let go of. */
  public boolean isFull() {
    return events.isFull();
  }

  /** Returns whether nothing is known of orders. */
  public boolean isEmpty() {
    return events.size() == 0;
  }

  /** Returns the orders as of an instant, in the order of time. */
  public List<Order> asOf(Instant at) {
    return asOf(at, Seen.everything());
  }

  /** Returns the orders as of an instant, as they were known when so much had been seen. */
  public List<Order> asOf(Instant at, Seen seen) {
    Map<String, Builder> builders = new LinkedHashMap<>();
    events
        .entries()
        .forEach(
            (stamp, event) -> {
              if (!stamp.instant().isAfter(at) && seen.has(event)) {
                builders
                    .computeIfAbsent(event.order(), id -> new Builder())
                    .add(stamp.instant(), event);
              }
            });
    List<Order> orders = new ArrayList<>();
    builders.forEach((id, builder) -> builder.build(id).ifPresent(orders::add));
    return orders;
  }

  /** Returns whether nothing is known of later than an instant. */
  boolean endBy(Instant at) {
    return events.entries().keySet().stream().noneMatch(each -> each.instant().isAfter(at));
  }

  /**
   * Returns the events of the orders that are not as they were known once, and of those that did
   * not count then.
   *
   * @param end the last instant that counted
   * @param seen what was known
   * @param at as of when they are compared
   * @param counted which orders counted
   */
  Orders changedSince(Instant end, Seen seen, Instant at, Predicate<Order> counted) {
    Map<String, Order> then = new HashMap<>();
    asOf(end, seen).stream().filter(counted).forEach(each -> then.put(each.id(), each));
    Set<String> same = new HashSet<>();
    for (Order each : asOf(at)) {
      if (each.equals(then.get(each.id()))) {
        same.add(each.id());
      }
    }
    return new Orders(events.where(each -> !same.contains(each.order())), composed);
  }

  /**
   * Returns whether an event that was not seen changed an order that no event placed, otherwise
   * than by giving back an amount: what it changed is not known.
   */
  boolean changesUnplaced(Seen seen) {
    Set<String> placed = new HashSet<>();
    Set<String> changed = new HashSet<>();
    for (OrderEvent event : events.values()) {
      if (event.kind() == OrderEvent.Kind.PLACED) {
        placed.add(event.order());
      } else if (!seen.has(event)
          && !(event.kind() == OrderEvent.Kind.REFUNDED && event.units() != OrderEvent.ALL)) {
        changed.add(event.order());
      }
    }
    changed.removeAll(placed);
    return !changed.isEmpty();
  }

  /** Puts the events of an order together, taken in the order of time. */
  private static final class Builder {
    private @Nullable Instant placed;
    private @Nullable Instant updated;
    private @Nullable Instant returned;
    private long bought;
    private long refunded;
    private boolean all;
    private boolean cancelled;
    private String currency = "";
    private long cost = OrderEvent.UNKNOWN;
    private List<Long> lines = List.of();
    private List<Long> returnedLines = List.of();

    void add(Instant at, OrderEvent event) {
      switch (event.kind()) {
        case PLACED -> {
          placed = placed == null ? at : placed;
          cancelled = false;
          amount(event);
        }
        case UPDATED -> {
          updated = updated == null ? at : updated;
          amount(event);
        }
        case CANCELLED -> cancelled = true;
        case REFUNDED -> refund(at, event);
      }
    }

    private void amount(OrderEvent event) {
      bought = event.units();
      cost = event.cost();
      currency = event.currency().isEmpty() ? currency : event.currency();
      lines = event.lines();
    }

    private void refund(Instant at, OrderEvent event) {
      returned = returned == null ? at : returned;
      all |= event.units() == OrderEvent.ALL;
      refunded += event.units() == OrderEvent.ALL ? 0 : event.units();
      currency = currency.isEmpty() ? event.currency() : currency;
      List<Long> both = new ArrayList<>(returnedLines);
      both.addAll(event.lines());
      returnedLines = both;
    }

    Optional<Order> build(String id) {
      Instant begun = placed != null ? placed : updated;
      if (begun != null) {
        long back = all || cancelled ? bought : Math.min(bought, refunded);
        return Optional.of(
            new Order(id, begun, bought, back, true, cancelled, currency, cost, lines));
      }
      return returned == null || refunded == 0
          ? Optional.empty()
          : Optional.of(
              new Order(id, returned, 0, refunded, false, false, currency, cost, returnedLines));
    }
  }

  Object toFields() {
    return events.toFields(OrderEvent::toFields);
  }

  static Orders of(@Nullable Object stored) {
    return new Orders(Recent.of(MOST, stored, OrderEvent::of), 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Orders same && events.equals(same.events);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }

  @Override
  public String toString() {
    return events.toString();
  }
}
