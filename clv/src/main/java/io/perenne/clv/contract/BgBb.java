// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.model.CustomerRates;
import io.perenne.clv.model.RateDistribution;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.BetaNodes;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.LogSum;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The BG/BB model: at each opportunity a living customer buys with a probability of their own, p ~
 * Beta(alpha, beta), having first stopped for ever with a probability of their own, theta ~
 * Beta(gamma, delta).
 *
 * <p>Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual
 * setting, Marketing Science 29(6). The number of opportunities may differ between customers. Its
 * likelihood does not compare with that of continuous-time models.
 */
public final class BgBb implements OpportunityModel {

  static final String NAME = "bg-bb";
  static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

  private final double alpha;
  private final double beta;
  private final double gamma;
  private final double delta;

  private BgBb(double alpha, double beta, double gamma, double delta) {
    this.alpha = Arguments.positive("alpha", alpha);
    this.beta = Arguments.positive("beta", beta);
    this.gamma = Arguments.positive("gamma", gamma);
    this.delta = Arguments.positive("delta", delta);
  }

  /** Returns the model with the given parameters, all finite and above 0. */
  public static BgBb of(double alpha, double beta, double gamma, double delta) {
    return new BgBb(alpha, beta, gamma, delta);
  }

  /** Returns the model with the given parameters by name, the inverse of {@link #parameters()}. */
  public static BgBb of(Map<String, Double> parameters) {
    double[] p = NamedParameters.inOrder(NAME, NAMES, parameters);
    return of(p[0], p[1], p[2], p[3]);
  }

  /** Fits customers who are given as histories with the number of customers who share each. */
  public static ModelFit<BgBb> fit(Map<OpportunityHistory, Double> customers, FitOptions options) {
    return BgBbFit.of(customers, options);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, alpha, beta, gamma, delta);
  }

  @Override
  public double logLikelihood(OpportunityHistory history) {
    LogSum sum = new LogSum();
    double alive = logAlive(history.frequency(), history.opportunities());
    sum.add(alive);
    addDead(history, sum);
    return sum.log();
  }

  /** Bought x times in n opportunities, alive at all. */
  private double logAlive(int x, int n) {
    return logBought(x, n) + Gammas.logRising(delta, n) - Gammas.logRising(gamma + delta, n);
  }

  private double logBought(int x, int opportunities) {
    return Gammas.logRising(alpha, x)
        + Gammas.logRising(beta, opportunities - x)
        - Gammas.logRising(alpha + beta, opportunities);
  }

  /** Stopped before opportunity t + 1, each later than the last purchase; by ratios of terms. */
  private void addDead(OpportunityHistory history, LogSum sum) {
    int x = history.frequency();
    int last = history.recency();
    double term = logStopped(x, last);
    for (int t = last; t < history.opportunities(); t++) {
      sum.add(term);
      term +=
          Math.log((beta + t - x) * (delta + t) / ((alpha + beta + t) * (gamma + delta + 1 + t)));
    }
  }

  private double logStopped(int x, int t) {
    return logBought(x, t)
        + Math.log(gamma)
        + Gammas.logRising(delta, t)
        - Gammas.logRising(gamma + delta, t + 1);
  }

  @Override
  public double probabilityAlive(OpportunityHistory history, int ahead) {
    Arguments.count("ahead", ahead);
    int n = history.opportunities();
    double now = Math.exp(logAlive(history.frequency(), n) - logLikelihood(history));
    return now
        * Math.exp(Gammas.logRising(delta + n, ahead) - Gammas.logRising(gamma + delta + n, ahead));
  }

  @Override
  public double expectedTransactions(int opportunities) {
    Arguments.count("opportunities", opportunities);
    return alpha / (alpha + beta) * expectedAlive(delta, 0, opportunities);
  }

  /** The discounted opportunities at which one who has survived as many coins is still there. */
  private double expectedAlive(double survived, double rate, int opportunities) {
    double survival = 1;
    double sum = 0;
    for (int j = 0; j < opportunities; j++) {
      survival *= (survived + j) / ((gamma + survived + j) * (1 + rate));
      sum += survival;
    }
    return sum;
  }

  private double buys(OpportunityHistory history) {
    return (alpha + history.frequency()) / (alpha + beta + history.opportunities());
  }

  @Override
  public double discountedExpectedResidualTransactions(
      OpportunityHistory history, double rate, int opportunities) {
    Arguments.nonNegative("rate", rate);
    Arguments.count("opportunities", opportunities);
    return probabilityAlive(history, 0)
        * buys(history)
        * expectedAlive(delta + history.opportunities(), rate, opportunities);
  }

  @Override
  public double discountedExpectedResidualTransactions(OpportunityHistory history, double rate) {
    Arguments.positive("rate", rate);
    BetaNodes dropouts = BetaNodes.of(gamma, delta + history.opportunities(), 0);
    return probabilityAlive(history, 0)
        * buys(history)
        * dropouts.expectation(theta -> (1 - theta) / (rate + theta));
  }

  /** {@inheritDoc} One who is alive goes on as a new customer of the model that was learnt. */
  @Override
  public double probabilityOf(int x, OpportunityHistory history, int opportunities) {
    int bought = history.frequency();
    int n = history.opportunities();
    BgBb learnt = of(alpha + bought, beta + n - bought, gamma, delta + n);
    double alive = probabilityAlive(history, 0);
    double ifAlive = alive * learnt.probabilityOf(x, opportunities);
    return x == 0 ? 1 - alive + ifAlive : ifAlive;
  }

  @Override
  public double probabilityOf(int x, int n) {
    Arguments.count("x", x);
    Arguments.count("n", n);
    if (x > n) {
      return 0;
    }
    double sum = Math.exp(logChoose(n, x) + logAlive(x, n));
    for (int t = x; t < n; t++) {
      sum += Math.exp(logChoose(t, x) + logStopped(x, t));
    }
    return sum;
  }

  @Override
  public CustomerRates rates(OpportunityHistory history) {
    int x = history.frequency();
    int n = history.opportunities();
    double likelihood = logLikelihood(history);
    var purchases = new RateDistribution.Builder();
    var dropout = new RateDistribution.Builder();
    double alive = Math.exp(logAlive(x, n) - likelihood);
    purchases.addBeta(alive, alpha + x, beta + n - x);
    dropout.addBeta(alive, gamma, delta + n);
    for (int t = history.recency(); t < n; t++) {
      double stopped = Math.exp(logStopped(x, t) - likelihood);
      purchases.addBeta(stopped, alpha + x, beta + t - x);
      dropout.addBeta(stopped, gamma + 1, delta + t);
    }
    return CustomerRates.of(purchases, dropout);
  }

  @Override
  public int simulate(int opportunities, RandomGenerator random, IntConsumer purchases) {
    Arguments.count("opportunities", opportunities);
    Draws draws = new Draws(random);
    double buys = draws.beta(alpha, beta);
    double stops = draws.beta(gamma, delta);
    int alive = 0;
    while (alive < opportunities && draws.uniform() >= stops) {
      alive++;
      if (draws.uniform() < buys) {
        purchases.accept(alive);
      }
    }
    return alive;
  }

  private static double logChoose(int n, int x) {
    return Gammas.logGamma(n + 1.0) - Gammas.logGamma(x + 1.0) - Gammas.logGamma(n - x + 1.0);
  }

  @Override
  public String toString() {
    return NAME + parameters();
  }
}
