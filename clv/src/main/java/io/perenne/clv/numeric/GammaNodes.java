// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * Quadrature for expectations over a standard gamma variable: the trapezoid rule in its logarithm,
 * for functions that vanish at 0 or are smooth on that scale.
 */
public final class GammaNodes {

  private static final double NEGLIGIBLE = -42;

  private final double[] value;
  private final double[] weight;

  private GammaNodes(double[] value, double[] weight) {
    this.value = value;
    this.weight = weight;
  }

  /** Returns nodes for Gamma(shape, 1). */
  public static GammaNodes of(double shape) {
    double step = Math.min(0.25, 0.3 * Math.sqrt(Gammas.trigamma(shape)));
    double peak = Math.log(shape);
    double top = shape * peak - shape;
    // a shape near 0 has a left tail e^(shape y) that purchases, fewer by e^y, cut off
    double decay = shape + 1;
    int below = 0;
    while (decay * (peak - below * step) - Math.exp(peak - below * step)
        > decay * peak - shape + NEGLIGIBLE) {
      below++;
    }
    int above = 0;
    while (shape * (peak + above * step) - Math.exp(peak + above * step) > top + NEGLIGIBLE) {
      above++;
    }
    double[] value = new double[below + above + 1];
    double[] weight = new double[value.length];
    double logGamma = Gammas.logGamma(shape);
    for (int i = 0; i < value.length; i++) {
      double y = peak + (i - below) * step;
      value[i] = Math.exp(y);
      weight[i] = step * Math.exp(shape * y - value[i] - logGamma);
    }
    return new GammaNodes(value, weight);
  }

  /** Returns E[f]. */
  public double expectation(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < value.length; i++) {
      sum += weight[i] * f.applyAsDouble(value[i]);
    }
    return sum;
  }
}
