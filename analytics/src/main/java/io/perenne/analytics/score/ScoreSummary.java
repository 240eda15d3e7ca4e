// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.clv.forecast.PortfolioForecast;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All scores together.
 *
 * @param asOf the day as of which customers were scored
 * @param horizonDays how far ahead
 * @param customers how many
 * @param alive the sum of their probabilities of still being customers
 * @param purchases their expected purchases
 * @param revenue their expected revenue, 0 without amounts
 * @param interval the probability of the intervals of the totals
 * @param totalPurchases the purchases of all with their uncertainty; absent where it is not known
 * @param totalRevenue the same of revenue
 * @param notes what a person should know about the file of covariates, in sentences
 */
public record ScoreSummary(
    LocalDate asOf,
    int horizonDays,
    long customers,
    double alive,
    double purchases,
    double revenue,
    double interval,
    Optional<PortfolioForecast> totalPurchases,
    Optional<PortfolioForecast> totalRevenue,
    List<Message> notes) {

  /** Copies the list. */
  public ScoreSummary {
    notes = List.copyOf(notes);
  }
}
