// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.forecast.CountForecast;
import java.util.List;

/**
 * How well probabilities were foretold.
 *
 * @param logScore the mean of -ln P(the purchases made); lower is better, and no other forecast
 *     beats the true distribution
 * @param brierScore the mean of (P(any) - bought)^2
 * @param activeLogScore the mean of -ln of the probability given to having bought or not
 * @param intervals how many customers fell within intervals of some probabilities
 * @param pit the probability integral transform in twenty bins of equal width, shares of customers;
 *     flat if the distributions are right
 * @param pitDistance the largest distance between its distribution function and the straight line
 *     (Kolmogorov and Smirnov)
 */
public record DistributionAccuracy(
    double logScore,
    double brierScore,
    double activeLogScore,
    List<Coverage> intervals,
    List<Double> pit,
    double pitDistance) {

  /** Below this a probability counts as this, so that one surprise does not decide all. */
  private static final double LEAST_PROBABILITY = 1e-12;

  /**
   * An interval, as much left out below as above; counts on its ends are in by the share that makes
   * the probability exact.
   *
   * @param probability what it should cover
   * @param covered the share of customers it did cover
   */
  public record Coverage(double probability, double covered) {}

  /** Copies the lists. */
  public DistributionAccuracy {
    intervals = List.copyOf(intervals);
    pit = List.copyOf(pit);
  }

  /** Compares. */
  static DistributionAccuracy of(Cut cut, Forecast forecast) {
    int n = cut.customers();
    double log = 0;
    double brier = 0;
    double active = 0;
    IntegralTransforms transforms = new IntegralTransforms(n);
    for (int c = 0; c < n; c++) {
      CountForecast count = forecast.counts().get(cut.cellOf(c));
      int y = cut.purchases(c);
      double any = count.probabilityOfAny();
      double probability = count.probability(y);
      log -= logOf(probability);
      brier += y > 0 ? (1 - any) * (1 - any) : any * any;
      active -= logOf(y > 0 ? any : 1 - any);
      double below = count.atMost(y - 1);
      transforms.put(c, below, below + probability);
    }
    return new DistributionAccuracy(
        log / n,
        brier / n,
        active / n,
        transforms.coverage(),
        transforms.histogram(),
        transforms.distance());
  }

  static double logOf(double probability) {
    return Math.log(Math.max(probability, LEAST_PROBABILITY));
  }
}
