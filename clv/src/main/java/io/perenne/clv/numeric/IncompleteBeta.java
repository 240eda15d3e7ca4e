// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/** The regularised incomplete beta function, the distribution function of Beta(c, d). */
public final class IncompleteBeta {

  private static final double TINY = 1e-300;

  private IncompleteBeta() {}

  /** Returns I_u(c, d) for u in [0, 1], c > 0, d > 0. */
  public static double regularized(double u, double c, double d) {
    return regularized(u, 1 - u, c, d);
  }

  /** Returns I_u(c, d) given both u and 1 - u, so that neither end loses digits. */
  public static double regularized(double u, double oneMinusU, double c, double d) {
    if (u <= 0) {
      return 0;
    }
    if (oneMinusU <= 0) {
      return 1;
    }
    double factor = Math.exp(c * Math.log(u) + d * Math.log(oneMinusU) - Gammas.logBeta(c, d));
    return u < (c + 1) / (c + d + 2)
        ? factor * continuedFraction(u, c, d) / c
        : 1 - factor * continuedFraction(oneMinusU, d, c) / d;
  }

  private static double continuedFraction(double u, double c, double d) {
    double lentzC = 1;
    double lentzD = 1 / nonZero(1 - (c + d) * u / (c + 1));
    double f = lentzD;
    int limit = 200 + (int) (10 * Math.sqrt(Math.max(c, d)));
    for (int m = 1; m < limit; m++) {
      double even = m * (d - m) * u / ((c + 2 * m - 1) * (c + 2 * m));
      lentzD = 1 / nonZero(1 + even * lentzD);
      lentzC = nonZero(1 + even / lentzC);
      f *= lentzD * lentzC;
      double odd = -(c + m) * (c + d + m) * u / ((c + 2 * m) * (c + 2 * m + 1));
      lentzD = 1 / nonZero(1 + odd * lentzD);
      lentzC = nonZero(1 + odd / lentzC);
      double step = lentzD * lentzC;
      f *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return f;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
