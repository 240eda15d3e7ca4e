// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * The expected purchases within u of a customer who stays, with stages at rate lambda ~
 * Gamma(shape, scale) and a purchase at every k-th of them, some having passed already.
 *
 * <p>The whole part of (N + passed) / k by the discrete Fourier series of the remainder: U = (shape
 * u / scale + passed - (k - 1) / 2 - sum over the k-th roots of unity e but 1 of e^passed / (1 / e
 * - 1) (1 + (1 - e) u / scale)^-shape) / k, exact for every u.
 */
final class ErlangRenewals {

  /** Below this many expected stages the series would cancel; a short sum does not. */
  private static final double FEW = 1;

  /** A term of e to the minus this adds nothing to a sum of about 1. */
  private static final double INVISIBLE = 45;

  private ErlangRenewals() {}

  static double expected(int k, int passed, double shape, double scale, double u) {
    double stages = shape * u / scale;
    if (k == 1) {
      return stages;
    }
    if (stages < FEW) {
      return new ErlangCoinPurchases(k, passed, shape, scale, 0, 1).expected(u);
    }
    double remainder = 0.5 * (k - 1);
    // a root and its conjugate give the same real part
    for (int i = 1; 2 * i <= k; i++) {
      remainder += (2 * i == k ? 1 : 2) * root(2 * Math.PI * i / k, passed, shape, u / scale);
    }
    return (stages + passed - remainder) / k;
  }

  /** The real part of the term of one root of unity. */
  private static double root(double angle, int passed, double shape, double time) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    // (1 + (1 - e) u / scale)^-shape in polar form
    double re = 1 + (1 - cos) * time;
    double im = -sin * time;
    double decay = shape * 0.5 * Math.log(re * re + im * im);
    if (decay > INVISIBLE) {
      return 0;
    }
    double phase = passed * angle - shape * Math.atan2(im, re);
    // 1 / (1/e - 1) = ((cos - 1) + i sin) / (2 - 2 cos)
    return Math.exp(-decay) * ((cos - 1) * Math.cos(phase) - sin * Math.sin(phase)) / (2 - 2 * cos);
  }
}
