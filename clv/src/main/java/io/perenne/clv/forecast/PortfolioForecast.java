// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.numeric.EvenNormals;
import java.util.List;

/**
 * A total, of purchases or of revenue, of a whole group of customers within a time, with the two
 * layers of its uncertainty kept apart.
 *
 * @param expected the expected total
 * @param chanceVariance what the customers' own luck contributes: the sum of their variances
 * @param parameterVariance what not knowing the parameters contributes: the same error for all, so
 *     it does not average out
 */
public record PortfolioForecast(double expected, double chanceVariance, double parameterVariance) {

  /** Returns the forecast of the purchases of all customers of the cells. */
  public static PortfolioForecast of(
      TransactionModel model, ParameterDraws draws, HistoryCells customers, double duration) {
    return GroupForecasts.of(model, draws, List.of(customers), duration).groups().get(0);
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
