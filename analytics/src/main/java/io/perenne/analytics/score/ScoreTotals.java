// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedSpend;
import io.perenne.analytics.fit.SpendModels;
import io.perenne.clv.forecast.PortfolioForecast;
import io.perenne.clv.forecast.TotalError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all scored customers together will do, with how sure that is. */
final class ScoreTotals {
  private final FittedModel model;
  private final ScoreSums sums;
  private final @Nullable TotalError error;

  /**
   * Makes the totals.
   *
   * @param sample an even sample of the customers, times in the unit of the model
   * @param ahead how far ahead, in the same unit
   */
  ScoreTotals(FittedModel model, ScoreSums sums, List<TotalError.Customer> sample, double ahead) {
    this.model = model;
    this.sums = sums;
    this.error =
        model.covariates() == null
            ? new TotalError(model.transactionModel(), model.logCovariance(), sample, ahead)
            : null;
  }

  /**
   * Returns the purchases of all; absent for a model with covariates, of whose coefficients too
   * little is kept.
   */
  Optional<PortfolioForecast> purchases() {
    return error == null
        ? Optional.empty()
        : forecast(sums.purchases(), sums.purchaseVariance(), error.ofPurchases());
  }

  /**
   * Returns the revenue of all; absent also where the value of a purchase has no variance, and for
   * models kept without the covariance of the parameters of spend.
   */
  Optional<PortfolioForecast> revenue() {
    FittedSpend spend = model.spend();
    TotalError known = error;
    if (known == null || spend == null || spend.logCovariance() == null) {
      return Optional.empty();
    }
    List<List<Double>> covariance = spend.logCovariance();
    return SpendModels.gammaGamma(spend)
        .flatMap(
            gammaGamma ->
                forecast(
                    sums.revenue(),
                    sums.revenueVariance(),
                    known.ofRevenue(gammaGamma, covariance)));
  }

  private static Optional<PortfolioForecast> forecast(
      double expected, double chanceVariance, double share) {
    double error = share * expected;
    return Double.isFinite(expected + chanceVariance + error)
        ? Optional.of(new PortfolioForecast(expected, chanceVariance, error * error))
        : Optional.empty();
  }
}
