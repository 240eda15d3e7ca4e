// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an event does to an order.
 *
 * @param kind whether it is there, gone, or paid back
 * @param order the id of the order
 * @param amount what it brings, net of shipping and taxes and after discounts; of a refund what is
 *     paid back, absent when all of it is
 * @param currency the code of the currency, if it was sent
 */
public record OrderChange(
    Kind kind, String order, Optional<BigDecimal> amount, Optional<String> currency) {
  /** What happens to the order. */
  public enum Kind {
    /** The order is there, with this amount from now on. */
    PLACED,
    /** The order brings nothing. */
    CANCELLED,
    /** A part of the order, or all of it, is paid back. */
    REFUNDED
  }

  private static final Map<String, Kind> NAMES =
      Map.of(
          "order completed", Kind.PLACED,
          "completed order", Kind.PLACED,
          "order updated", Kind.PLACED,
          "updated order", Kind.PLACED,
          "order cancelled", Kind.CANCELLED,
          "order canceled", Kind.CANCELLED,
          "order refunded", Kind.REFUNDED);

  /** Returns whether a name of a track is one of those that say something of orders. */
  public static boolean isNamed(String event) {
    return NAMES.containsKey(event.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns what an event says of an order; empty if it is about something else.
   *
   * @throws MalformedEventException if it names no order, or places one without an amount
   */
  public static Optional<OrderChange> of(Event event) throws MalformedEventException {
    Kind kind =
        event.type() == EventType.TRACK
            ? NAMES.get(event.name().strip().toLowerCase(Locale.ROOT))
            : null;
    Fields properties = event.properties();
    if (kind == null) {
      return Optional.empty();
    }
    String order =
        properties
            .text("order_id")
            .or(() -> properties.text("orderId"))
            .orElseThrow(
                () ->
                    new MalformedEventException(
                        Malformed.NO_ORDER, "properties.order_id is needed in " + event.name()));
    Optional<BigDecimal> amount =
        switch (kind) {
          case PLACED -> placed(properties);
          case CANCELLED -> Optional.empty();
          case REFUNDED -> refunded(properties);
        };
    if (kind == Kind.PLACED && amount.isEmpty()) {
      throw new MalformedEventException(
          Malformed.NO_AMOUNT,
          "properties.revenue, subtotal, total or products with prices are needed in "
              + event.name());
    }
    Optional<String> currency =
        properties.text("currency").map(code -> code.toUpperCase(Locale.ROOT));
    return Optional.of(new OrderChange(kind, order, amount, currency));
  }

  /** The revenue, or what comes nearest to it. */
  private static Optional<BigDecimal> placed(Fields order) {
    return order
        .number("revenue")
        .or(() -> order.number("subtotal"))
        .or(() -> order.number("total").map(total -> net(total, order)))
        .or(() -> products(order));
  }

  private static BigDecimal net(BigDecimal total, Fields order) {
    return total
        .subtract(order.number("tax").orElse(BigDecimal.ZERO))
        .subtract(order.number("shipping").orElse(BigDecimal.ZERO));
  }

  /** What was said to be paid back; nothing said means all of it. */
  private static Optional<BigDecimal> refunded(Fields refund) {
    return refund
        .number("revenue")
        .or(() -> refund.number("total").map(total -> net(total, refund)))
        .or(() -> products(refund))
        .map(BigDecimal::abs);
  }

  private static Optional<BigDecimal> products(Fields order) {
    return order.objects("products").stream()
        .flatMap(
            product ->
                product
                    .number("price")
                    .map(price -> price.multiply(product.number("quantity").orElse(BigDecimal.ONE)))
                    .stream())
        .reduce(BigDecimal::add);
  }
}
