// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.time.LocalDate;

/**
 * When a customer buys again, as the models of a run see it.
 *
 * @param probability of a purchase within the horizon
 * @param horizonDays the horizon, in days after the reference date
 * @param median if a purchase ever comes, it comes up to this day as likely as later
 * @param low the first day of the interval
 * @param high its last day
 * @param interval the probability of the interval
 */
public record NextPurchaseDate(
    double probability,
    int horizonDays,
    LocalDate median,
    LocalDate low,
    LocalDate high,
    double interval) {}
