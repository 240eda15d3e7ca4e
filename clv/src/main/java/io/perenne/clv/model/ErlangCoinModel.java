// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.Logs;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/*
 * BG/CNBD-k (coins = 0) and MBG/CNBD-k (coins = 1). With rho = r + k x, s = b + x + coins, d = s - 1,
 * c_j and their sum S2 over the unseen stages as in ErlangStages, and h whether any coin was tossed,
 *
 *   L = e^((k-1) litt) / Gamma(k)^x B(a, s) / B(a, b) (r)_(kx) alpha^r
 *       [ S2 (alpha + T)^-rho + h (a / d) (alpha + t_x)^-rho ].
 */
abstract class ErlangCoinModel implements PhasedPurchases {

  private final int k;
  private final double r;
  private final double alpha;
  private final double a;
  private final double b;
  private final int coins;

  ErlangCoinModel(int k, double r, double alpha, double a, double b, int coins) {
    if (k < 1) {
      throw new IllegalArgumentException("k < 1: " + k);
    }
    this.k = k;
    this.r = Arguments.positive("r", r);
    this.alpha = Arguments.positive("alpha", alpha);
    this.a = Arguments.positive("a", a);
    this.b = Arguments.positive("b", b);
    this.coins = coins;
  }

  /** Returns k, the regularity: the gaps of one customer are Erlang-k, k = 1 being pure chance. */
  public final int k() {
    return k;
  }

  @Override
  public final Map<String, Double> parameters() {
    return NamedParameters.of(BetaGeometricModel.NAMES, r, alpha, a, b);
  }

  @Override
  public final double logLikelihood(PurchaseHistory history) {
    int x = history.frequency();
    double age = history.age();
    double rho = r + (double) k * x;
    double paced =
        (k - 1) * history.logGapSum()
            - x * Gammas.logGamma(k)
            + Gammas.logRising(r, k * x)
            - r * Math.log1p(age / alpha)
            - (double) k * x * Math.log(alpha + age)
            + Math.log(ErlangStages.sum(k, rho, silence(history.recency(), age)));
    double coinsSurvived = Gammas.logRising(b, x + coins) - Gammas.logRising(a + b, x + coins);
    return paced + coinsSurvived + Logs.softplus(logOddsOfDropout(x, history.recency(), age));
  }

  private double silence(double recency, double age) {
    return (age - recency) / (alpha + age);
  }

  private double logOddsOfDropout(int x, double recency, double age) {
    int tossed = x + coins;
    if (tossed == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double rho = r + (double) k * x;
    return Math.log(a / (b + (tossed - 1)))
        + rho * Math.log1p((age - recency) / (alpha + recency))
        - Math.log(ErlangStages.sum(k, rho, silence(recency, age)));
  }

  @Override
  public final double probabilityAlive(int frequency, double recency, double age) {
    return Logs.logistic(-logOddsOfDropout(frequency, recency, age));
  }

  @Override
  public final int phases() {
    return k;
  }

  @Override
  public final double probabilityOfPhase(int phase, int frequency, double recency, double age) {
    return ErlangStages.probability(phase, k, r + (double) k * frequency, silence(recency, age));
  }

  @Override
  public final double discountedTransactionsInPhase(
      int phase, int frequency, double age, double dailyRate, double horizon) {
    Arguments.count("frequency", frequency);
    Arguments.nonNegative("age", age);
    Arguments.nonNegative("dailyRate", dailyRate);
    Arguments.horizon(horizon);
    return ifAlive(phase, frequency, age).discounted(dailyRate, horizon);
  }

  private ErlangCoinPurchases ifAlive(int phase, int frequency, double age) {
    double rho = r + (double) k * frequency;
    return new ErlangCoinPurchases(k, phase, rho + phase, alpha + age, a, b + frequency + coins);
  }

  /** An answer about the future of a living customer in a known phase. */
  private interface Answer {
    double of(ErlangCoinPurchases purchases);
  }

  private double overPhases(PurchaseHistory history, Answer answer) {
    double sum = 0;
    for (int phase = 0; phase < k; phase++) {
      double weight =
          probabilityOfPhase(phase, history.frequency(), history.recency(), history.age());
      if (weight > 0) {
        sum += weight * answer.of(ifAlive(phase, history.frequency(), history.age()));
      }
    }
    return sum;
  }

  @Override
  public final double probabilityAliveIn(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    return probabilityAlive(history) * overPhases(history, p -> p.survival(duration));
  }

  @Override
  public final double probabilityOfNoPurchase(PurchaseHistory history, double duration) {
    return probabilityOf(0, history, duration);
  }

  @Override
  public final double probabilityOf(int n, PurchaseHistory history, double duration) {
    Arguments.count("n", n);
    Arguments.nonNegative("duration", duration);
    double alive = probabilityAlive(history);
    double ifAlive = overPhases(history, p -> p.probabilityOf(n, duration));
    return n == 0 ? 1 - alive + alive * ifAlive : alive * ifAlive;
  }

  @Override
  public final PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    int x = history.frequency();
    double alive = probabilityAlive(history);
    double rho = r + (double) k * x;
    CoinSequence[] phases = new CoinSequence[k];
    double[] weights = new double[k];
    for (int phase = 0; phase < k; phase++) {
      var stages = new NegativeBinomialWalk(rho + phase, alpha + history.age(), duration);
      phases[phase] = new CoinSequence(stages, k, phase, alive, a, b + x + coins);
      weights[phase] = probabilityOfPhase(phase, x, history.recency(), history.age());
    }
    return PurchaseCounts.of(
        () -> {
          double sum = 0;
          for (int phase = 0; phase < k; phase++) {
            sum += weights[phase] * phases[phase].next();
          }
          return sum;
        });
  }

