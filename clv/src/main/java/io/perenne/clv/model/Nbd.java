// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Discounting;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.NegativeBinomial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * The NBD model: customers buy at a Poisson rate of their own, lambda ~ Gamma(r, alpha), and never
 * stop. The yardstick every model with dropout has to beat.
 *
 * <p>Ehrenberg (1959), The pattern of consumer purchases, Applied Statistics 8(1). P(alive) is 1
 * and recency says nothing.
 */
public final class Nbd implements PoissonPurchases {

  static final String NAME = "nbd";
  static final List<String> NAMES = List.of("r", "alpha");

  private final double r;
  private final double alpha;

  private Nbd(double r, double alpha) {
    this.r = Arguments.positive("r", r);
    this.alpha = Arguments.positive("alpha", alpha);
  }

  /**
   * Returns the model with the given parameters, both finite and above 0.
   *
   * @param r shape of the purchase rates
   * @param alpha rate parameter of the purchase rates, in days
   */
  public static Nbd of(double r, double alpha) {
    return new Nbd(r, alpha);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, r, alpha);
  }

  @Override
  public double logLikelihood(PurchaseHistory history) {
    return Gammas.logRising(r, history.frequency())
        - r * Math.log1p(history.age() / alpha)
        - history.frequency() * Math.log(alpha + history.age());
  }

  @Override
  public double probabilityAlive(int frequency, double recency, double age) {
    return 1;
  }

  @Override
  public double probabilityAliveIn(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    return 1;
  }

  @Override
  public double probabilityOfNoPurchase(PurchaseHistory history, double duration) {
    return probabilityOf(0, history, duration);
  }

  @Override
  public double probabilityOf(int n, double duration) {
    Arguments.count("n", n);
    Arguments.nonNegative("duration", duration);
    return new NegativeBinomial(r, alpha, duration).probabilityOf(n);
  }

  @Override
  public double probabilityOf(int n, PurchaseHistory history, double duration) {
    Arguments.count("n", n);
    Arguments.nonNegative("duration", duration);
    return new NegativeBinomial(r + history.frequency(), alpha + history.age(), duration)
        .probabilityOf(n);
  }

  @Override
  public double expectedTransactions(double duration) {
    return r / alpha * Arguments.nonNegative("duration", duration);
  }

  @Override
  public double discountedTransactionsIfAlive(
      int frequency, double age, double dailyRate, double horizon) {
    Arguments.count("frequency", frequency);
    Arguments.nonNegative("age", age);
    return (r + frequency) / (alpha + age) * Discounting.annuity(dailyRate, horizon);
  }

  @Override
  public double discountedExpectedTransactions(double dailyRate, double horizon) {
    return discountedTransactionsIfAlive(0, 0, dailyRate, horizon);
  }

  @Override
  public double expectedPurchaseRate(PurchaseHistory history) {
    return (r + history.frequency()) / (alpha + history.age());
  }

  @Override
  public CustomerRates rates(PurchaseHistory history) {
    var purchases =
        new RateDistribution.Builder()
            .addGamma(1, r + history.frequency(), alpha + history.age())
            .build();
    return new CustomerRates(purchases, Optional.empty());
  }

  @Override
  public double ageScale() {
    return alpha;
  }

  @Override
  public double simulate(double duration, RandomGenerator random, DoubleConsumer purchaseAges) {
    Draws draws = new Draws(random);
    double gap = alpha / draws.gamma(r);
    for (double age = gap * draws.exponential(); age <= duration; ) {
      purchaseAges.accept(age);
      age += gap * draws.exponential();
    }
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public String toString() {
    return NAME + parameters();
  }
}
