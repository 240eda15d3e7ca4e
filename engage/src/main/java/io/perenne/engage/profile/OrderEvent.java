// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.event.OrderChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event did to an order.
 *
 * @param order the id of the order
 * @param kind what it did
 * @param received when it was received, in milliseconds since 1970
 * @param units the amount, in units of 1/10,000; {@link #ALL} of a refund of all there is
 * @param cost what the seller paid for it, in the same units; {@link #UNKNOWN} if nobody said
 * @param currency the code of the currency; empty if nobody said
 * @param lines a number for each product with its quantity
 * @param position its place among the events that are kept; 0 if nobody said
 */
record OrderEvent(
    String order,
    Kind kind,
    long received,
    long units,
    long cost,
    String currency,
    List<Long> lines,
    long position) {
  /** Stands for an amount that is not told. */
  static final long ALL = -1;

  /** Stands for a cost that is not told. */
  static final long UNKNOWN = -1;

  private static final int LONGEST_ID = 255;
  private static final int MOST_LINES = 100;

  /** What an event does to an order. */
  enum Kind {
    PLACED,
    UPDATED,
    CANCELLED,
    REFUNDED
  }

  OrderEvent {
    lines = List.copyOf(lines);
  }

  /** Compares what is said, not where it is kept: of the same events people are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OrderEvent same && toFields(0).equals(same.toFields(0));
  }

  @Override
  public int hashCode() {
    return toFields(0).hashCode();
  }

  /** Returns what an event does to an order; empty if nothing, or if that cannot be read. */
  static Optional<OrderEvent> of(Event event) {
    try {
      return OrderChange.of(event).map(change -> of(event, change));
    } catch (MalformedEventException e) {
      // whoever takes events in puts these aside and says why
      return Optional.empty();
    }
  }

  private static OrderEvent of(Event event, OrderChange change) {
    Kind kind =
        switch (change.kind()) {
          case PLACED -> Names.of(event).contains("updated") ? Kind.UPDATED : Kind.PLACED;
          case CANCELLED -> Kind.CANCELLED;
          case REFUNDED -> Kind.REFUNDED;
        };
    List<Fields> products = event.properties().objects("products");
    return new OrderEvent(
        Names.shortened(change.order(), LONGEST_ID),
        kind,
        event.times().received().toEpochMilli(),
        change.amount().map(amount -> Math.max(0, Money.units(amount))).orElse(ALL),
        cost(event.properties(), products),
        change.currency().orElse(""),
        products.stream().limit(MOST_LINES).flatMap(product -> line(product).stream()).toList(),
        event.position());
  }

  /** A number for a product and its quantity, so that a refund of it is known to be one. */
  private static Optional<Long> line(Fields product) {
    return Products.id(product).map(id -> Stamp.hash(id + '\n' + Products.quantity(product)));
  }

  private static long cost(Fields order, List<Fields> products) {
    Optional<BigDecimal> cost = order.number("cost");
    if (cost.isPresent()) {
      return Math.max(0, Money.units(cost.get()));
    }
    List<BigDecimal> costs = new ArrayList<>();
    for (Fields product : products) {
      Optional<BigDecimal> one = product.number("cost");
      if (one.isEmpty()) {
        return UNKNOWN;
      }
      costs.add(one.get().multiply(BigDecimal.valueOf(Products.quantity(product))));
    }
    return costs.isEmpty()
        ? UNKNOWN
        : Math.max(0, Money.units(costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  List<Object> toFields() {
    return toFields(position);
  }

  private List<Object> toFields(long place) {
    return List.of(order, kind.name(), received, units, cost, currency, lines, place);
  }

  static OrderEvent of(List<?> stored) {
    List<Long> lines = new ArrayList<>();
    List<?> numbers = Stored.list(Stored.get(stored, 6));
    for (int i = 0; i < numbers.size(); i++) {
      lines.add(Stored.number(numbers, i));
    }
    return new OrderEvent(
        Stored.text(stored, 0),
        Kind.valueOf(Stored.text(stored, 1)),
        Stored.number(stored, 2),
        Stored.number(stored, 3),
        Stored.number(stored, 4),
        Stored.text(stored, 5),
        lines,
        Stored.number(stored, 7));
  }
}
