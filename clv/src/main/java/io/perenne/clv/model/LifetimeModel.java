// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Discounting;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.GaussLegendre;
import io.perenne.clv.numeric.LogSum;
import io.perenne.clv.numeric.Logs;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/*
 * Customers with gaps of k stages at a rate lambda ~ Gamma(r, alpha) who stop at an unseen time with
 * the law of lifetimes S. With rho = r + k x and S2 as in ErlangStages,
 *
 *   L = e^((k-1) litt) / Gamma(k)^x (r)_(kx) alpha^r
 *       [ (alpha + T)^-rho S2(T) S(T) + int_{t_x}^{T} (alpha + y)^-rho S2(y) f(y) dy ].
 *
 * Given alive, the future is that of the purchases, cut at a residual lifetime with survival
 * S(T + u) / S(T). With U(u) the expected purchases of one who stays, discounted purchases are, by
 * parts, U(H) e^(-delta H) S(H) + int_0^H U(u) (delta + h(u)) e^(-delta u) S(u) du: all positive.
 */
abstract class LifetimeModel implements PhasedPurchases {

  /** Beyond e^-DECAYED nothing is left of a discounted purchase. */
  private static final double DECAYED = 45;

  private final int k;
  private final double r;
  private final double alpha;
  private final double life;
  private final GompertzLaw law;

  /**
   * Makes the model.
   *
   * @param alpha rate parameter of the stages
   * @param life the time scale of the law of lifetimes
   */
  LifetimeModel(int k, double r, double alpha, double life, GompertzLaw law) {
    this.k = k;
    this.r = r;
    this.alpha = alpha;
    this.life = life;
    this.law = law;
  }

  /** Returns k, the stages per purchase. */
  final int stages() {
    return k;
  }

  private double rho(int frequency) {
    return r + (double) k * frequency;
  }

  @Override
  public final double logLikelihood(PurchaseHistory history) {
    int x = history.frequency();
    double age = history.age();
    double silence = (age - history.recency()) / (alpha + age);
    return (k - 1) * history.logGapSum()
        - x * Gammas.logGamma(k)
        + Gammas.logRising(r, k * x)
        - r * Math.log1p(age / alpha)
        - (double) k * x * Math.log(alpha + age)
        + Math.log(ErlangStages.sum(k, rho(x), silence))
        + law.logSurvival(age)
        + Logs.softplus(logOddsOfDropout(x, history.recency(), age));
  }

  /** ln of the integral over the living term. */
  private double logOddsOfDropout(int x, double recency, double age) {
    if (age == recency) {
      return Double.NEGATIVE_INFINITY;
    }
    LogSum dead = new LogSum();
    visitDropouts(x, recency, age, (y, logShare) -> dead.add(logShare));
    return dead.log();
  }

  /** Receives the ways to have dropped out. */
  private interface DropoutVisitor {
    /** Adds dropout at y with the logarithm of its share, relative to the living term. */
    void add(double y, double logShare);
  }

  private void visitDropouts(int x, double recency, double age, DropoutVisitor visitor) {
    double rho = rho(x);
    double living =
        -rho * Math.log(alpha + age)
            + Math.log(ErlangStages.sum(k, rho, (age - recency) / (alpha + age)))
            + law.logSurvival(age);
    new UnseenDropout(k, rho, alpha, life, law)
        .visit(
            recency,
            age,
            (y, logWeight) -> {
              double share =
                  logWeight
                      - rho * Math.log(alpha + y)
                      + Math.log(ErlangStages.sum(k, rho, (y - recency) / (alpha + y)))
                      + law.logSurvival(y)
                      + Math.log(law.hazard(y))
                      - living;
              visitor.add(y, share);
              return share;
            });
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
    return ErlangStages.probability(phase, k, rho(frequency), (age - recency) / (alpha + age));
  }

  @Override
  public final double discountedTransactionsInPhase(
      int phase, int frequency, double age, double dailyRate, double horizon) {
    Arguments.count("frequency", frequency);
    Arguments.nonNegative("age", age);
    Arguments.nonNegative("dailyRate", dailyRate);
    Arguments.horizon(horizon);
    double shape = rho(frequency) + phase;
    double scale = alpha + age;
    if (horizon == Double.POSITIVE_INFINITY && dailyRate == 0) {
      return law.hasMean() ? discounted(phase, shape, scale, age, 0, lastDay(age)) : horizon;
    }
    double length = dailyRate == 0 ? horizon : Math.min(horizon, DECAYED / dailyRate);
    return discounted(phase, shape, scale, age, dailyRate, length);
  }

