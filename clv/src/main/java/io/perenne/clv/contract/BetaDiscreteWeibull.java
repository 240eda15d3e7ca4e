// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.BetaNodes;
import io.perenne.clv.numeric.SurvivalStep;
import java.util.List;
import java.util.Map;

/**
 * The BdW model of customers under contract: a customer survives t renewals with probability (1 -
 * theta)^(t^c), theta ~ Beta(alpha, beta), so that S(t) = B(alpha, beta + t^c) / B(alpha, beta).
 *
 * <p>With c below 1 each customer is the likelier to renew the longer they have stayed, with c
 * above 1 the less; c = 1 is the sBG model of Fader and Hardie (2007), How to project customer
 * retention, Journal of Interactive Marketing 21(1), in which retention rises with tenure only
 * because those who leave easily are gone. BdW: Fader, Hardie, Liu, Davin and Steenburgh (2018),
 * How to project customer retention revisited, Journal of Interactive Marketing 43.
 */
public final class BetaDiscreteWeibull {

  static final List<String> NAMES = List.of("alpha", "beta", "c");

  private static final int LONGEST = 10_000_000;

  private final double alpha;
  private final double beta;
  private final double c;

  private BetaDiscreteWeibull(double alpha, double beta, double c) {
    this.alpha = Arguments.positive("alpha", alpha);
    this.beta = Arguments.positive("beta", beta);
    this.c = Arguments.positive("c", c);
  }

  /** Returns the model with the given parameters, all finite and above 0. */
  public static BetaDiscreteWeibull of(double alpha, double beta, double c) {
    return new BetaDiscreteWeibull(alpha, beta, c);
  }

  /** Returns the sBG model: c = 1. */
  public static BetaDiscreteWeibull shiftedBetaGeometric(double alpha, double beta) {
    return of(alpha, beta, 1);
  }

  /** Fits alpha, beta and c to any number of cohorts. */
  public static ModelFit<BetaDiscreteWeibull> fit(
      List<CohortSurvival> cohorts, FitOptions options) {
    return RetentionFit.of(cohorts, true, options);
  }

  /** Fits alpha and beta with c = 1, the sBG model, to any number of cohorts. */
  public static ModelFit<BetaDiscreteWeibull> fitShiftedBetaGeometric(
      List<CohortSurvival> cohorts, FitOptions options) {
    return RetentionFit.of(cohorts, false, options);
  }

  /** Returns the parameters by name. */
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, alpha, beta, c);
  }

  /** Returns S(t), the probability that a new customer renews at least t times. */
  public double survival(int periods) {
    Arguments.count("periods", periods);
    return Math.exp(logSurvival(0, periods));
  }

  private double logSurvival(int from, int to) {
    if (c == 1 && to - from <= 64) {
      double sum = 0;
      for (int t = from; t < to; t++) {
        sum -= Math.log1p(alpha / (beta + t));
      }
      return sum;
    }
    return new SurvivalStep(alpha, beta, c, from, to).log();
  }

  /** Returns S(now + ahead) / S(now): a customer who is still there stays that much longer. */
  public double survival(int periodsSoFar, int periodsAhead) {
    Arguments.count("periodsSoFar", periodsSoFar);
    Arguments.count("periodsAhead", periodsAhead);
    return Math.exp(logSurvival(periodsSoFar, periodsSoFar + periodsAhead));
  }

  /** Returns r(t) = S(t) / S(t - 1), the share of those there who renew for the t-th time. */
  public double retention(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period < 1: " + period);
    }
    return survival(period - 1, 1);
  }

  /**
   * Returns DEL, the expected number of payments of a new customer, the first now, the later ones
   * discounted by (1 + d) per period.
   *
   * @param rate d per period, above 0
   */
  public double discountedExpectedLifetime(double rate) {
    Arguments.positive("rate", rate);
    return c == 1
        ? BetaNodes.of(alpha, beta, 0).expectation(th -> (1 + rate) / (rate + th))
        : payments(0, rate);
  }

  /**
   * Returns DERL, the expected payments of a customer who is about to decide on the n-th renewal,
   * that payment counted in full if made, the later ones discounted.
   *
   * @param renewal n, at least 1
   * @param rate d per period, above 0
   */
  public double discountedExpectedResidualLifetime(int renewal, double rate) {
    Arguments.positive("rate", rate);
    if (renewal < 1) {
      throw new IllegalArgumentException("renewal < 1: " + renewal);
    }
    return c == 1
        ? BetaNodes.of(alpha, beta + renewal - 1, 0)
            .expectation(th -> (1 - th) * (1 + rate) / (rate + th))
        : payments(renewal, rate) * survival(renewal - 1, 1);
  }

  /** The sum of S(n + j) / S(n) / (1 + d)^j. */
  private double payments(int n, double rate) {
    double sum = 0;
    double discount = 1;
    for (int j = 0; j < LONGEST && discount > 1e-17; j++) {
      double term = discount * survival(n, j);
      sum += term;
      discount /= 1 + rate;
      if (term < 1e-17 * sum) {
        break;
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return "beta-discrete-weibull" + parameters();
  }
}
