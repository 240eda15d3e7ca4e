// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.MixtureDerivatives;

/**
 * How long customers stay: Gompertz lifetimes with gamma-distributed levels. S(y) = (1 + g(y) /
 * beta)^-s with g(y) = (e^(b y) - 1) / b, so before customers differ the hazard grows by a factor
 * of e^b a day; at b = 0, where g(y) = y, the Pareto law of Pareto/NBD.
 */
final class GompertzLaw {

  /** Beyond this many e-folds of the hazard e^(b y) - 1 is e^(b y), and logarithms are used. */
  private static final double GROWN = 30;

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

  /** Returns g(y), the operational age, for b y up to GROWN. */
  private double operational(double y) {
    double z = b * y;
    return z < 1e-15 ? y : Math.expm1(z) / z * y;
  }

  /** Returns ln(beta + g(y)). */
  private double logScale(double y) {
    double z = b * y;
    if (z < GROWN) {
      return Math.log(beta + operational(y));
    }
    double logGrown = z - Math.log(b);
    return logGrown + Math.log1p(beta * Math.exp(-logGrown));
  }

  /** Returns e^(b y) / (beta + g(y)). */
  private double pace(double y) {
    return Math.exp(b * y - logScale(y));
  }

  /** Returns dg/db / (beta + g), where dg/db = y^2 (z e^z - e^z + 1) / z^2, z = b y. */
  private double growthPerB(double y) {
    double z = b * y;
    if (z > GROWN) {
      return (y - 1 / b) * pace(y) / b;
    }
    double ratio = z < 1 ? series(z, 2) : (z * Math.exp(z) - Math.expm1(z)) / (z * z);
    return y * y * ratio / (beta + operational(y));
  }

  /** Returns d2g/db2 / (beta + g), d2g/db2 = y^3 (z^2 e^z - 2 z e^z + 2 e^z - 2) / z^3. */
  private double growthPerB2(double y) {
    double z = b * y;
    if (z > GROWN) {
      return (y * y - 2 * y / b + 2 / (b * b)) * pace(y) / b;
    }
    double ratio =
        z < 1 ? series(z, 3) : ((z * z - 2 * z) * Math.exp(z) + 2 * Math.expm1(z)) / (z * z * z);
    return y * y * y * ratio / (beta + operational(y));
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
    return b * y < GROWN
        ? -s * Math.log1p(operational(y) / beta)
        : -s * (logScale(y) - Math.log(beta));
  }

  /** Returns ln S(y + u) - ln S(y), without cancellation. */
  double logSurvival(double y, double u) {
    return b * u < GROWN
        ? -s * Math.log1p(pace(y) * operational(u))
        : -s * (logScale(y + u) - logScale(y));
  }

  /** Returns f(y) / S(y), the rate of dropout per day of those still there. */
  double hazard(double y) {
    return s * pace(y);
  }

  /** Returns d ln f(y) / dy. */
  double logDensitySlope(double y) {
    return b - (s + 1) * pace(y);
  }

  /**
   * Tells the derivatives of ln S(y), or of ln f(y), by s, beta and (fifth) b to a mixture term.
   */
  void derivatives(double y, boolean density, MixtureDerivatives term, boolean withB) {
    double inverse = Math.exp(-logScale(y));
    double power = density ? s + 1 : s;
    term.gradient(2, logSurvival(y) / s + (density ? 1 / s : 0));
    term.gradient(3, s / beta - power * inverse);
    term.hessian(2, 2, density ? -1 / (s * s) : 0);
    term.hessian(2, 3, 1 / beta - inverse);
    term.hessian(3, 3, power * inverse * inverse - s / (beta * beta));
    if (withB) {
      double grown = growthPerB(y);
      term.gradient(4, (density ? y : 0) - power * grown);
      term.hessian(2, 4, -grown);
      term.hessian(3, 4, power * inverse * grown);
      term.hessian(4, 4, power * (grown * grown - growthPerB2(y)));
    }
  }

  /** Returns the shape of the levels of the hazard, before anything is known. */
  double shape() {
    return s;
  }

  /** Returns the rate parameter of the levels of those who have come to an age, or stopped then. */
  double rate(double y) {
    return Math.exp(Math.min(700, logScale(y)));
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
