// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.OpportunityHistory;
import java.util.List;
import java.util.Map;

/**
 * The BG/BB model: at each opportunity a living customer buys with a probability of their own, p ~
 * Beta(alpha, beta), having first stopped for ever with a probability of their own, theta ~
 * Beta(gamma, delta).
 *
 * <p>Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual
 * setting, Marketing Science 29(6). The number of opportunities may differ between customers. Its
 * likelihood does not compare with that of continuous-time models.
 */
public final class BgBb {

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

  /** Returns the parameters by name. */
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, alpha, beta, gamma, delta);
  }

  /** Returns the log-likelihood of one customer. */
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

  /**
   * Returns the probability that the customer is alive at a future opportunity.
   *
   * @param ahead 1 for the next opportunity; 0 for the last one that was observed
   */
  public double probabilityAlive(OpportunityHistory history, int ahead) {
    Arguments.count("ahead", ahead);
    int n = history.opportunities();
    double now = Math.exp(logAlive(history.frequency(), n) - logLikelihood(history));
    return now
        * Math.exp(Gammas.logRising(delta + n, ahead) - Gammas.logRising(gamma + delta + n, ahead));
  }

  /** Returns the expected purchases at the next opportunities. */
  public double conditionalExpectedTransactions(OpportunityHistory history, int opportunities) {
    Arguments.count("opportunities", opportunities);
    int n = history.opportunities();
    return probabilityAlive(history, 0)
        * buys(history)
        * expectedAlive(gamma, delta + n, opportunities);
  }

  /** Returns the expected purchases of a new customer at the first opportunities. */
  public double expectedTransactions(int opportunities) {
    Arguments.count("opportunities", opportunities);
    return alpha / (alpha + beta) * expectedAlive(gamma, delta, opportunities);
  }

  /** The expected number of opportunities at which a living customer is still there. */
  private static double expectedAlive(double gamma, double delta, int opportunities) {
    double survival = 1;
    double sum = 0;
    for (int j = 0; j < opportunities; j++) {
      survival *= (delta + j) / (gamma + delta + j);
      sum += survival;
    }
    return sum;
  }

  private double buys(OpportunityHistory history) {
    return (alpha + history.frequency()) / (alpha + beta + history.opportunities());
  }

  /**
   * Returns the expected purchases at all future opportunities, each discounted by (1 + d) per
   * opportunity.
   *
   * @param rate d per opportunity, above 0
   */
  public double discountedExpectedResidualTransactions(OpportunityHistory history, double rate) {
    Arguments.positive("rate", rate);
    BetaNodes dropouts = BetaNodes.of(gamma, delta + history.opportunities(), 0);
    return probabilityAlive(history, 0)
        * buys(history)
        * dropouts.expectation(theta -> (1 - theta) / (rate + theta));
  }

  /** Returns the probability that a new customer buys at exactly x of n opportunities. */
  public double probabilityOf(int x, int n) {
    Arguments.count("x", x);
    if (x > n) {
      return 0;
    }
    double sum = Math.exp(logChoose(n, x) + logAlive(x, n));
    for (int t = x; t < n; t++) {
      sum += Math.exp(logChoose(t, x) + logStopped(x, t));
    }
    return sum;
  }

  private static double logChoose(int n, int x) {
    return Gammas.logGamma(n + 1.0) - Gammas.logGamma(x + 1.0) - Gammas.logGamma(n - x + 1.0);
  }

  @Override
  public String toString() {
    return NAME + parameters();
  }
}
