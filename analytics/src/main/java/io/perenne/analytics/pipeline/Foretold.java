// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * What a run expected of a customer, and what has come since.
 *
 * @param segment the id of the segment in that run
 * @param purchaseDays purchase days ever, by then; at least 1
 * @param firstDay the epoch day of the first purchase
 * @param lastDay the epoch day of the last purchase by then
 * @param logGaps the sum of the logarithms of the gaps between purchases; 0 where no model reads it
 * @param expected present value of what was to come within the run's horizon
 * @param expectedPurchases purchase days within the horizon; NaN if the run does not tell
 * @param money what has been spent since, less what was given back; NaN for a customer no longer
 *     known
 * @param purchases purchase days since
 */
public record Foretold(
    String segment,
    int purchaseDays,
    int firstDay,
    int lastDay,
    double logGaps,
    double expected,
    double expectedPurchases,
    double money,
    int purchases) {

  /** Returns whether the later run knows the customer. */
  public boolean isKnown() {
    return !Double.isNaN(money);
  }
}
