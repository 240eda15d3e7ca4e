// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.time.LocalDate;

/**
 * What the model of a run expects of a customer as of a day.
 *
 * @param customerId the customer
 * @param asOf the day
 * @param horizonDays how far ahead, as in the run
 * @param probabilityAlive that the customer has not left for good
 * @param purchases expected within the horizon
 * @param value of these purchases, discounted, in the currency of the run
 */
public record Expectation(
    String customerId,
    LocalDate asOf,
    int horizonDays,
    double probabilityAlive,
    double purchases,
    double value) {}
