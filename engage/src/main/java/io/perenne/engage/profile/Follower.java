// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what others have to be told of customers, by the models of a run. What time alone changes
 * is found by looking only when it can have changed: following a customer says when to look again,
 * and looking on every day between would find nothing. Safe for use by many threads.
 */
public final class Follower {
  private final LiveValue live;
  private final ValueStep step;

  private Follower(LiveValue live, ValueStep step) {
    this.live = live;
    this.step = step;
  }

  /** Returns what follows customers by the models of a run. */
  public static Follower of(LiveValue live, ValueStep step) {
    return new Follower(live, step);
  }

  /**
   * A customer as known now.
   *
   * @param profile what events say
   * @param base what the run published; empty if it knew nothing
   * @param customerId the id by which the run knows the customer; empty if it does not
   */
  public record Customer(ProfileState profile, Optional<PurchaseBase> base, String customerId) {}

  /**
   * What has to be told, and when to look again.
   *
   * @param standing what others know once they are told
   * @param changes what they are to be told, in this order
   * @param next the local midnight at which to look again; empty if time changes nothing
   */
  public record Followed(Standing standing, List<Change> changes, Optional<Instant> next) {
    /** Copies the list. */
    public Followed {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Follows a customer.
   *
   * @param told what others know; empty if they were never told: then what the run published counts
   *     as told, as its files have left the house
   * @param due when to look again, as it was said; days that were missed are told one by one
   * @param now up to when
   * @param merged whether the profiles of two customers have become one
   */
  public Followed follow(
      Optional<Standing> told,
      Customer customer,
      Optional<Instant> due,
      Instant now,
      boolean merged) {
    Standing before = told.orElseGet(() -> published(customer));
    List<Change> changes = new ArrayList<>();
    if (told.isPresent() && !merged && before.runId().equals(live.model().runId())) {
      Optional<Instant> next = due;
      while (next.isPresent() && !next.get().isAfter(now)) {
        before = step(before, customer, next.get(), false, changes);
        next = next(before, customer, next.get());
      }
    }
    Standing after = step(before, customer, now, merged, changes);
    return new Followed(after, changes, next(after, customer, now));
  }

  private Optional<Instant> next(Standing standing, Customer customer, Instant after) {
    return live.nextLook(customer.profile(), customer.base(), standing, step, after);
  }

  /** What the run says of its last day, from what it knew. */
  private Standing published(Customer customer) {
    if (customer.base().isEmpty()) {
      return Standing.NOBODY;
    }
    PublishedModel model = live.model();
    Instant end = model.cutOff().minusMillis(1);
    Valuation then = live.valueOnly(ProfileState.empty(), customer.base(), end);
    List<Orders.Order> orders = customer.profile().orders().asOf(end, model.seen());
    return new Standing(
        model.runId(),
        customer.customerId(),
        Optional.of(then.segment()),
        Optional.of(then.band()),
        then.value(),
        orders.size(),
        net(orders),
        Standing.Bought.of(then));
  }

  private static long net(List<Orders.Order> orders) {
    return orders.stream().mapToLong(Orders.Order::net).sum();
  }

  private Standing step(
      Standing before, Customer customer, Instant at, boolean merged, List<Change> changes) {
    Valuation now = live.valueOnly(customer.profile(), customer.base(), at);
    boolean known = customer.base().isPresent() || now.purchases().purchaseDays() > 0;
    List<Orders.Order> orders = customer.profile().orders().asOf(at);
    Optional<Segment> segment = known ? Optional.of(now.segment()) : Optional.empty();
    Optional<ValueBand> band = known ? Optional.of(now.band()) : Optional.empty();
    double value = known ? now.value() : 0;
    Standing found =
        new Standing(
            now.runId(),
            customer.customerId(),
            segment,
            band,
            value,
            orders.size(),
            net(orders),
            Standing.Bought.of(now));
    @Nullable Cause cause = null;
    Standing after = before.known(found);
    if (!before.segment().equals(segment)) {
      cause = cause(before, found, merged);
      changes.add(Change.ofSegment(before, now, segment, cause));
      after = after.in(segment);
    }
    if (!before.band().equals(band) || step.isExceeded(before.value(), value)) {
      cause = cause == null ? cause(before, found, merged) : cause;
      changes.add(Change.ofValue(before, now, segment, cause));
      after = after.worth(value, band);
    }
    return after;
  }

  private static Cause cause(Standing before, Standing found, boolean merged) {
    boolean sameRun = before.runId().equals(found.runId());
    boolean otherPerson = sameRun && !before.customerId().equals(found.customerId());
    if (merged || otherPerson || found.orders() < before.orders()) {
      return Cause.MERGE;
    }
    if (found.net() < before.net()) {
      return Cause.REFUND;
    }
    if (found.orders() > before.orders() || found.net() > before.net()) {
      return Cause.PURCHASE;
    }
    return sameRun ? Cause.TIME : Cause.RUN;
  }
}
