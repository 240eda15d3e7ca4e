// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.AverageSpend;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;

/** Holds a fitted model against what its customers did afterwards. */
final class HoldoutCheck {
  /** Below this a probability counts as this, so that one surprise does not decide all. */
  private static final double LEAST_PROBABILITY = 1e-12;

  private HoldoutCheck() {}

  /**
   * Compares the days after a calibration with the model.
   *
   * @param model its times in the unit
   * @param until the last day of the calibration
   * @param days how many days follow, at least 1
   */
  static Holdout of(TransactionModel model, ModelUnit unit, PurchaseLog log, int until, int days) {
    double horizon = (double) days / unit.days();
    CountForecaster forecaster = CountForecaster.of(model, horizon);
    ModelValuation valuation =
        ModelValuation.of(model, new AverageSpend(0), new Horizon(horizon, 0));
    int customers = log.customersUntil(until);
    // without them customers of equal x, t_x and T share what was computed for one
    boolean gaps = TransactionModels.readsLogGaps(model.name());
    long actual = 0;
    double expected = 0;
    double absolute = 0;
    double squares = 0;
    double logScore = 0;
    for (int c = 0; c < customers; c++) {
      int end = log.endUntil(c, until);
      int bought = log.endUntil(c, until + days) - end;
      int x = end - log.start(c) - 1;
      double recency = (double) (log.day(end - 1) - log.firstDay(c)) / unit.days();
      double age = (double) (until - log.firstDay(c)) / unit.days();
      double logGaps = gaps ? log.logGapSum(c, until) - x * Math.log(unit.days()) : 0;
      PurchaseHistory history = new PurchaseHistory(x, recency, age, logGaps);
      CountForecast count = forecaster.forecast(history);
      double mean = valuation.expectedPurchases(history);
      actual += bought;
      expected += mean;
      absolute += Math.abs(mean - bought);
      squares += (mean - bought) * (mean - bought);
      logScore -= Math.log(Math.max(LEAST_PROBABILITY, count.probability(bought)));
    }
    return new Holdout(
        days,
        customers,
        actual,
        expected,
        expected / actual - 1,
        absolute / customers,
        Math.sqrt(squares / customers),
        logScore / customers);
  }
}
