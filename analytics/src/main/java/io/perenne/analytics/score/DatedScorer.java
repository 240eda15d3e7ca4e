// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.DatedCovariateModel;

/**
 * Answers what a model whose covariates change expects of a customer, as {@link Scorer} does. Safe
 * for use by many threads.
 */
final class DatedScorer {

  private final DatedCovariateModel model;
  private final int days;
  private final SpendScorer spend;

  private DatedScorer(DatedCovariateModel model, int days, SpendScorer spend) {
    this.model = model;
    this.days = days;
    this.spend = spend;
  }

  /**
   * Returns a scorer.
   *
   * @param days how far ahead
   * @param interval the probability of the intervals; as much is left out below as above
   */
  static DatedScorer of(FittedModel fitted, DatedCovariateModel model, int days, double interval) {
    // it forecasts no purchases here, but takes those of each customer
    CountForecaster counts = CountForecaster.of(model.average(), days);
    return new DatedScorer(model, days, SpendScorer.of(fitted, counts, (1 - interval) / 2));
  }

  /** Returns the score of a customer. */
  Scorer.Score score(DatedHistory history, SpendHistory money) {
    double alive = model.probabilityAlive(history);
    CountForecast count = CountForecast.of(model.purchaseCounts(history, days), alive);
    return spend.score(alive, model.expectedPurchases(history, days), count, money);
  }
}
