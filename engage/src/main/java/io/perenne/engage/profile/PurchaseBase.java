// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.TicketDay;
import java.util.List;
import java.util.Optional;

/**
 * What the last run published of a customer's purchases; money in units of 1/10,000, times in
 * microseconds of the local time of the tenant since 1970, as the table of customers has them.
 *
 * @param purchaseDays days with a purchase, ever
 * @param intervalPurchaseDays those within the interval
 * @param firstMicros the first purchase; read only if there is one
 * @param lastMicros the last purchase
 * @param gapSum days between the first and the last purchase of the cadence window
 * @param gapCount gaps within that window
 * @param known the historic value
 * @param spend the money that tells spend
 * @param monetary the net money of the interval
 * @param frequency tickets of the interval
 * @param keptShare which part of money to come is kept after refunds
 * @param priceFactor prices of today over those that were paid
 * @param logGaps the sum of the logarithms of all gaps, if the model reads it
 * @param days the days of all tickets, in order, if the run published them; runs of earlier
 *     versions did not
 */
public record PurchaseBase(
    int purchaseDays,
    int intervalPurchaseDays,
    long firstMicros,
    long lastMicros,
    long gapSum,
    int gapCount,
    long known,
    long spend,
    long monetary,
    int frequency,
    double keptShare,
    double priceFactor,
    double logGaps,
    Optional<List<TicketDay>> days) {
  /** Copies the days. */
  public PurchaseBase {
    days = days.map(List::copyOf);
  }
}
