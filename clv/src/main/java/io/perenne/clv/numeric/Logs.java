// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/** Small functions of log odds that never overflow. */
public final class Logs {

  private Logs() {}

  /**
   * Returns ln(1 + z) for z &ge; 0 at a third of the price of Math.log1p: the rounding of 1 + z is
   * made good by the slope of the logarithm (Kahan).
   */
  public static double log1p(double z) {
    double u = 1 + z;
    double rest = u - 1;
    return rest == 0 ? z : Math.log(u) * (z / rest);
  }

  /** Returns ln(1 + e^u). */
  public static double softplus(double u) {
    return Math.max(0, u) + Math.log1p(Math.exp(-Math.abs(u)));
  }

  /** Returns 1 / (1 + e^-u). */
  public static double logistic(double u) {
    return 1 / (1 + Math.exp(-u));
  }
}
