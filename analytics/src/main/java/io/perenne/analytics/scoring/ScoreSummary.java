// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import java.time.LocalDate;

/**
 * All scores together.
 *
 * @param asOf the day as of which customers were scored
 * @param horizonDays how far ahead
 * @param customers how many
 * @param alive the sum of their probabilities of still being customers
 * @param purchases their expected purchases
 * @param revenue their expected revenue, 0 without amounts
 */
public record ScoreSummary(
    LocalDate asOf,
    int horizonDays,
    long customers,
    double alive,
    double purchases,
    double revenue) {}
