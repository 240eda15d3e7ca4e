// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.Logs;
import io.perenne.clv.numeric.NegativeBinomial;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/*
 * BG/NBD (coins = 0) and MBG/NBD (coins = 1) differ in one thing: the number of coins tossed at the
 * first purchase. With s = b + x + coins and d = s - 1, and h whether any coin was tossed,
 *
 *   L = B(a, s) / B(a, b) (r)_x alpha^r [ (alpha + T)^-(r+x) + h (a / d) (alpha + t_x)^-(r+x) ].
 */
abstract class BetaGeometricModel implements PoissonPurchases {

  static final List<String> NAMES = List.of("r", "alpha", "a", "b");

  private final double r;
  private final double alpha;
  private final double a;
  private final double b;
  private final int coins;

  BetaGeometricModel(double r, double alpha, double a, double b, int coins) {
    this.r = Arguments.positive("r", r);
    this.alpha = Arguments.positive("alpha", alpha);
    this.a = Arguments.positive("a", a);
    this.b = Arguments.positive("b", b);
    this.coins = coins;
  }

  /** Returns r, the shape of the gamma distribution of purchase rates. */
  public double r() {
    return r;
  }

  /** Returns alpha, the rate of the gamma distribution of purchase rates, in days. */
  public double alpha() {
    return alpha;
  }

  /** Returns a, the first shape of the beta distribution of dropout probabilities. */
  public double a() {
    return a;
  }

  /** Returns b, the second shape of the beta distribution of dropout probabilities. */
  public double b() {
    return b;
  }

  @Override
  public final Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, r, alpha, a, b);
  }

  @Override
  public final double logLikelihood(PurchaseHistory history) {
    int x = history.frequency();
    double odds = logOddsOfDropout(x, history.recency(), history.age());
    // alpha^r (alpha + T)^-r as one power: nothing cancels for large alpha
    double paced =
        Gammas.logRising(r, x)
            - r * Math.log1p(history.age() / alpha)
            - x * Math.log(alpha + history.age());
    double coinsSurvived = Gammas.logRising(b, x + coins) - Gammas.logRising(a + b, x + coins);
    return paced + coinsSurvived + Logs.softplus(odds);
  }

  /** ln of dropped out at the last purchase over alive; -infinity if no coin was tossed. */
  private double logOddsOfDropout(int x, double recency, double age) {
    int tossed = x + coins;
    if (tossed == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return Math.log(a / (b + (tossed - 1)))
        + (r + x) * Math.log1p((age - recency) / (alpha + recency));
  }

  @Override
  public final double probabilityAlive(int frequency, double recency, double age) {
    return Logs.logistic(-logOddsOfDropout(frequency, recency, age));
  }

  @Override
  public final double probabilityAliveIn(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    return probabilityAlive(history)
        * ifAlive(history.frequency(), history.age()).survival(duration);
  }

  @Override
  public final double probabilityOfNoPurchase(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    double silent = -(r + history.frequency()) * Math.log1p(duration / (alpha + history.age()));
    return 1 + probabilityAlive(history) * Math.expm1(silent);
  }

  @Override
  public final double probabilityOf(int n, double duration) {
    Arguments.count("n", n);
    Arguments.nonNegative("duration", duration);
    return probabilityOf(n, new NegativeBinomial(r, alpha, duration), b, coins);
  }

  @Override
  public final double probabilityOf(int n, PurchaseHistory history, double duration) {
    Arguments.count("n", n);
    Arguments.nonNegative("duration", duration);
    int x = history.frequency();
    double alive = probabilityAlive(history);
    var purchases = new NegativeBinomial(r + x, alpha + history.age(), duration);
    double ifAlive = probabilityOf(n, purchases, b + x + coins, 0);
    return n == 0 ? 1 - alive + alive * ifAlive : alive * ifAlive;
  }

  @Override
  public final PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    int x = history.frequency();
    double alive = probabilityAlive(history);
    var purchases = new NegativeBinomialWalk(r + x, alpha + history.age(), duration);
    return PurchaseCounts.of(new CoinSequence(purchases, 1, 0, alive, a, b + x + coins));
  }

  /**
   * Survived every coin and bought exactly n times, or stopped at the n-th purchase and would have
   * bought at least as often.
   */
  private double probabilityOf(
      int n, NegativeBinomial purchases, double survivals, int firstCoins) {
    int tossed = n + firstCoins;
    double survivedAll = survived(survivals, tossed) * purchases.probabilityOf(n);
    if (tossed == 0) {
      return survivedAll;
    }
    double stoppedLast = survived(survivals, tossed - 1) * a / (a + (survivals + (tossed - 1)));
    return survivedAll + stoppedLast * purchases.probabilityOfAtLeast(n);
  }

  /** (survivals)_n / (a + survivals)_n: the probability to survive n coins. */
  private double survived(double survivals, int n) {
    return Math.exp(Gammas.logRising(survivals, n) - Gammas.logRising(a + survivals, n));
  }

  @Override
  public final double expectedTransactions(double duration) {
    return discountedExpectedTransactions(0, Arguments.nonNegative("duration", duration));
  }

  @Override
  public final double discountedExpectedTransactions(double dailyRate, double horizon) {
    Arguments.nonNegative("dailyRate", dailyRate);
    Arguments.horizon(horizon);
    return (coins == 0 ? 1 : b / (a + b)) * ifAlive(0, 0).discounted(dailyRate, horizon);
  }

  @Override
  public final double discountedTransactionsIfAlive(
      int frequency, double age, double dailyRate, double horizon) {
    Arguments.count("frequency", frequency);
    Arguments.nonNegative("age", age);
    Arguments.nonNegative("dailyRate", dailyRate);
    Arguments.horizon(horizon);
    return ifAlive(frequency, age).discounted(dailyRate, horizon);
  }

  @Override
  public final double expectedPurchaseRate(PurchaseHistory history) {
    return (r + history.frequency()) / (alpha + history.age());
  }

  @Override
  public final CustomerRates rates(PurchaseHistory history) {
    int x = history.frequency();
    double alive = probabilityAlive(history);
    double coinsSurvived = b + x + coins;
    return CustomerRates.of(
        new RateDistribution.Builder()
            .addGamma(alive, r + x, alpha + history.age())
            .addGamma(1 - alive, r + x, alpha + history.recency()),
        new RateDistribution.Builder()
            .addBeta(alive, a, coinsSurvived)
            .addBeta(1 - alive, a + 1, coinsSurvived - 1));
  }

  @Override
  public final double ageScale() {
    return alpha;
  }

  private BetaGeometricPurchases ifAlive(int frequency, double age) {
    return new BetaGeometricPurchases(r + frequency, alpha + age, a, b + frequency + coins);
  }

  @Override
  public final double simulate(
      double duration, RandomGenerator random, DoubleConsumer purchaseAges) {
    Draws draws = new Draws(random);
    double gap = alpha / draws.gamma(r);
    double dropout = draws.beta(a, b);
    if (coins > 0 && draws.uniform() < dropout) {
      return 0;
    }
    for (double age = gap * draws.exponential(); age <= duration; ) {
      purchaseAges.accept(age);
      if (draws.uniform() < dropout) {
        return age;
      }
      age += gap * draws.exponential();
    }
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public final String toString() {
    return name() + parameters();
  }
}
