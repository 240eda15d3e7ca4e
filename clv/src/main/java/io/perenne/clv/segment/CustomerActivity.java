// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * What the rules read of one customer.
 *
 * <p>The numbers are checked by the rules that read them, because a customer without a purchase in
 * the interval ({@code purchaseDays = 0}) has no rhythm and no recency: of such a customer only
 * {@code purchaseDaysEver} is read besides.
 *
 * @param purchaseDays days with a purchase in the interval, &gt;= 0
 * @param purchaseDaysEver days with a purchase ever, &gt;= {@code purchaseDays}
 * @param recencyDays days from the last purchase ever to the reference date, &gt;= 0
 * @param daysSinceFirst days from the first purchase ever to the reference date, &gt;= {@code
 *     recencyDays}
 * @param timeBetweenPurchases {@link Cadence#timeBetweenPurchases time between purchases} in days,
 *     &gt; 0
 * @param gapCount the number of gaps behind it
 * @param lifetimeValue the lifetime value, unrounded, &gt;= 0
 */
public record CustomerActivity(
    long purchaseDays,
    long purchaseDaysEver,
    int recencyDays,
    int daysSinceFirst,
    double timeBetweenPurchases,
    long gapCount,
    double lifetimeValue) {}
