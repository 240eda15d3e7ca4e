// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.engage.profile.Contact;
import io.perenne.engage.profile.Orders;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a person, as a program sees it. */
final class ProfileFacts {
  /** Amounts are kept in units of 1/10,000. */
  private static final int DECIMALS = 4;

  private ProfileFacts() {}

  /** What the person does at present. */
  record Live(
      List<Session.Page> pages,
      List<Session.Search> searches,
      List<Line> basket,
      BigDecimal basketAmount) {}

  /** A line of the basket. */
  record Line(String product, String name, long quantity, BigDecimal price) {}

  /** An order; {@code amount} is what is left of it after refunds. */
  record Order(
      String id,
      Instant placed,
      BigDecimal amount,
      BigDecimal refunded,
      boolean cancelled,
      boolean known,
      Optional<String> currency) {}

  static Live live(ProfileState state) {
    Session session = state.session();
    return new Live(
        session.pages(),
        session.searches(),
        session.basket().stream()
            .map(
                each ->
                    new Line(each.product(), each.name(), each.quantity(), amount(each.price())))
            .toList(),
        session.basketAmount());
  }

  static List<Order> orders(ProfileState state, Instant now) {
    return state.orders().asOf(now).stream().map(ProfileFacts::order).toList();
  }

  private static Order order(Orders.Order order) {
    return new Order(
        order.id(),
        order.placed(),
        amount(order.net()),
        amount(order.refunded()),
        order.cancelled(),
        order.known(),
        Optional.of(order.currency()).filter(each -> !each.isEmpty()));
  }

  private static BigDecimal amount(long units) {
    return BigDecimal.valueOf(units, DECIMALS);
  }

  static List<Contact> contacts(ProfileState state) {
    return state.contacts();
  }

  /** Returns when each kind of event was last seen; the names are as they were sent. */
  static Map<String, String> last(ProfileState state) {
    Map<String, String> last = new LinkedHashMap<>();
    state
        .times()
        .forEach(
            (name, times) -> {
              if (!times.isEmpty()) {
                last.put(name, times.get(0).toString());
              }
            });
    return last;
  }
}
