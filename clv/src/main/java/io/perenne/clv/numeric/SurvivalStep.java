// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import io.perenne.clv.contract.BetaDiscreteWeibull;
import java.util.function.DoubleUnaryOperator;

/**
 * ln S(t) - ln S(s) of {@link BetaDiscreteWeibull} for t after s, which is never above 0.
 *
 * <p>It is minus the integral of psi(alpha + y) - psi(y) over y from beta + s^c to beta + t^c, as
 * the derivative of ln B(alpha, y) says. Every term of the integral is positive, so that survival
 * cannot rise with t whatever the parameters, where the difference of four logarithms of gamma
 * functions loses all its digits. In v = ln(y) the integrand is analytic within pi of the real line
 * and calm; far out it is alpha.
 */
public final class SurvivalStep {

  private static final int ALPHA = 0;
  private static final int BETA = 1;
  private static final int C = 2;

  /** A panel of the 16-point rule in ln(y); the error is of the order of 4^-32. */
  private static final double PANEL = 2;

  /** Beyond this multiple of 1 + alpha the integrand has its limit to the last digit. */
  private static final double FAR_OUT = 1e17;

  private static final double LARGEST_EXPONENT = 700;

  private final double alpha;
  private final double beta;
  private final double c;
  private final int from;
  private final int to;

  /** ln(beta + s^c), and how much ln(y) rises from there until the integrand is flat, and after. */
  private final double start;

  private final double curved;
  private final double flat;

  public SurvivalStep(double alpha, double beta, double c, int from, int to) {
    this.alpha = alpha;
    this.beta = beta;
    this.c = c;
    this.from = from;
    this.to = to;
    this.start = logEnd(from);
    double width = width();
    this.curved = Math.min(width, Math.max(0, Math.log(FAR_OUT * (1 + alpha)) - start));
    this.flat = width - curved;
  }

  /** ln(beta + t^c). */
  private double logEnd(int t) {
    double exponent = t == 0 ? Double.NEGATIVE_INFINITY : c * Math.log(t);
    return exponent > LARGEST_EXPONENT ? exponent : Math.log(beta + Math.exp(exponent));
  }

  private double width() {
    if (to == from) {
      return 0;
    }
    if (c * Math.log(to) > LARGEST_EXPONENT) {
      return logEnd(to) - start;
    }
    double before = power(from);
    double step = from == 0 ? power(to) : before * Math.expm1(c * Math.log((double) to / from));
    return Math.log1p(step / (beta + before));
  }

  private double power(int t) {
    return t == 0 ? 0 : Math.pow(t, c);
  }

  /** Returns ln S(t) - ln S(s). */
  public double log() {
    return -integral(y -> GammaDifferences.digamma(y, alpha)) - flat * alpha;
  }

  /** The integral over y, as far as the integrand is not flat in ln(y). */
  private double integral(DoubleUnaryOperator f) {
    if (curved <= 0) {
      return 0;
    }
    double from = Math.exp(start);
    return GaussLegendre.integrate(
        v -> {
          double y = from * Math.exp(v);
          return y * f.applyAsDouble(y);
        },
        0,
        curved,
        (int) Math.ceil(curved / PANEL));
  }

  /**
   * Returns the same with its derivatives by alpha, beta and, if asked for, c.
   *
   * @param dimension 2, or 3 with c
   */
  public Derivatives derivatives(int dimension) {
    double[] g = new double[dimension];
    double[][] h = new double[dimension][dimension];
    double before = beta + power(from);
    double after = beta + power(to);
    g[ALPHA] = -integral(y -> Gammas.trigamma(y + alpha)) - flat;
    g[BETA] = -integral(y -> GammaDifferences.trigamma(y, alpha));
    h[ALPHA][ALPHA] = -GammaDifferences.trigamma(before + alpha, after - before);
    h[ALPHA][BETA] = h[ALPHA][ALPHA];
    double bendBefore = GammaDifferences.trigamma(before, alpha);
    double bendAfter = GammaDifferences.trigamma(after, alpha);
    h[BETA][BETA] = bendBefore - bendAfter;
    if (dimension == 3) {
      double slopeBefore = perC(from);
      double slopeAfter = perC(to);
      double byBefore = GammaDifferences.digamma(before, alpha) * slopeBefore;
      double byAfter = GammaDifferences.digamma(after, alpha) * slopeAfter;
      g[C] = byBefore - byAfter;
      h[ALPHA][C] =
          Gammas.trigamma(before + alpha) * slopeBefore
              - Gammas.trigamma(after + alpha) * slopeAfter;
      h[BETA][C] = bendBefore * slopeBefore - bendAfter * slopeAfter;
      h[C][C] =
          bendBefore * slopeBefore * slopeBefore
              - bendAfter * slopeAfter * slopeAfter
              + byBefore * log(from)
              - byAfter * log(to);
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        h[i][j] = h[j][i];
      }
    }
    return new Derivatives(log(), g, h);
  }

  /** d t^c / d c. */
  private double perC(int t) {
    return power(t) * log(t);
  }

  /** ln t, where t^c does not depend on c counted as 0. */
  private static double log(int t) {
    return t == 0 ? 0 : Math.log(t);
  }
}
