// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/** The regularised incomplete gamma function, the distribution function of Gamma(shape, 1). */
public final class IncompleteGamma {

  private static final double TINY = 1e-300;
  private static final double EXACT = 4e-16;

  private IncompleteGamma() {}

  /**
   * Returns P(shape, x) for x of at least 0: its power series left of the mean, a continued
   * fraction (modified Lentz) for the rest of it on the right.
   */
  public static double regularized(double shape, double x) {
    if (x <= 0) {
      return 0;
    }
    double factor = Math.exp(shape * Math.log(x) - x - Gammas.logGamma(shape));
    if (factor == 0) {
      return x < shape ? 0 : 1;
    }
    return x < shape + 1
        ? Math.min(1, factor * series(shape, x))
        : Math.max(0, 1 - factor * continuedFraction(shape, x));
  }

  private static double series(double shape, double x) {
    double term = 1 / shape;
    double sum = term;
    for (double n = shape + 1; term > EXACT * sum; n++) {
      term *= x / n;
      sum += term;
    }
    return sum;
  }

  private static double continuedFraction(double shape, double x) {
    double b = x + 1 - shape;
    double c = 1 / TINY;
    double d = 1 / b;
    double f = d;
    double step = 0;
    for (int i = 1; Math.abs(step - 1) > EXACT && i < 100_000; i++) {
      double a = -i * (i - shape);
      b += 2;
      d = 1 / nonZero(a * d + b);
      c = nonZero(b + a / c);
      step = d * c;
      f *= step;
    }
    return f;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
