// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import java.util.Map;

/**
 * How the purchases of a cohort dwindle: with M(t) the expected purchase rate of a new customer at
 * age t, still a customer or not, and t in years,
 *
 * <p>\[ d_1 = 1 - M(1) / M(0), \qquad d = 1 - M(2) / M(1) \]
 *
 * <p>Where all customers buy at the rate they stay by, as in Pareto/NBD, d is the share of those
 * there who leave in the second year. Where dropout comes with purchases it weighs customers by how
 * much they buy, which is what money does. Without units, so that bases and models compare. Rates
 * are means over 40 days around their age, M(0) over the first 30.
 *
 * <p>Of customers who buy regularly and leave whether they buy or not, as in Pareto/CNBD-k, M(t) is
 * that of Pareto/NBD with the same parameters: just after a first purchase the next is not due, and
 * the rate first rises, which is no sign that anybody stays.
 *
 * @param firstYear \(d_1\), at most 1
 * @param secondYear d, at most 1
 */
public record PurchaseDecay(double firstYear, double secondYear) {

  private static final double YEAR = 365.25;
  private static final double HALF = 20;
  private static final double START = 30;

  /** Returns what a model expects. */
  public static PurchaseDecay of(TransactionModel model) {
    return ofRates(
        model instanceof ParetoCnbd || model instanceof ParetoCnbdMixture
            ? atRandom(model.parameters())
            : model);
  }

  private static TransactionModel atRandom(Map<String, Double> parameters) {
    double[] shared =
        ParetoNbd.NAMES.stream().mapToDouble(name -> parameters.getOrDefault(name, 0.0)).toArray();
    return ParetoNbd.of(shared[0], shared[1], shared[2], shared[3]);
  }

  private static PurchaseDecay ofRates(TransactionModel model) {
    double start = model.expectedTransactions(START) / START;
    double first = rate(model, YEAR);
    double second = rate(model, 2 * YEAR);
    return new PurchaseDecay(1 - first / start, 1 - second / first);
  }

  private static double rate(TransactionModel model, double age) {
    return (model.expectedTransactions(age + HALF) - model.expectedTransactions(age - HALF))
        / (2 * HALF);
  }
}
