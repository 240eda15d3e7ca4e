// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.spend.GammaGamma;
import java.util.random.RandomGenerator;

/**
 * Draws whole customer bases from a model of purchases and one of spend, one purchase at a time, so
 * that a base of any size needs no memory.
 */
public final class CustomerSimulator {

  private final TransactionModel purchases;
  private final GammaGamma spend;

  private CustomerSimulator(TransactionModel purchases, GammaGamma spend) {
    this.purchases = purchases;
    this.spend = spend;
  }

  /** Returns a simulator of customers who buy and spend, independently, as the models say. */
  public static CustomerSimulator of(TransactionModel purchases, GammaGamma spend) {
    return new CustomerSimulator(purchases, spend);
  }

  /** Receives every purchase, customer after customer, each customer's in the order of time. */
  public interface Sink {

    /**
     * Accepts one purchase.
     *
     * @param customer number of the customer
     * @param day time of the purchase in days since the start, with a fraction
     * @param amount value of the purchase, above 0
     */
    void accept(long customer, double day, double amount);
  }

  /**
   * Draws customers who make their first purchase at a uniformly random time within the acquisition
   * period and are watched until the last day.
   *
   * @param from number of the first customer
   * @param to number after the last customer
   * @param acquisitionDays length of the acquisition period
   * @param days length of the whole period
   * @param random where randomness comes from; the same state gives the same customers
   */
  public void simulate(
      long from, long to, double acquisitionDays, double days, RandomGenerator random, Sink sink) {
    Arguments.nonNegative("acquisitionDays", acquisitionDays);
    if (!(days >= acquisitionDays && days < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("days is not finite and >= acquisitionDays: " + days);
    }
    Draws draws = new Draws(random);
    double p = spend.parameters().getOrDefault("p", Double.NaN);
    double q = spend.parameters().getOrDefault("q", Double.NaN);
    double v = spend.parameters().getOrDefault("v", Double.NaN);
    for (long customer = from; customer < to; customer++) {
      long id = customer;
      double first = acquisitionDays * draws.uniform();
      double scale = v / draws.gamma(q);
      sink.accept(id, first, scale * draws.gamma(p));
      purchases.simulate(
          days - first, random, age -> sink.accept(id, first + age, scale * draws.gamma(p)));
    }
  }
}
