// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.random.RandomGenerator;

/**
 * Random draws from the distributions of the models, from nothing but uniform numbers, so that a
 * seed gives the same draws on every Java version.
 */
public final class Draws {

  private final RandomGenerator random;
  private double spareNormal = Double.NaN;

  public Draws(RandomGenerator random) {
    this.random = random;
  }

  public double uniform() {
    return random.nextDouble();
  }

  public double exponential() {
    return -Math.log1p(-random.nextDouble());
  }

  /** Marsaglia's polar method: two at a time. */
  public double normal() {
    if (!Double.isNaN(spareNormal)) {
      double spare = spareNormal;
      spareNormal = Double.NaN;
      return spare;
    }
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        double scale = Math.sqrt(-2 * Math.log(s) / s);
        spareNormal = v * scale;
        return u * scale;
      }
    }
  }

  /** Gamma with the given shape and rate 1: Marsaglia and Tsang (2000). */
  public double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0) {
        double u = random.nextDouble();
        double x2 = x * x;
        if (u < 1 - 0.0331 * x2 * x2 || Math.log(u) < 0.5 * x2 + d * (1 - v + Math.log(v))) {
          return d * v;
        }
      }
    }
  }

  public double beta(double a, double b) {
    double x = gamma(a);
    double y = gamma(b);
    // both may underflow for tiny shapes: then p is 0 or 1, by the odds of the shapes
    return x + y > 0 ? x / (x + y) : uniform() * (a + b) < a ? 1 : 0;
  }
}
