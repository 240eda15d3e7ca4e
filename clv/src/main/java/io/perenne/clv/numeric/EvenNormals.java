// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * Points that fill a standard normal distribution evenly: an additive recurrence by the generalised
 * golden ratio, each coordinate turned normal by the inverse distribution function.
 */
public final class EvenNormals {

  private EvenNormals() {}

  /** Returns a point; the first is number 0. */
  public static double[] point(int number, int dimension) {
    double ratio = ratio(dimension);
    double[] point = new double[dimension];
    double step = 1;
    for (int i = 0; i < dimension; i++) {
      step /= ratio;
      double uniform = 0.5 + (number + 1) * step;
      point[i] = quantile(uniform - Math.floor(uniform));
    }
    return point;
  }

  /** The root above 1 of g^(d+1) = g + 1. */
  private static double ratio(int dimension) {
    double g = 2;
    for (int i = 0; i < 60; i++) {
      g = Math.pow(1 + g, 1.0 / (dimension + 1));
    }
    return g;
  }

  /** The normal quantile: bisection of the distribution function, to 1e-9. */
  public static double quantile(double probability) {
    double u = Math.min(1 - 1e-9, Math.max(1e-9, probability));
    double low = -7;
    double high = 7;
    while (high - low > 1e-10) {
      double middle = 0.5 * (low + high);
      if (distribution(middle) < u) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** Phi(z) by its series around 0: z - z^3/3 + ..., all terms positive in this form. */
  private static double distribution(double z) {
    double term = z;
    double sum = z;
    for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
      term *= z * z / n;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  }
}