  private double discounted(
      int phase, double shape, double scale, double age, double rate, double length) {
    double tau = fallTime(age);
    if (k == 1) {
      return shape
          / scale
          * Discounting.presentValue(
              rate, length, tau, detail(), u -> Math.exp(law.logSurvival(age, u)));
    }
    double kept =
        ErlangRenewals.expected(k, phase, shape, scale, length)
            * Math.exp(law.logSurvival(age, length) - rate * length);
    double end = Math.log1p(length / tau);
    double purchases = shape / scale * length / k;
    int calm = (int) Math.ceil(Math.max(end * detail(), rate * (tau + length) * end / 4));
    // purchases come in waves as long as they are regular: a few to a panel
    int panels = calm + (int) Math.min(64, purchases / 3);
    double lost =
        GaussLegendre.integrate(
            w -> {
              double u = tau * Math.expm1(w);
              return ErlangRenewals.expected(k, phase, shape, scale, u)
                  * (rate + law.hazard(age + u))
                  * Math.exp(law.logSurvival(age, u) - rate * u)
                  * (tau + u);
            },
            0,
            end,
            panels);
    return kept + lost;
  }

  /** A time after which of a finite mean nothing is left to come. */
  private double lastDay(double age) {
    double u = fallTime(age);
    while (law.logSurvival(age, u) > -DECAYED - Math.log1p(u) && u < 1e200) {
      u *= 2;
    }
    return u;
  }

  /** A hazard that starts low and grows fast takes over within a short part of the way. */
  private double detail() {
    return 1 + Math.log1p(law.aging() * life);
  }

  /** The time in which survival falls noticeably. */
  private double fallTime(double age) {
    return 1 / (law.hazard(age) + 1 / (life + age) + law.aging());
  }

  @Override
  public final double probabilityAliveIn(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    return probabilityAlive(history) * Math.exp(law.logSurvival(history.age(), duration));
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
    double ifAlive = ifAlive(history).probabilityOf(n, duration);
    return n == 0 ? 1 - alive + alive * ifAlive : alive * ifAlive;
  }

  private LifetimePurchases ifAlive(PurchaseHistory history) {
    int x = history.frequency();
    double age = history.age();
    double[] phases = new double[k];
    for (int phase = 0; phase < k; phase++) {
      phases[phase] = probabilityOfPhase(phase, x, history.recency(), age);
    }
    return new LifetimePurchases(phases, rho(x), alpha + age, age, fallTime(age), detail(), law);
  }

  @Override
  public final double probabilityOf(int n, double duration) {
    return probabilityOf(n, PurchaseHistory.justAcquired(), duration);
  }

  @Override
  public final PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    return ifAlive(history).counts(duration, probabilityAlive(history));
  }

  @Override
  public final double expectedTransactions(double duration) {
    return discountedExpectedTransactions(0, Arguments.nonNegative("duration", duration));
  }

  @Override
  public final double discountedExpectedTransactions(double dailyRate, double horizon) {
    return discountedTransactionsInPhase(0, 0, 0, dailyRate, horizon);
  }

  /** {@inheritDoc} In the long run; just after a purchase the next is not yet due. */
  @Override
  public final double expectedPurchaseRate(PurchaseHistory history) {
    double sum = 0;
    for (int phase = 0; phase < k; phase++) {
      sum +=
          probabilityOfPhase(phase, history.frequency(), history.recency(), history.age())
              * (rho(history.frequency()) + phase);
    }
    return sum / (k * (alpha + history.age()));
  }

  @Override
  public final CustomerRates rates(PurchaseHistory history) {
    int x = history.frequency();
    double recency = history.recency();
    double age = history.age();
    double alive = probabilityAlive(history);
    var purchases = new RateDistribution.Builder();
    var dropout = new RateDistribution.Builder();
    addRates(alive, x, recency, age, purchases);
    dropout.addGamma(alive, law.shape(), law.rate(age));
    if (alive < 1) {
      double odds = logOddsOfDropout(x, recency, age);
      visitDropouts(
          x,
          recency,
          age,
          (y, logShare) -> {
            double weight = (1 - alive) * Math.exp(logShare - odds);
            addRates(weight, x, recency, y, purchases);
            dropout.addGamma(weight, law.shape() + 1, law.rate(y));
          });
    }
    return CustomerRates.of(purchases, dropout);
  }

  /** One who has bought until y, in any phase: the rate of purchases is that of stages over k. */
  private void addRates(
      double weight, int x, double recency, double y, RateDistribution.Builder purchases) {
    double rho = rho(x);
    for (int phase = 0; phase < k; phase++) {
      double share = ErlangStages.probability(phase, k, rho, (y - recency) / (alpha + y));
      purchases.addGamma(weight * share, rho + phase, k * (alpha + y));
    }
  }

  @Override
  public final double ageScale() {
    return Math.min(alpha, life);
  }

  @Override
  public final double simulate(
      double duration, RandomGenerator random, DoubleConsumer purchaseAges) {
    Draws draws = new Draws(random);
    double scale = alpha / draws.gamma(r);
    double lifetime = law.draw(draws);
    double end = Math.min(duration, lifetime);
    for (double age = scale * draws.gamma(k); age <= end; ) {
      purchaseAges.accept(age);
      age += scale * draws.gamma(k);
    }
    return lifetime <= duration ? lifetime : Double.POSITIVE_INFINITY;
  }

  @Override
  public final String toString() {
    return name() + parameters();
  }
}
