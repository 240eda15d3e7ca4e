// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.Jet;

/*
 * With p ~ Beta(a, b) whoever survived j coins stops at the next with probability a / (a + b + j).
 * Covariates multiply the odds a / b by e^v at a common c = a + b, as those that do not change do:
 *
 *   a_v = c a e^v / (a e^v + b),   P(stop | j survived) = a_v / (c + j).
 *
 * v is that of the day of the coin. What was survived counts alike whenever it was.
 */
/** The coin that a customer tosses at a purchase, its dropout moved by covariates. */
final class TiltedCoin {

  private static final int DIMENSION = 3;

  private TiltedCoin() {}

  /** Returns P(stop) of one who survived some coins. */
  static double stop(double a, double b, double v, int survived) {
    double c = a + b;
    return c / (a + b * Math.exp(-v)) * a / (c + survived);
  }

  /** Returns ln P(stop) by (a, b, v). */
  static Jet logStop(double a, double b, double v, int survived) {
    return log(a, b, v, 0, survived);
  }

  /** Returns ln P(go on) by (a, b, v). */
  static Jet logGoOn(double a, double b, double v, int survived) {
    return log(a, b, v, 1, survived);
  }

  /** ln a_v - ln(c + j), or ln(b_v + j) - ln(c + j) with b_v = c - a_v. */
  private static Jet log(double a, double b, double v, int goOn, int survived) {
    Jet perA = Jet.variable(a, 0, DIMENSION);
    Jet perB = Jet.variable(b, 1, DIMENSION);
    Jet c = perA.plus(perB);
    // e^v may be huge: of two forms the one whose exponential is small
    boolean up = v > 0;
    Jet perV = Jet.variable(v, 2, DIMENSION);
    Jet small = (up ? perV.negated() : perV).exp();
    Jet weighedA = up ? perA : perA.times(small);
    Jet weighedB = up ? perB.times(small) : perB;
    Jet share = c.times(weighedA.plus(weighedB).inverse());
    Jet part = goOn == 0 ? share.times(weighedA) : share.times(weighedB).plus(survived);
    return part.log().plus(c.plus(survived).log().negated());
  }
}
