// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * Customers with far more tickets than one person could have: the account on which a till books
 * everybody it does not know. They are told, not left out: only a user knows whether an id is a
 * till or a very good customer.
 *
 * <p>An id is suspicious if it holds at least a twentieth of all tickets and twenty times the
 * median customer's, among at least ten customers; or if on the days it bought it has more than
 * eight tickets on average, over thirty days or more.
 */
public final class SuspiciousIds {

  private static final double SHARE = 0.05;
  private static final int TIMES_MEDIAN = 20;
  private static final int CUSTOMERS = 10;
  private static final int TICKETS_A_DAY = 8;
  private static final int DAYS = 30;

  private SuspiciousIds() {}

  /**
   * What one id has.
   *
   * @param id the customer's id
   * @param tickets how many tickets it has
   * @param days on how many days
   * @param money their money
   */
  public record IdCount(String id, long tickets, long days, BigDecimal money) {}

  /**
   * What all ids have together.
   *
   * @param tickets how many tickets there are
   * @param customers how many ids
   * @param medianTickets how many tickets the median id has
   */
  public record Base(long tickets, long customers, long medianTickets) {}

  /**
   * An id that cannot be one person.
   *
   * @param count what it has
   * @param share its share of all tickets, between 0 and 1
   */
  public record Suspicion(IdCount count, double share) {
    /** The setting that leaves the id out: its rows then have no customer. */
    public String setting() {
      return "anonymous-ids=" + count.id();
    }
  }

  /**
   * The ids among {@code largest} that cannot be one person, the largest first.
   *
   * @param largest the ids with the most tickets
   */
  public static List<Suspicion> find(List<IdCount> largest, Base base) {
    return largest.stream()
        .filter(count -> tooManyForOne(count, base) || tooFast(count))
        .sorted(Comparator.comparingLong(IdCount::tickets).reversed().thenComparing(IdCount::id))
        .map(count -> new Suspicion(count, count.tickets() / (double) base.tickets()))
        .toList();
  }

  private static boolean tooManyForOne(IdCount count, Base base) {
    return base.customers() >= CUSTOMERS
        && count.tickets() >= SHARE * base.tickets()
        && count.tickets() >= TIMES_MEDIAN * Math.max(1, base.medianTickets());
  }

  private static boolean tooFast(IdCount count) {
    return count.days() >= DAYS && count.tickets() > TICKETS_A_DAY * count.days();
  }
}
