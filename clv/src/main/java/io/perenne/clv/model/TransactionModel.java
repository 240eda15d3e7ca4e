// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * A model of when customers buy and when, unseen, they stop: the questions that every
 * continuous-time model answers.
 *
 * <p>All durations and ages are in days and all rates are per day, in arguments and in parameters.
 * Repeat purchases are counted; the first purchase only starts the clock. Models are immutable and
 * safe to share between threads. Every answer is finite unless its Javadoc says otherwise.
 */
public interface TransactionModel {

  /** Returns the name under which {@link TransactionModels} finds this model, as "mbg-nbd". */
  String name();

  /** Returns the parameters by name, in the order of the papers; times in days. */
  Map<String, Double> parameters();

  /** Returns the log-likelihood of one customer's history. */
  double logLikelihood(PurchaseHistory history);

  /** Returns the probability that the customer is still a customer at the end of the history. */
  double probabilityAlive(PurchaseHistory history);

  /**
   * Returns the probability that the customer is still a customer after a further duration.
   *
   * <p>In models where customers stop only at a purchase, being alive then says nothing of
   * purchases within the duration: see {@link #probabilityOfNoPurchase} for that.
   */
  double probabilityAliveIn(PurchaseHistory history, double duration);

  /** Returns the probability that the customer does not buy within the next duration. */
  double probabilityOfNoPurchase(PurchaseHistory history, double duration);

  /** Returns P(X(t) = n): a new customer makes exactly n repeat purchases within the duration. */
  double probabilityOf(int n, double duration);

  /** Returns the probability that the customer makes exactly n purchases in the next duration. */
  double probabilityOf(int n, PurchaseHistory history, double duration);

  /** Returns the distribution of the number of purchases of the customer in the next duration. */
  default PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    int[] n = {0};
    return PurchaseCounts.of(() -> probabilityOf(n[0]++, history, duration));
  }

  /** Returns E[X(t)], the expected repeat purchases of a new customer within the duration. */
  double expectedTransactions(double duration);

  /** Returns the expected purchases of the customer in the next duration. */
  default double conditionalExpectedTransactions(PurchaseHistory history, double duration) {
    return discountedExpectedResidualTransactions(
        history, 0, Arguments.nonNegative("duration", duration));
  }

  /**
   * Returns DERT, the expected purchases of the customer from now on, each discounted from its time
   * at a continuous rate.
   *
   * @param dailyRate the force of interest per day, ln(1 + annual rate) / 365.25; at 0 the answer
   *     may be infinite
   */
  default double discountedExpectedResidualTransactions(PurchaseHistory history, double dailyRate) {
    return discountedExpectedResidualTransactions(history, dailyRate, Double.POSITIVE_INFINITY);
  }

  /**
   * Returns the expected purchases of the customer within a horizon, each discounted from its time
   * at a continuous rate.
   *
   * @param dailyRate the force of interest per day, ln(1 + annual rate) / 365.25
   * @param horizon days from now; may be infinite
   */
  double discountedExpectedResidualTransactions(
      PurchaseHistory history, double dailyRate, double horizon);

  /** Returns the expected discounted repeat purchases of a new customer within a horizon. */
  double discountedExpectedTransactions(double dailyRate, double horizon);

  /**
   * Returns the expected purchase rate per day of the customer while a customer, given the history
   * and that the customer is alive.
   */
  double expectedPurchaseRate(PurchaseHistory history);

  /** Returns what the history tells of the customer's own rates of purchase and of dropout. */
  CustomerRates rates(PurchaseHistory history);

  /**
   * Draws a new customer and hands on the ages at which repeat purchases happen, in order.
   *
   * @param duration how long the customer is watched
   * @return the age at which the customer stopped, unseen by those who only see purchases; infinite
   *     of one who is still a customer at the end
   */
  double simulate(double duration, RandomGenerator random, DoubleConsumer purchaseAges);
}
