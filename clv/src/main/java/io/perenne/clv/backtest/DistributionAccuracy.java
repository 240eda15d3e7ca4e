// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.forecast.CountForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

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

  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};
  private static final int BINS = 20;

  /** Below this a probability counts as this, so that one surprise does not decide all. */
  private static final double LEAST_PROBABILITY = 1e-12;

  /**
   * An interval, as much left out below as above; counts on its ends are in or out at random, in
   * the share that makes the probability exact.
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
  static DistributionAccuracy of(Cut cut, Forecast forecast, RandomGenerator random) {
    int n = cut.customers();
    double log = 0;
    double brier = 0;
    double active = 0;
    double[] transform = new double[n];
    for (int c = 0; c < n; c++) {
      CountForecast count = forecast.counts().get(cut.cellOf(c));
      int y = cut.purchases(c);
      double any = count.probabilityOfAny();
      log -= logOf(count.probability(y));
      brier += y > 0 ? (1 - any) * (1 - any) : any * any;
      active -= logOf(y > 0 ? any : 1 - any);
      transform[c] = count.atMost(y - 1) + random.nextDouble() * count.probability(y);
    }
    return new DistributionAccuracy(
        log / n,
        brier / n,
        active / n,
        coverage(transform),
        histogram(transform),
        distance(transform));
  }

  /** The share of customers within the central intervals, by their integral transform. */
  static List<Coverage> coverage(double[] transform) {
    List<Coverage> intervals = new ArrayList<>();
    for (double level : LEVELS) {
      double tail = (1 - level) / 2;
      long inside = Arrays.stream(transform).filter(u -> u >= tail && u <= 1 - tail).count();
      intervals.add(new Coverage(level, (double) inside / transform.length));
    }
    return intervals;
  }

  static double logOf(double probability) {
    return Math.log(Math.max(probability, LEAST_PROBABILITY));
  }

  static List<Double> histogram(double[] transform) {
    double[] shares = new double[BINS];
    for (double u : transform) {
      shares[Math.min(BINS - 1, (int) (u * BINS))] += 1.0 / transform.length;
    }
    return Arrays.stream(shares).boxed().toList();
  }

  static double distance(double[] transform) {
    double[] sorted = transform.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double above = (i + 1.0) / sorted.length - sorted[i];
      double below = sorted[i] - (double) i / sorted.length;
      distance = Math.max(distance, Math.max(above, below));
    }
    return distance;
  }
}
