// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The purchases of a customer as of a day, reduced to what values and segments are computed from;
 * money in units of 1/10,000.
 *
 * @param purchaseDays days with a purchase, ever
 * @param intervalPurchaseDays those within the interval
 * @param firstMicros local time of the first purchase, in microseconds since 1970; 0 without one
 * @param lastMicros local time of the last purchase
 * @param gapSum days between the first and the last purchase of the cadence window
 * @param gapCount gaps within that window
 * @param historic what was bought less what was given back
 * @param margin which part of that is margin, where margins are known
 * @param bought what was bought before refunds that stand on their own
 * @param spend the money that tells spend
 * @param monetary the net money of the interval
 * @param frequency tickets of the interval
 * @param days the epoch days of all purchases, rising, if all are known
 */
public record PurchaseFigures(
    int purchaseDays,
    int intervalPurchaseDays,
    long firstMicros,
    long lastMicros,
    long gapSum,
    int gapCount,
    long historic,
    long margin,
    long bought,
    long spend,
    long monetary,
    int frequency,
    Optional<List<Integer>> days) {
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Copies the days. */
  public PurchaseFigures {
    days = days.map(List::copyOf);
  }

  /** Returns these figures with other times of the first and the last purchase. */
  PurchaseFigures between(long first, long last) {
    return new PurchaseFigures(
        purchaseDays,
        intervalPurchaseDays,
        first,
        last,
        gapSum,
        gapCount,
        historic,
        margin,
        bought,
        spend,
        monetary,
        frequency,
        days);
  }

  /** Returns the epoch day of the first purchase. */
  public int firstDay() {
    return (int) Math.floorDiv(firstMicros, Ticket.MICROS_PER_DAY);
  }

  /** Returns the epoch day of the last purchase. */
  public int lastDay() {
    return (int) Math.floorDiv(lastMicros, Ticket.MICROS_PER_DAY);
  }

  /** Returns the local time of the first purchase; empty without one. */
  public Optional<LocalDateTime> first() {
    return time(firstMicros);
  }

  /** Returns the local time of the last purchase; empty without one. */
  public Optional<LocalDateTime> last() {
    return time(lastMicros);
  }

  private Optional<LocalDateTime> time(long micros) {
    return purchaseDays == 0
        ? Optional.empty()
        : Optional.of(
            LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), 0, ZoneOffset.UTC));
  }
}
