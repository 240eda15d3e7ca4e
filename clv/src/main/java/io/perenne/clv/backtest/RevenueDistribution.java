// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.forecast.RevenueForecast;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.spend.GammaGamma;
import java.util.List;

/**
 * How well the distribution of revenue was foretold, see {@link RevenueForecast}. Most customers
 * have none, and what falls on none is spread over its probability, see {@link IntegralTransforms}.
 *
 * @param intervals how many customers fell within intervals of some probabilities
 * @param pit the probability integral transform in twenty bins of equal width, shares of customers
 * @param pitDistance the largest distance between its distribution function and the straight line
 */
public record RevenueDistribution(
    List<DistributionAccuracy.Coverage> intervals, List<Double> pit, double pitDistance) {

  /** Copies the lists. */
  public RevenueDistribution {
    intervals = List.copyOf(intervals);
    pit = List.copyOf(pit);
  }

  /** Compares. */
  static RevenueDistribution of(Cut cut, Forecast forecast, GammaGamma spend, SpendBasis basis) {
    IntegralTransforms transforms = new IntegralTransforms(cut.customers());
    for (int c = 0; c < cut.customers(); c++) {
      RevenueForecast revenue =
          RevenueForecast.of(forecast.counts().get(cut.cellOf(c)), spend, cut.spend(c, basis));
      double atMost = revenue.atMost(cut.revenue(c));
      transforms.put(c, cut.revenue(c) > 0 ? atMost : 0, atMost);
    }
    return new RevenueDistribution(
        transforms.coverage(), transforms.histogram(), transforms.distance());
  }
}
