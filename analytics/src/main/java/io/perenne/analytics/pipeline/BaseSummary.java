// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A customer base as a whole, up to the reference date.
 *
 * @param buyers the customers who ever bought
 * @param firstPurchase the day of the first countable ticket, if there is one
 * @param lastPurchase the day of the last
 * @param revenue the net money of all history
 * @param margin the margin of all history; 0 if margins are not known
 * @param bought the money of all purchases, before refunds that do not name theirs
 * @param purchaseDays the purchase days of all customers
 */
public record BaseSummary(
    long buyers,
    Optional<LocalDate> firstPurchase,
    Optional<LocalDate> lastPurchase,
    double revenue,
    double margin,
    double bought,
    long purchaseDays) {}
