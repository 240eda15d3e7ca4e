// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedSpend;
import io.perenne.analytics.fit.SpendModels;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.forecast.RevenueForecast;
import io.perenne.clv.forecast.RevenueForecaster;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendModel;
import java.util.Optional;

/**
 * Answers what a model whose covariates change expects of a customer, as {@link Scorer} does. Safe
 * for use by many threads.
 */
final class DatedScorer {

  private final DatedCovariateModel model;
  private final int days;
  private final double level;
  private final SpendModel spend;
  private final Optional<GammaGamma> gamma;
  private final Optional<RevenueForecaster> low;
  private final Optional<RevenueForecaster> high;

  private DatedScorer(FittedModel fitted, DatedCovariateModel model, int days, double level) {
    FittedSpend known = fitted.spend();
    this.model = model;
    this.days = days;
    this.level = level;
    this.spend = known == null ? new AverageSpend(0) : SpendModels.of(known);
    this.gamma = known == null ? Optional.empty() : SpendModels.gammaGamma(known);
    // it forecasts no purchases here, but takes those of each customer
    CountForecaster counts = CountForecaster.of(model.average(), days);
    this.low = gamma.map(g -> RevenueForecaster.of(counts, g, level));
    this.high = low.map(forecaster -> forecaster.withLevel(1 - level));
  }

  /**
   * Returns a scorer.
   *
   * @param days how far ahead
   * @param interval the probability of the intervals; as much is left out below as above
   */
  static DatedScorer of(FittedModel fitted, DatedCovariateModel model, int days, double interval) {
    return new DatedScorer(fitted, model, days, (1 - interval) / 2);
  }

  /** Returns the score of a customer. */
  Scorer.Score score(DatedHistory history, SpendHistory money) {
    double alive = model.probabilityAlive(history);
    CountForecast count = CountForecast.of(model.purchaseCounts(history, days), alive);
    double expected = model.expectedPurchases(history, days);
    double value = spend.expectedTransactionValue(money.count(), money.sum());
    int least = count.quantile(level);
    int most = count.quantile(1 - level);
    return new Scorer.Score(
        alive,
        expected,
        least,
        most,
        value,
        expected * value,
        low.map(r -> r.quantile(count, money)).orElse(least * value),
        high.map(r -> r.quantile(count, money)).orElse(most * value),
        count.variance(),
        gamma
            .map(s -> RevenueForecast.of(count, s, money).variance())
            .orElse(count.variance() * value * value));
  }
}
