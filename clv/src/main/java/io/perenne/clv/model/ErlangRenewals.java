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
    for (int i = 1; i < k; i++) {
      double angle = 2 * Math.PI * i / k;
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      // (1 + (1 - e) u / scale)^-shape in polar form
      double re = 1 + (1 - cos) * u / scale;
      double im = -sin * u / scale;
      double modulus = Math.exp(-shape * 0.5 * Math.log(re * re + im * im));
      double phase = passed * angle - shape * Math.atan2(im, re);
      // 1 / (1/e - 1) = ((cos - 1) + i sin) / (2 - 2 cos)
      double half = 2 - 2 * cos;
      remainder += modulus * ((cos - 1) * Math.cos(phase) - sin * Math.sin(phase)) / half;
    }
    return (stages + passed - remainder) / k;
  }
}
