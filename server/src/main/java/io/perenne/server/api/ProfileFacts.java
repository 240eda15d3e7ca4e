// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.engage.profile.Contact;
import io.perenne.engage.profile.Orders;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Session;
import io.perenne.engage.profile.Valuation;
import io.perenne.server.reading.LiveValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

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

  /** What the person is worth at an instant; see {@link Valuation}. */
  record Value(
      Instant asOf,
      String runId,
      LocalDate referenceDate,
      Optional<String> customerId,
      List<String> otherCustomerIds,
      boolean provisional,
      boolean exact,
      String currency,
      double value,
      double spent,
      double expected,
      OptionalDouble low,
      OptionalDouble high,
      OptionalDouble alive,
      double expectedPurchases,
      String segment,
      String band,
      String state,
      OptionalLong silenceDays,
      double timeBetweenPurchases,
      double atRiskAfterDays,
      Optional<LocalDate> nextPurchase,
      int purchaseDays,
      Optional<LocalDate> firstPurchase,
      Optional<LocalDate> lastPurchase,
      int ignoredOrders) {}

  static Value value(LiveValues.Valued valued) {
    Valuation v = valued.valuation();
    return new Value(
        v.at(),
        v.runId(),
        valued.run().referenceDate(),
        valued.customerId(),
        valued.otherCustomerIds(),
        v.provisional(),
        valued.exact(),
        Questions.currency(valued.run()),
        v.value(),
        v.soFar(),
        v.expected(),
        v.low(),
        v.high(),
        v.alive(),
        v.expectedPurchases(),
        v.segment().id(),
        v.band().id(),
        v.state().code(),
        whole(v.silenceDays()),
        v.timeBetweenPurchases(),
        v.atRiskAfterDays(),
        v.due(),
        v.purchases().purchaseDays(),
        v.purchases().first().map(LocalDateTime::toLocalDate),
        v.purchases().last().map(LocalDateTime::toLocalDate),
        v.ignoredOrders());
  }

  private static OptionalLong whole(OptionalInt number) {
    return number.isPresent() ? OptionalLong.of(number.getAsInt()) : OptionalLong.empty();
  }

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
