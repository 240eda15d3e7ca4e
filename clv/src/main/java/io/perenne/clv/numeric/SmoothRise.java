// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * The polynomial of degree 7 on [0, 1] with given values and three derivatives at both ends
 * (Hermite), of a function that rises from one end to the other.
 */
public final class SmoothRise {

  private static final int MOST_STEPS = 60;
  private static final double TOLERANCE = 1e-13;

  private final double[] coefficients;

  private SmoothRise(double[] coefficients) {
    this.coefficients = coefficients;
  }

  /** Returns the polynomial with (value, first, second, third derivative) at 0 and at 1. */
  public static SmoothRise between(double[] from, double[] to) {
    double a0 = from[0];
    double a1 = from[1];
    double a2 = from[2] / 2;
    double a3 = from[3] / 6;
    double r0 = to[0] - (a0 + a1 + a2 + a3);
    double r1 = to[1] - (a1 + 2 * a2 + 3 * a3);
    double r2 = to[2] - (2 * a2 + 6 * a3);
    double r3 = to[3] - 6 * a3;
    return new SmoothRise(
        new double[] {
          a0,
          a1,
          a2,
          a3,
          35 * r0 - 15 * r1 + 2.5 * r2 - r3 / 6,
          -84 * r0 + 39 * r1 - 7 * r2 + r3 / 2,
          70 * r0 - 34 * r1 + 6.5 * r2 - r3 / 2,
          -20 * r0 + 10 * r1 - 2 * r2 + r3 / 6
        });
  }

  /** Returns where a value between those at the ends is reached: Newton within a bracket. */
  public double crossing(double value) {
    double low = 0;
    double high = 1;
    double t = 0.5;
    for (int i = 0; i < MOST_STEPS && high - low > TOLERANCE; i++) {
      double p = 0;
      double slope = 0;
      for (int k = coefficients.length - 1; k >= 0; k--) {
        slope = slope * t + p;
        p = p * t + coefficients[k];
      }
      if (p < value) {
        low = t;
      } else {
        high = t;
      }
      double next = t - (p - value) / slope;
      if (Math.abs(next - t) <= TOLERANCE) {
        return Math.max(0, Math.min(1, next));
      }
      t = next > low && next < high ? next : 0.5 * (low + high);
    }
    return t;
  }
}
