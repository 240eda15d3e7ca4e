// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What others know of a customer: what they were told last, and by what orders.
 *
 * @param runId the run by whose models it was found
 * @param customerId the id by which that run knows the customer; empty if it does not
 * @param segment the segment; empty of somebody of whom no purchase is known
 * @param band the money band; empty where the segment is
 * @param value the lifetime value that was told last
 * @param orders how many orders events tell of
 * @param net what is left of them after refunds, in units of 1/10,000
 * @param bought what was bought when the customer was looked at last; empty without a purchase
 */
public record Standing(
    String runId,
    String customerId,
    Optional<Segment> segment,
    Optional<ValueBand> band,
    double value,
    long orders,
    long net,
    Optional<Bought> bought) {

  /** Nothing is known of the customer, by any run. */
  public static final Standing NOBODY =
      new Standing("", "", Optional.empty(), Optional.empty(), 0, 0, 0, Optional.empty());

  /**
   * The purchases of a customer, of files and of events.
   *
   * @param days days with a purchase, ever; at least 1
   * @param firstDay the epoch day of the first
   * @param lastDay the epoch day of the last
   * @param spent what they have brought, as value counts it
   */
  public record Bought(int days, int firstDay, int lastDay, double spent) {
    static Optional<Bought> of(Valuation valuation) {
      PurchaseFigures figures = valuation.purchases();
      return figures.purchaseDays() == 0
          ? Optional.empty()
          : Optional.of(
              new Bought(
                  figures.purchaseDays(),
                  figures.firstDay(),
                  figures.lastDay(),
                  valuation.soFar()));
    }

    private List<Object> toFields() {
      return List.of(days, firstDay, lastDay, spent);
    }

    private static Optional<Bought> of(@Nullable Object stored) {
      List<?> list = Stored.list(stored);
      return list.size() == 4 && list.get(3) instanceof Number spent
          ? Optional.of(
              new Bought(
                  Math.toIntExact(Stored.number(list, 0)),
                  Math.toIntExact(Stored.number(list, 1)),
                  Math.toIntExact(Stored.number(list, 2)),
                  spent.doubleValue()))
          : Optional.empty();
    }
  }

  /** Returns the same of the orders of another standing, by its run and its id. */
  Standing known(Standing by) {
    return new Standing(
        by.runId, by.customerId, segment, band, value, by.orders, by.net, by.bought);
  }

  /** Returns the same with another segment. */
  Standing in(Optional<Segment> other) {
    return new Standing(runId, customerId, other, band, value, orders, net, bought);
  }

  /** Returns the same with another value. */
  Standing worth(double other, Optional<ValueBand> itsBand) {
    return new Standing(runId, customerId, segment, itsBand, other, orders, net, bought);
  }

  /** Returns the standing as texts and numbers, as JSON has them. */
  public Map<String, Object> toFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", runId);
    fields.put("customer", customerId);
    segment.ifPresent(each -> fields.put("segment", each.number()));
    band.ifPresent(each -> fields.put("band", each.number()));
    fields.put("value", value);
    fields.put("orders", orders);
    fields.put("net", net);
    bought.ifPresent(each -> fields.put("bought", each.toFields()));
    return fields;
  }

  /** Returns the standing that {@link #toFields} wrote. */
  public static Standing of(Map<String, ?> fields) {
    return new Standing(
        text(fields.get("run")),
        text(fields.get("customer")),
        number(fields.get("segment")).map(each -> Segment.of(each.intValue())),
        number(fields.get("band")).map(each -> ValueBand.of(each.intValue())),
        number(fields.get("value")).map(Number::doubleValue).orElse(0.0),
        number(fields.get("orders")).map(Number::longValue).orElse(0L),
        number(fields.get("net")).map(Number::longValue).orElse(0L),
        Bought.of(fields.get("bought")));
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static Optional<Number> number(@Nullable Object value) {
    return value instanceof Number number ? Optional.of(number) : Optional.empty();
  }
}
