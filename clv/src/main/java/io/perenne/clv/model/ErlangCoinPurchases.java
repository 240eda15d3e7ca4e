// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.BetaNodes;
import io.perenne.clv.numeric.GammaNodes;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import io.perenne.clv.numeric.PoissonTail;

/**
 * The future purchases of a living customer with stages at rate lambda ~ Gamma(shape, scale), a
 * purchase at every k-th of them of which some have passed already, who stops at each purchase with
 * probability p ~ Beta(a, b).
 */
final class ErlangCoinPurchases {

  private static final double NEGLIGIBLE = 1e-16;

  private final int k;
  private final int passed;
  private final double shape;
  private final double scale;
  private final double a;
  private final double b;

  ErlangCoinPurchases(int k, int passed, double shape, double scale, double a, double b) {
    this.k = k;
    this.passed = passed;
    this.shape = shape;
    this.scale = scale;
    this.a = a;
    this.b = b;
  }

  double discounted(double rate, double horizon) {
    if (rate == 0) {
      return horizon == Double.POSITIVE_INFINITY ? undiscountedForEver() : expected(horizon);
    }
    GammaNodes rates = GammaNodes.of(shape);
    if (horizon == Double.POSITIVE_INFINITY) {
      BetaNodes dropouts = BetaNodes.of(a, b, shape);
      return rates.expectation(g -> discountedForEver(rate * scale / g, dropouts));
    }
    return rates.expectation(g -> discountedUntil(g / scale, rate, horizon));
  }

  private double undiscountedForEver() {
    return a > 1 ? (a + b - 1) / (a - 1) : Double.POSITIVE_INFINITY;
  }

  /** Given lambda: the sum over purchases n of (1 - p)^(n-1) theta^(nk - j), a geometric series. */
  private double discountedForEver(double rateOverLambda, BetaNodes dropouts) {
    double logTheta = -Math.log1p(rateOverLambda);
    double first = Math.exp((k - passed) * logTheta);
    double whole = Math.exp(k * logTheta);
    double lost = -Math.expm1(k * logTheta);
    return dropouts.expectation(p -> first / (lost + p * whole));
  }

  /** Given lambda: as above, each purchase only if it comes within the horizon. */
  private double discountedUntil(double lambda, double rate, double horizon) {
    double logTheta = -Math.log1p(rate / lambda);
    PoissonTail tail = new PoissonTail((lambda + rate) * horizon);
    double survived = 1;
    double sum = 0;
    for (int n = 1; ; n++) {
      int stage = n * k - passed;
      tail.advanceTo(stage);
      double term = survived * Math.exp(stage * logTheta) * tail.atLeast();
      sum += term;
      if (term <= NEGLIGIBLE * sum || tail.atLeast() < NEGLIGIBLE) {
        return sum;
      }
      survived *= (b + n - 1) / (a + b + n - 1);
    }
  }

  /** Returns the expected purchases within t. */
  double expected(double t) {
    NegativeBinomialWalk stages = new NegativeBinomialWalk(shape, scale, t);
    double survived = 1;
    double sum = 0;
    for (int n = 1; ; n++) {
      stages.advanceTo(n * k - passed);
      double term = survived * stages.atLeast();
      sum += term;
      if (term <= NEGLIGIBLE * sum) {
        return sum;
      }
      survived *= (b + n - 1) / (a + b + n - 1);
    }
  }

  /** Returns the probability of exactly n purchases within t. */
  double probabilityOf(int n, double t) {
    NegativeBinomialWalk stages = new NegativeBinomialWalk(shape, scale, t);
    int from = Math.max(0, n * k - passed);
    stages.advanceTo(from);
    double reached = stages.atLeast();
    double within = 0;
    for (int stage = from; stage < (n + 1) * k - passed; stage++) {
      within += stages.probability();
      stages.next();
    }
    double survived = Math.exp(Gammas.logRising(b, n) - Gammas.logRising(a + b, n));
    double all = survived * within;
    if (n == 0) {
      return all;
    }
    // survived n - 1 coins, stopped at the n-th: (b)_(n-1) / (a + b)_(n-1) a / (a + b + n - 1)
    return all + survived / (b + (n - 1)) * a * reached;
  }

  /** Returns the probability of surviving the purchases of the next t days. */
  double survival(double t) {
    NegativeBinomialWalk stages = new NegativeBinomialWalk(shape, scale, t);
    double survived = 1;
    double sum = 0;
    for (int n = 0; ; n++) {
      for (int stage = Math.max(0, n * k - passed); stage < (n + 1) * k - passed; stage++) {
        sum += survived * stages.probability();
        stages.next();
      }
      if (stages.atLeast() < NEGLIGIBLE) {
        return sum;
      }
      survived *= (b + n) / (a + b + n);
    }
  }
}
