// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import io.perenne.clv.model.CustomerRates;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * A model of customers who can buy at opportunities only: events, seasons, yearly campaigns.
 *
 * <p>It answers what {@link TransactionModel} answers, counted in opportunities instead of days.
 * Three questions have no sense there and are not asked: a purchase rate per day, the date of the
 * next purchase within an opportunity, and another unit of time. Opportunities that a new customer
 * will have are those after {@code new OpportunityHistory(0, 0, 0)}.
 *
 * <p>Models are immutable and safe to share between threads; every answer is finite.
 */
public interface OpportunityModel {

  /** Returns its name. */
  String name();

  /** Returns the parameters by name, in the order of the papers. */
  Map<String, Double> parameters();

  /** Returns the log-likelihood of one customer's history. */
  double logLikelihood(OpportunityHistory history);

  /**
   * Returns the probability that the customer is alive at a future opportunity.
   *
   * @param ahead 1 for the next opportunity; 0 for the last one that was observed
   */
  double probabilityAlive(OpportunityHistory history, int ahead);

  /** Returns the probability that the customer buys at none of the next opportunities. */
  default double probabilityOfNoPurchase(OpportunityHistory history, int opportunities) {
    return probabilityOf(0, history, opportunities);
  }

  /** Returns the probability that a new customer buys at exactly x of the first n opportunities. */
  double probabilityOf(int x, int n);

  /** Returns the probability that the customer buys at exactly x of the next opportunities. */
  double probabilityOf(int x, OpportunityHistory history, int opportunities);

  /** Returns the distribution of the customer's purchases at the next opportunities. */
  default PurchaseCounts purchaseCounts(OpportunityHistory history, int opportunities) {
    int[] x = {0};
    return PurchaseCounts.of(() -> probabilityOf(x[0]++, history, opportunities));
  }

  /** Returns the expected purchases of a new customer at the first opportunities. */
  double expectedTransactions(int opportunities);

  /** Returns the expected purchases at the next opportunities. */
  default double conditionalExpectedTransactions(OpportunityHistory history, int opportunities) {
    return discountedExpectedResidualTransactions(history, 0, opportunities);
  }

  /**
   * Returns the expected purchases at the next opportunities, each discounted by (1 + d) per
   * opportunity, the next one once.
   *
   * @param rate d per opportunity, at least 0
   */
  double discountedExpectedResidualTransactions(
      OpportunityHistory history, double rate, int opportunities);

  /**
   * Returns DERT, the expected purchases at all future opportunities, each discounted by (1 + d)
   * per opportunity, the next one once.
   *
   * @param rate d per opportunity, above 0
   */
  double discountedExpectedResidualTransactions(OpportunityHistory history, double rate);

  /**
   * Returns what the history tells of the customer's own probabilities: to buy at an opportunity
   * while alive, and to stop before one.
   */
  CustomerRates rates(OpportunityHistory history);

  /**
   * Draws a new customer and hands on the numbers of the opportunities at which it buys, in order,
   * the first being 1.
   *
   * @param opportunities how many the customer has
   * @return at how many of them the customer was alive
   */
  int simulate(int opportunities, RandomGenerator random, IntConsumer purchases);
}
