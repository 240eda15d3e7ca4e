// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.RefundLinks;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes tickets of orders as a run makes them of the rows of a file: in the tenant's time, refunds
 * without an order linked by the same rules.
 */
final class Tickets {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final PublishedModel model;

  Tickets(PublishedModel model) {
    this.model = model;
  }

  List<Ticket> of(List<Orders.Order> orders) {
    List<Orders.Order> own = orders.stream().filter(this::isOfCurrency).toList();
    boolean refunds = own.stream().anyMatch(order -> !order.known());
    return model.linkRefunds() && refunds ? linked(own) : own.stream().map(this::ticket).toList();
  }

  /** Orders in other currencies cannot be summed. */
  boolean isOfCurrency(Orders.Order order) {
    return order.currency().isEmpty()
        || model.currency().map(code -> code.equals(order.currency())).orElse(true);
  }

  /** Returns how many orders are in other currencies. */
  int ofOtherCurrencies(List<Orders.Order> orders) {
    return (int) orders.stream().filter(order -> !isOfCurrency(order)).count();
  }

  private List<Ticket> linked(List<Orders.Order> orders) {
    RefundLinks links = new RefundLinks();
    for (Orders.Order order : orders) {
      int number = links.add(micros(order.placed(), model.zone()), order.net(), 0);
      for (long line : order.lines()) {
        links.addLine(number, line);
      }
    }
    links.link();
    long[] margins = orders.stream().mapToLong(this::margin).toArray();
    Set<Integer> gone = new HashSet<>();
    for (int i = 0; i < margins.length; i++) {
      int purchase = links.purchaseOf(i);
      if (purchase >= 0) {
        margins[purchase] += margins[i];
        gone.add(i);
      }
    }
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < margins.length; i++) {
      if (!gone.contains(i)) {
        Orders.Order order = orders.get(i);
        tickets.add(
            new Ticket(
                order.id(), micros(order.placed(), model.zone()), links.amount(i), margins[i]));
      }
    }
    return tickets;
  }

  private Ticket ticket(Orders.Order order) {
    return new Ticket(order.id(), micros(order.placed(), model.zone()), order.net(), margin(order));
  }

  private long margin(Orders.Order order) {
    if (!model.margin().known()) {
      return 0;
    }
    boolean told = order.known() && order.cost() >= 0 && order.bought() > 0;
    return told
        ? Math.round((double) (order.bought() - order.cost()) * order.net() / order.bought())
        : Math.round(order.net() * model.margin().unknownRate());
  }

  /** Returns an instant by the clocks on the walls of a zone, in microseconds since 1970. */
  static long micros(Instant at, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    return local.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND
        + local.get(ChronoField.MICRO_OF_SECOND);
  }
}
