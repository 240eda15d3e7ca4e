// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.util.Arrays;
import java.util.List;

/**
 * One customer's history as an engine has it.
 *
 * @param customer the id
 * @param firstMicros the first purchase in microseconds since 1970, null without one
 * @param lastMicros the last purchase
 * @param exact historic value and margin, monetary value, spend, money of 90, 180 and 360 days, and
 *     money before refunds, in units of 1/10,000; purchase days ever and in the interval,
 *     frequency, sum and number of the gaps, tickets of 90, 180 and 360 days
 * @param spendLog the sum of the logarithms of each purchase day's spend
 * @param gapLog the sum of the logarithms of all gaps
 */
public record HistoryRow(
    String customer,
    Long firstMicros,
    Long lastMicros,
    List<Long> exact,
    double spendLog,
    double gapLog) {

  /** The columns of {@link #exact}, in their order. */
  public static final List<String> EXACT =
      List.of(
          "historic_value",
          "historic_margin",
          "monetary_value",
          "spend",
          "money_90",
          "money_180",
          "money_360",
          "bought",
          "purchase_days",
          "interval_purchase_days",
          "frequency",
          "gap_sum",
          "gap_count",
          "tickets_90",
          "tickets_180",
          "tickets_360");

  /** How many of {@link #EXACT} are money. */
  public static final int MONEY = 8;

  /** Returns one exact number by the name of its column. */
  public long get(String column) {
    return exact.get(EXACT.indexOf(column));
  }

  /** Returns everything that must be equal to the last digit. */
  public List<Object> withoutLogarithms() {
    return Arrays.asList(customer, firstMicros, lastMicros, exact);
  }
}
