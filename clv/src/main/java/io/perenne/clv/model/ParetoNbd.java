// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.Discounting;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.ExponentialIntegral;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.GaussLegendre;
import io.perenne.clv.numeric.Logs;
import io.perenne.clv.numeric.NegativeBinomial;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * The Pareto/NBD model: customers buy at a Poisson rate of their own, lambda ~ Gamma(r, alpha), and
 * stop for ever at an unseen time, exponential with a rate of their own, mu ~ Gamma(s, beta).
 *
 * <p>Schmittlein, Morrison and Colombo (1987), Counting your customers: who are they and what will
 * they do next?, Management Science 33(1). The likelihood is computed as one positive integral
 * rather than by hypergeometric functions.
 */
public final class ParetoNbd implements PoissonPurchases {

  static final String NAME = "pareto-nbd";
  static final List<String> NAMES = List.of("r", "alpha", "s", "beta");

  private final double r;
  private final double alpha;
  private final double s;
  private final double beta;

  private ParetoNbd(double r, double alpha, double s, double beta) {
    this.r = Arguments.positive("r", r);
    this.alpha = Arguments.positive("alpha", alpha);
    this.s = Arguments.positive("s", s);
    this.beta = Arguments.positive("beta", beta);
  }

  /**
   * Returns the model with the given parameters, all finite and above 0.
   *
   * @param r shape of the purchase rates
   * @param alpha rate parameter of the purchase rates, in days
   * @param s shape of the dropout rates
   * @param beta rate parameter of the dropout rates, in days
   */
  public static ParetoNbd of(double r, double alpha, double s, double beta) {
    return new ParetoNbd(r, alpha, s, beta);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, r, alpha, s, beta);
  }

  @Override
  public double logLikelihood(PurchaseHistory history) {
    int x = history.frequency();
    double age = history.age();
    double odds = ParetoKernel.logOddsOfDropout(r, alpha, s, beta, x, history.recency(), age);
    return Gammas.logRising(r, x)
        - r * Math.log1p(age / alpha)
        - x * Math.log(alpha + age)
        - s * Math.log1p(age / beta)
        + Logs.softplus(odds);
  }

  @Override
  public double probabilityAlive(int frequency, double recency, double age) {
    return Logs.logistic(
        -ParetoKernel.logOddsOfDropout(r, alpha, s, beta, frequency, recency, age));
  }

  @Override
  public double probabilityAliveIn(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    return probabilityAlive(history) * Math.exp(-s * Math.log1p(duration / (beta + history.age())));
  }

  @Override
  public double probabilityOfNoPurchase(PurchaseHistory history, double duration) {
    return probabilityOf(0, history, duration);
  }

  @Override
  public double probabilityOf(int n, double duration) {
    return probabilityOf(n, PurchaseHistory.justAcquired(), duration);
  }

  @Override
  public double probabilityOf(int n, PurchaseHistory history, double duration) {
    Arguments.count("n", n);
    Arguments.nonNegative("duration", duration);
    double alive = probabilityAlive(history);
    double ifAlive =
        probabilityIfAlive(
            n, r + history.frequency(), alpha + history.age(), beta + history.age(), duration);
    return n == 0 ? 1 - alive + alive * ifAlive : alive * ifAlive;
  }

  @Override
  public PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    Arguments.nonNegative("duration", duration);
    double shape = r + history.frequency();
    double scale = alpha + history.age();
    double life = beta + history.age();
    double alive = probabilityAlive(history);
    double tau = Math.min(scale / (1 + shape), life / (1 + s));
    double end = Math.log1p(duration / tau);
    double expected = shape * duration / scale;
    int panels = (int) Math.ceil(end * Math.max(1, Math.sqrt(Math.min(expected, shape)) / 3));
    List<NegativeBinomialWalk> walks = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    walks.add(new NegativeBinomialWalk(shape, scale, duration));
    weights.add(Math.exp(-s * Math.log1p(duration / life)));
    // a quadrature that hands out its nodes: each is a way to have stopped
    GaussLegendre.nodes(
        0,
        end,
        panels,
        (w, weight) -> {
          double u = tau * Math.expm1(w);
          walks.add(new NegativeBinomialWalk(shape, scale, u));
          weights.add(weight * (tau + u) * s / (life + u) * Math.exp(-s * Math.log1p(u / life)));
        });
    return PurchaseCounts.of(
        new MixtureSequence(
            alive,
            walks.toArray(NegativeBinomialWalk[]::new),
            weights.stream().mapToDouble(v -> v).toArray()));
  }

  /** Alive throughout, or stopped at u with n purchases by then. */
  private double probabilityIfAlive(int n, double shape, double scale, double life, double t) {
    double survived =
        new NegativeBinomial(shape, scale, t).probabilityOf(n)
            * Math.exp(-s * Math.log1p(t / life));
    double tau = Math.min(scale / (1 + shape), life / (1 + s));
    double end = Math.log1p(t / tau);
    int panels = (int) Math.ceil(end * Math.max(1, Math.sqrt(Math.min(n, shape)) / 3));
    double stopped =
        GaussLegendre.integrate(
            w -> {
              double u = tau * Math.expm1(w);
              double hazard = s / (life + u) * Math.exp(-s * Math.log1p(u / life));
              return new NegativeBinomial(shape, scale, u).probabilityOf(n) * hazard * (tau + u);
            },
            0,
            end,
            panels);
    return Math.min(1, survived + stopped);
  }

  @Override
  public double expectedTransactions(double duration) {
    return discountedExpectedTransactions(0, Arguments.nonNegative("duration", duration));
  }

  @Override
  public double discountedExpectedTransactions(double dailyRate, double horizon) {
    return discountedTransactionsIfAlive(0, 0, dailyRate, horizon);
  }

  @Override
  public double discountedTransactionsIfAlive(
      int frequency, double age, double dailyRate, double horizon) {
    Arguments.count("frequency", frequency);
    Arguments.nonNegative("age", age);
    Arguments.nonNegative("dailyRate", dailyRate);
    Arguments.horizon(horizon);
    return (r + frequency) / (alpha + age) * timeAlive(beta + age, dailyRate, horizon);
  }

  /** The expected discounted days alive within the horizon: the integral of e^(-rate u) S(u). */
  private double timeAlive(double life, double rate, double horizon) {
    if (rate == 0) {
      return horizon == Double.POSITIVE_INFINITY
          ? (s > 1 ? life / (s - 1) : Double.POSITIVE_INFINITY)
          : undiscountedTimeAlive(life, horizon);
    }
    if (horizon == Double.POSITIVE_INFINITY) {
      return life * ExponentialIntegral.scaled(s, rate * life);
    }
    return Discounting.presentValue(
        rate, horizon, life / (1 + s), u -> Math.exp(-s * Math.log1p(u / life)));
  }

  private double undiscountedTimeAlive(double life, double horizon) {
    double u = Math.log1p(horizon / life);
    // expm1 keeps full precision as s approaches 1, where 1 - pow(..) would cancel
    return life * (Math.abs(s - 1) < 1e-9 ? u : -Math.expm1((1 - s) * u) / (s - 1));
  }

  @Override
  public double expectedPurchaseRate(PurchaseHistory history) {
    return (r + history.frequency()) / (alpha + history.age());
  }

  @Override
  public CustomerRates rates(PurchaseHistory history) {
    int x = history.frequency();
    double recency = history.recency();
    double age = history.age();
    double alive = probabilityAlive(history);
    var purchases = new RateDistribution.Builder().addGamma(alive, r + x, alpha + age);
    var dropout = new RateDistribution.Builder().addGamma(alive, s, beta + age);
    if (alive < 1) {
      double start = Math.min(alpha, beta) + recency;
      ParetoKernel kernel = new ParetoKernel(r, alpha, s, beta, x, recency, age);
      double total = kernel.integrate((v, shrink, logRatio, weight) -> {});
      kernel.integrate(
          (v, shrink, logRatio, weight) -> {
            double y = recency + start * Math.expm1(v);
            double share = (1 - alive) * weight / total;
            purchases.addGamma(share, r + x, alpha + y);
            dropout.addGamma(share, s + 1, beta + y);
          });
    }
    return CustomerRates.of(purchases, dropout);
  }

  @Override
  public double ageScale() {
    return Math.min(alpha, beta);
  }

  @Override
  public double simulate(double duration, RandomGenerator random, DoubleConsumer purchaseAges) {
    Draws draws = new Draws(random);
    double gap = alpha / draws.gamma(r);
    double lifetime = beta / draws.gamma(s) * draws.exponential();
    double end = Math.min(duration, lifetime);
    for (double age = gap * draws.exponential(); age <= end; ) {
      purchaseAges.accept(age);
      age += gap * draws.exponential();
    }
    return lifetime <= duration ? lifetime : Double.POSITIVE_INFINITY;
  }

  @Override
  public String toString() {
    return NAME + parameters();
  }
}
