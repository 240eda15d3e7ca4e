// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How near expectations came to what happened, in purchases or in money.
 *
 * @param actual what all customers did together
 * @param expected what was expected of them
 * @param bias expected / actual - 1; NaN if nothing happened
 * @param meanAbsoluteError per customer
 * @param rootMeanSquaredError per customer
 * @param rankCorrelation Spearman's, of expected and actual; NaN if either is constant
 * @param gini how early the actual comes when customers are in the order of the expected, as a
 *     share of what the order of the actual itself gives: 0 at random, 1 perfect
 * @param topDecileShare the share of the actual that the tenth with the highest expectations had,
 *     the first of the deciles; at least one customer
 * @param topDecileLift that share against a tenth
 * @param deciles tenths of the customers, those of whom most was expected first
 * @param calibrationError the mean over the tenths of |mean expected - mean actual|, as a share of
 *     the mean actual of all
 */
public record PointAccuracy(
    double actual,
    double expected,
    double bias,
    double meanAbsoluteError,
    double rootMeanSquaredError,
    double rankCorrelation,
    double gini,
    double topDecileShare,
    double topDecileLift,
    List<Decile> deciles,
    double calibrationError) {

  private static final int TENTHS = 10;

  /**
   * A tenth of the customers.
   *
   * @param customers how many
   * @param meanExpected expected per customer
   * @param meanActual actual per customer
   */
  public record Decile(int customers, double meanExpected, double meanActual) {}

  /** Copies the list. */
  public PointAccuracy {
    deciles = List.copyOf(deciles);
  }

  /** Compares; ties in the expected are in random order. */
  static PointAccuracy of(double[] expected, double[] actual, RandomGenerator random) {
    int n = actual.length;
    double sumExpected = 0;
    double sumActual = 0;
    double absolute = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double error = expected[i] - actual[i];
      sumExpected += expected[i];
      sumActual += actual[i];
      absolute += Math.abs(error);
      squares += error * error;
    }
    Ranking byExpected = Ranking.of(expected, random);
    Ranking byActual = Ranking.of(actual, random);
    List<Decile> deciles = deciles(byExpected, expected, actual);
    double top = byExpected.sum(actual, 0, Math.max(1, n / TENTHS)) / sumActual;
    double miss = 0;
    for (Decile decile : deciles) {
      miss += Math.abs(decile.meanExpected() - decile.meanActual());
    }
    return new PointAccuracy(
        sumActual,
        sumExpected,
        sumExpected / sumActual - 1,
        absolute / n,
        Math.sqrt(squares / n),
        Ranking.correlation(byExpected, byActual),
        byExpected.concentration(actual) / byActual.concentration(actual),
        top,
        top * TENTHS,
        deciles,
        miss / deciles.size() / (sumActual / n));
  }

  private static List<Decile> deciles(Ranking ranking, double[] expected, double[] actual) {
    List<Decile> deciles = new ArrayList<>();
    long n = ranking.size();
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      int from = (int) (n * tenth / TENTHS);
      int to = (int) (n * (tenth + 1) / TENTHS);
      if (to > from) {
        deciles.add(
            new Decile(
                to - from,
                ranking.sum(expected, from, to) / (to - from),
                ranking.sum(actual, from, to) / (to - from)));
      }
    }
    return deciles;
  }
}
