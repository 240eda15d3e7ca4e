// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedSpend;
import io.perenne.analytics.fit.SpendModels;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.forecast.RevenueForecast;
import io.perenne.clv.forecast.RevenueForecaster;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendModel;
import java.util.Optional;

/**
 * Makes the score of a customer of a forecast of purchases: intervals, and the money they bring.
 * Safe for use by many threads.
 */
final class SpendScorer {
  private final double level;
  private final SpendModel model;
  private final Optional<GammaGamma> gamma;
  private final Optional<RevenueForecaster> low;
  private final Optional<RevenueForecaster> high;

  private SpendScorer(FittedModel fitted, double level, Optional<RevenueForecaster> low) {
    FittedSpend known = fitted.spend();
    this.level = level;
    this.model = known == null ? new AverageSpend(0) : SpendModels.of(known);
    this.gamma = gamma(fitted);
    this.low = low;
    this.high = low.map(forecaster -> forecaster.withLevel(1 - level));
  }

  /**
   * Returns a scorer.
   *
   * @param counts the forecasts of purchases for which tables of revenue are made
   * @param level what is left out below the intervals, and as much above
   */
  static SpendScorer of(FittedModel fitted, CountForecaster counts, double level) {
    return new SpendScorer(
        fitted, level, gamma(fitted).map(g -> RevenueForecaster.of(counts, g, level)));
  }

  /** Returns a scorer of customers with covariates, which shares the tables of revenue. */
  SpendScorer with(FittedModel own, CountForecaster counts) {
    return new SpendScorer(
        own, level, gamma(own).flatMap(g -> low.map(forecaster -> forecaster.with(counts, g))));
  }

  private static Optional<GammaGamma> gamma(FittedModel fitted) {
    FittedSpend spend = fitted.spend();
    return spend == null ? Optional.empty() : SpendModels.gammaGamma(spend);
  }

  /** Returns the model of spend; of a model without one, purchases are worth nothing. */
  SpendModel model() {
    return model;
  }

  /** Returns the score of a customer whose purchases are forecast. */
  Scorer.Score score(double alive, double expected, CountForecast count, SpendHistory money) {
    double value = model.finiteTransactionValue(money.count(), money.sum());
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
