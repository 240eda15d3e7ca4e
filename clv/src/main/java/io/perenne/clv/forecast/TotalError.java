// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.GammaGamma;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How wrong totals over many customers are because parameters are not known: a share of the total,
 * which an even sample of the customers tells as well as all of them.
 *
 * <p>The delta method: the standard error of a total is sqrt(g' C g), where g are its slopes in the
 * logarithms of the parameters and C their covariance.
 */
public final class TotalError {
  /** A parameter is moved by this share at most to see what it does. */
  private static final double WIDEST_STEP = 0.05;

  private final List<Customer> sample;
  private final List<List<Double>> covariance;
  private final double[] expected;

  /** By parameter, then by customer. */
  private final double[][] slopes;

  /** What a customer has bought and spent. */
  public record Customer(PurchaseHistory purchases, SpendHistory spend) {}

  /** The expectation of each customer under some parameters. */
  private interface Expectation {
    double[] under(Map<String, Double> parameters);
  }

  /**
   * Measures over a sample.
   *
   * @param logCovariance covariance of the logarithms of the parameters, in their order
   * @param duration how far ahead, in the unit of the model
   */
  public TotalError(
      TransactionModel model,
      List<List<Double>> logCovariance,
      List<Customer> sample,
      double duration) {
    this.sample = List.copyOf(sample);
    this.covariance = logCovariance;
    Expectation purchases =
        parameters -> {
          TransactionModel near = TransactionModels.of(model.name(), parameters);
          return sample.stream()
              .mapToDouble(c -> near.conditionalExpectedTransactions(c.purchases, duration))
              .toArray();
        };
    this.expected = purchases.under(model.parameters());
    this.slopes = slopes(model.parameters(), logCovariance, purchases);
  }

  /** Returns the standard error of the expected purchases of all, as a share of them. */
  public double ofPurchases() {
    double[] one = new double[sample.size()];
    Arrays.fill(one, 1);
    return share(covariance, slopes, one, expected);
  }

  /**
   * Returns the standard error of the expected revenue of all, as a share of it: both models are
   * fitted to different data, so their errors are independent.
   *
   * @param spendCovariance covariance of the logarithms of p, q and v
   */
  public double ofRevenue(GammaGamma spend, List<List<Double>> spendCovariance) {
    Expectation value =
        parameters -> {
          GammaGamma near = GammaGamma.of(parameters);
          return sample.stream().mapToDouble(c -> near.expectedTransactionValue(c.spend)).toArray();
        };
    double[] values = value.under(spend.parameters());
    return Math.hypot(
        share(covariance, slopes, values, expected),
        share(
            spendCovariance, slopes(spend.parameters(), spendCovariance, value), expected, values));
  }

  private static double[][] slopes(
      Map<String, Double> parameters, List<List<Double>> logCovariance, Expectation expectation) {
    List<String> names = List.copyOf(parameters.keySet());
    double[][] slopes = new double[names.size()][];
    for (int j = 0; j < slopes.length; j++) {
      double step = Math.min(WIDEST_STEP, Math.sqrt(logCovariance.get(j).get(j)) / 4);
      double[] more = expectation.under(moved(parameters, names.get(j), step));
      double[] less = expectation.under(moved(parameters, names.get(j), -step));
      slopes[j] = new double[more.length];
      for (int i = 0; i < more.length; i++) {
        slopes[j][i] = step > 0 ? (more[i] - less[i]) / (2 * step) : 0;
      }
    }
    return slopes;
  }

  private static Map<String, Double> moved(
      Map<String, Double> parameters, String name, double step) {
    Map<String, Double> moved = new LinkedHashMap<>(parameters);
    moved.computeIfPresent(name, (same, value) -> value * Math.exp(step));
    return moved;
  }

  /** The standard error of the sum of weighted expectations, as a share of that sum. */
  private static double share(
      List<List<Double>> covariance, double[][] slopes, double[] weights, double[] expected) {
    double total = dot(weights, expected);
    if (!(total > 0)) {
      return 0;
    }
    double[] slope = Arrays.stream(slopes).mapToDouble(s -> dot(weights, s)).toArray();
    double variance = 0;
    for (int i = 0; i < slope.length; i++) {
      for (int j = 0; j < slope.length; j++) {
        variance += slope[i] * covariance.get(i).get(j) * slope[j];
      }
    }
    return Math.sqrt(Math.max(0, variance)) / total;
  }

  private static double dot(double[] some, double[] others) {
    double sum = 0;
    for (int i = 0; i < some.length; i++) {
      sum += some[i] * others[i];
    }
    return sum;
  }
}
