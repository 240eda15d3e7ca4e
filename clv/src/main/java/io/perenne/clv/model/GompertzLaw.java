// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * How long customers stay: Gompertz lifetimes with gamma-distributed levels. S(y) = (1 + g(y) /
 * beta)^-s with g(y) = (e^(b y) - 1) / b, so before customers differ the hazard grows by a factor
 * of e^b a day; at b = 0, where g(y) = y, the Pareto law of Pareto/NBD.
 */
final class GompertzLaw {

  /** e^CAP is large enough for nobody to be left, and its square is finite. */
  private static final double CAP = 300;

  private final double s;
  private final double beta;
  private final double b;

  GompertzLaw(double s, double beta, double b) {
    this.s = s;
    this.beta = beta;
    this.b = b;
  }

  static GompertzLaw pareto(double s, double beta) {
    return new GompertzLaw(s, beta, 0);
  }

  private double exponent(double y) {
    return Math.min(CAP, b * y);
  }

  /** Returns g(y), the operational age. */
  double operational(double y) {
    double z = exponent(y);
    return z < 1e-15 ? y : Math.expm1(z) / z * y;
  }

  /** Returns dg/db = y^2 (z e^z - e^z + 1) / z^2, z = b y. */
  double operationalPerB(double y) {
    double z = exponent(y);
    return y * y * (z < 1 ? series(z, 2) : (z * Math.exp(z) - Math.expm1(z)) / (z * z));
  }

  /** Returns d2g/db2 = y^3 (z^2 e^z - 2 z e^z + 2 e^z - 2) / z^3. */
  double operationalPerB2(double y) {
    double z = exponent(y);
    double ratio =
        z < 1 ? series(z, 3) : ((z * z - 2 * z) * Math.exp(z) + 2 * Math.expm1(z)) / (z * z * z);
    return y * y * y * ratio;
  }

  /** The sum of z^n / (n! (n + shift)), the integral of t^(shift - 1) e^(z t) over (0, 1). */
  private static double series(double z, int shift) {
    double power = 1;
    double sum = 0;
    for (int n = 0; n < 24; n++) {
      sum += power / (n + shift);
      power *= z / (n + 1);
    }
    return sum;
  }

  /** Returns ln S(y). */
  double logSurvival(double y) {
    return -s * Math.log1p(operational(y) / beta);
  }

  /** Returns ln S(y + u) - ln S(y), without cancellation. */
  double logSurvival(double y, double u) {
    double grown = Math.exp(exponent(y)) * operational(u);
    return -s * Math.log1p(grown / (beta + operational(y)));
  }

  /** Returns f(y) / S(y), the rate of dropout per day of those still there. */
  double hazard(double y) {
    return s * Math.exp(exponent(y)) / (beta + operational(y));
  }

  /** Returns d ln f(y) / dy. */
  double logDensitySlope(double y) {
    return b - (s + 1) * Math.exp(exponent(y)) / (beta + operational(y));
  }

  /**
   * Tells the derivatives of ln S(y), or of ln f(y), by s, beta and (fifth) b to a mixture term.
   */
  void derivatives(double y, boolean density, Louis term, boolean withB) {
    double inverse = 1 / (beta + operational(y));
    double power = density ? s + 1 : s;
    term.gradient(2, Math.log(beta * inverse) + (density ? 1 / s : 0));
    term.gradient(3, s / beta - power * inverse);
    term.hessian(2, 2, density ? -1 / (s * s) : 0);
    term.hessian(2, 3, 1 / beta - inverse);
    term.hessian(3, 3, power * inverse * inverse - s / (beta * beta));
    if (withB) {
      double grown = inverse * operationalPerB(y);
      term.gradient(4, (density ? y : 0) - power * grown);
      term.hessian(2, 4, -grown);
      term.hessian(3, 4, power * inverse * grown);
      term.hessian(4, 4, power * (grown * grown - inverse * operationalPerB2(y)));
    }
  }

  /** Returns b, by how much the hazard grows by itself per day. */
  double aging() {
    return b;
  }

  /** Returns whether the mean lifetime is finite. */
  boolean hasMean() {
    return b > 0 || s > 1;
  }

  /** Draws a lifetime. */
  double draw(Draws draws) {
    double operational = beta * draws.exponential() / draws.gamma(s);
    return b == 0 ? operational : Math.log1p(b * operational) / b;
  }
}
