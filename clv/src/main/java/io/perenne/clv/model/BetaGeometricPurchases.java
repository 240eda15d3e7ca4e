// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.BetaNodes;
import io.perenne.clv.numeric.Discounting;
import io.perenne.clv.numeric.ExponentialIntegral;
import org.jspecify.annotations.Nullable;

/**
 * The future purchases of a living customer with rate lambda ~ Gamma(rho, A) who stops at each
 * purchase with probability p ~ Beta(a, b).
 *
 * <p>Not shared between threads; made for one answer.
 */
final class BetaGeometricPurchases {

  private static final int MAX_TERMS = 5000;

  /** A series in (c)_n with c below this alternates in large terms and cancels. */
  private static final double MOST_ALTERNATING = -10;

  private final double rho;
  private final double scale;
  private final double a;
  private final double b;
  private @Nullable BetaNodes nodes;

  BetaGeometricPurchases(double rho, double scale, double a, double b) {
    this.rho = rho;
    this.scale = scale;
    this.a = a;
    this.b = b;
  }

  /**
   * Returns the expected purchases within the horizon, discounted; 0 &le; both, both may be limits.
   */
  double discounted(double rate, double horizon) {
    if (horizon == 0) {
      return 0;
    }
    if (rate == 0) {
      return horizon == Double.POSITIVE_INFINITY ? undiscountedForEver() : expected(horizon);
    }
    return horizon == Double.POSITIVE_INFINITY
        ? discountedForEver(rate)
        : Discounting.presentValue(rate, horizon, fallTime(), this::purchaseRate);
  }

  /** The time in which M falls noticeably. */
  private double fallTime() {
    return scale / (1 + rho * a / (a + b));
  }

  /** E[1/p]: infinite unless a &gt; 1. */
  private double undiscountedForEver() {
    return a > 1 ? (a + b - 1) / (a - 1) : Double.POSITIVE_INFINITY;
  }

  /** E[lambda / (delta + lambda p)] over both posteriors. */
  private double discountedForEver(double rate) {
    return nodes()
        .expectation(p -> rho / p * ExponentialIntegral.scaled(rho + 1, rate * scale / p));
  }

  /**
   * Returns G(t), the expected purchases within t.
   *
   * <p>A series in z = t / (A + t) in which the removable singularities of the textbook formula, at
   * a = 1 and a + b = 1, are gone; near z = 1, for large a, and where it would cancel, quadrature.
   */
  double expected(double t) {
    double z = t / (scale + t);
    double c = a + b - 1;
    if (z <= 0.98 && a <= 30 && c - rho > MOST_ALTERNATING) {
      double e = a - 1;
      double l = -Math.log1p(t / scale);
      double lead = c * (Math.abs(e) < 1e-12 ? -l : -Math.expm1(e * l) / e);
      double rest = Math.exp(e * l) * series(c - rho, a, c + 1, z, (c - rho) * z);
      double g = lead - rest;
      if (Math.abs(lead) < 1e3 * g) {
        return g;
      }
    }
    return nodes().expectation(p -> -Math.expm1(-rho * Math.log1p(p * t / scale)) / p);
  }

  /** Sums term_1 = first, term_(n+1) = term_n (d + n)(f + n - 1) / ((g + n - 1)(n + 1)) z. */
  private static double series(double d, double f, double g, double z, double first) {
    double term = first;
    double sum = first;
    for (int n = 1; n < MAX_TERMS; n++) {
      term *= (d + n) * (f + n - 1) / ((g + n - 1) * (n + 1)) * z;
      sum += term;
      if (Math.abs(term) <= 1e-17 * (1 - z) * Math.abs(sum)) {
        break;
      }
    }
    return sum;
  }

  /** Returns M(u), the expected purchase rate u ahead, the derivative of G. */
  double purchaseRate(double u) {
    double z = u / (scale + u);
    double c = a + b - rho - 1;
    if (z <= 0.98 && a <= 30 && c > MOST_ALTERNATING) {
      double sum = 1;
      double term = 1;
      double largest = 1;
      for (int n = 0; n < MAX_TERMS; n++) {
        term *= (a + n) * (c + n) / ((a + b + n) * (n + 1)) * z;
        sum += term;
        largest = Math.max(largest, Math.abs(term));
        if (Math.abs(term) <= 1e-17 * (1 - z) * sum) {
          break;
        }
      }
      if (largest < 1e3 * sum) {
        return rho / scale * Math.exp(-a * Math.log1p(u / scale)) * sum;
      }
    }
    return nodes().expectation(p -> rho / scale * Math.exp(-(rho + 1) * Math.log1p(p * u / scale)));
  }

  /** Returns the probability that the customer survives the purchases of the next u days. */
  double survival(double u) {
    return nodes().expectation(p -> Math.exp(-rho * Math.log1p(p * u / scale)));
  }

  private BetaNodes nodes() {
    if (nodes == null) {
      nodes = BetaNodes.of(a, b, rho);
    }
    return nodes;
  }
}