  @Override
  public final double probabilityOf(int n, double duration) {
    return probabilityOf(n, PurchaseHistory.justAcquired(), duration);
  }

  @Override
  public final double expectedTransactions(double duration) {
    return discountedExpectedTransactions(0, Arguments.nonNegative("duration", duration));
  }

  @Override
  public final double discountedExpectedTransactions(double dailyRate, double horizon) {
    return probabilityAlive(0, 0, 0) * discountedTransactionsInPhase(0, 0, 0, dailyRate, horizon);
  }

  /** {@inheritDoc} In the long run; just after a purchase the next is not yet due. */
  @Override
  public final double expectedPurchaseRate(PurchaseHistory history) {
    double rho = r + (double) k * history.frequency();
    double sum = 0;
    for (int phase = 0; phase < k; phase++) {
      sum +=
          probabilityOfPhase(phase, history.frequency(), history.recency(), history.age())
              * (rho + phase);
    }
    return sum / (k * (alpha + history.age()));
  }

  @Override
  public final CustomerRates rates(PurchaseHistory history) {
    int x = history.frequency();
    double rho = r + (double) k * x;
    double alive = probabilityAlive(history);
    double coinsSurvived = b + x + coins;
    var purchases =
        new RateDistribution.Builder().addGamma(1 - alive, rho, k * (alpha + history.recency()));
    for (int phase = 0; phase < k; phase++) {
      purchases.addGamma(
          alive * probabilityOfPhase(phase, x, history.recency(), history.age()),
          rho + phase,
          k * (alpha + history.age()));
    }
    return CustomerRates.of(
        purchases,
        new RateDistribution.Builder()
            .addBeta(alive, a, coinsSurvived)
            .addBeta(1 - alive, a + 1, coinsSurvived - 1));
  }

  @Override
  public final double ageScale() {
    return alpha;
  }

  @Override
  public final double simulate(
      double duration, RandomGenerator random, DoubleConsumer purchaseAges) {
    Draws draws = new Draws(random);
    double scale = alpha / draws.gamma(r);
    double dropout = draws.beta(a, b);
    if (coins > 0 && draws.uniform() < dropout) {
      return 0;
    }
    for (double age = scale * draws.gamma(k); age <= duration; ) {
      purchaseAges.accept(age);
      if (draws.uniform() < dropout) {
        return age;
      }
      age += scale * draws.gamma(k);
    }
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public final String toString() {
    return name() + parameters();
  }
}
