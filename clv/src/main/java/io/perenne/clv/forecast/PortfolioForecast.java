// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;

/**
 * The number of purchases of a whole group of customers within a time, with the two layers of its
 * uncertainty kept apart.
 *
 * @param expected the expected total
 * @param chanceVariance what the customers' own luck contributes: the sum of their variances
 * @param parameterVariance what not knowing the parameters contributes: the same error for all, so
 *     it does not average out
 */
public record PortfolioForecast(double expected, double chanceVariance, double parameterVariance) {

  /** Returns the forecast for all customers of the cells. */
  public static PortfolioForecast of(
      TransactionModel model, ParameterDraws draws, HistoryCells customers, double duration) {
    double expected = 0;
    double chance = 0;
    for (int i = 0; i < customers.size(); i++) {
      PurchaseHistory history = customers.history(i);
      PurchaseCounts counts = model.purchaseCounts(history, duration);
      expected += customers.weight(i) * model.conditionalExpectedTransactions(history, duration);
      chance += customers.weight(i) * counts.variance();
    }
    double error = draws.standardError(m -> total(m, customers, duration));
    return new PortfolioForecast(expected, chance, error * error);
  }

  private static double total(TransactionModel model, HistoryCells customers, double duration) {
    double total = 0;
    for (int i = 0; i < customers.size(); i++) {
      total +=
          customers.weight(i)
              * model.conditionalExpectedTransactions(customers.history(i), duration);
    }
    return total;
  }

  /** Returns the standard deviation of the total, both layers together. */
  public double standardDeviation() {
    return Math.sqrt(chanceVariance + parameterVariance);
  }

  /** Returns the end of the central interval at a level, as 0.9, below the expected total. */
  public double low(double level) {
    return Math.max(0, expected - EvenNormals.quantile((1 + level) / 2) * standardDeviation());
  }

  /** Returns the end of the central interval at a level, as 0.9, above the expected total. */
  public double high(double level) {
    return expected + EvenNormals.quantile((1 + level) / 2) * standardDeviation();
  }
}
