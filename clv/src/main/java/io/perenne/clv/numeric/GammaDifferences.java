// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * How much the derivatives of ln Gamma change from y to y + a, for y and a above 0, without the
 * cancellation of a difference: both arguments are shifted together to y of 10 or more, and the
 * Stirling series is subtracted term by term.
 */
public final class GammaDifferences {

  private static final double SHIFTED = 10;

  /** The Bernoulli numbers B2 to B14. */
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6
  };

  private GammaDifferences() {}

  /** Returns psi(y + a) - psi(y), above 0. */
  public static double digamma(double y, double a) {
    double sum = 0;
    double low = y;
    while (low < SHIFTED) {
      sum += a / low / (low + a);
      low++;
    }
    double high = low + a;
    double gap = a / low / high;
    double lowSquare = 1 / (low * low);
    double highSquare = 1 / (high * high);
    double power = 1;
    double difference = 0;
    sum += Math.log1p(a / low) + 0.5 * gap;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      // 1 / low^2k - 1 / high^2k
      difference = lowSquare * difference + power * gap * (1 / low + 1 / high);
      power *= highSquare;
      sum += BERNOULLI[k - 1] / (2 * k) * difference;
    }
    return sum;
  }

  /** Returns psi'(y + a) - psi'(y), below 0. */
  public static double trigamma(double y, double a) {
    double sum = 0;
    double low = y;
    while (low < SHIFTED) {
      sum += a / low / (low + a) * (1 / low + 1 / (low + a));
      low++;
    }
    double high = low + a;
    double gap = a / low / high;
    double lowSquare = 1 / (low * low);
    double highSquare = 1 / (high * high);
    double power = 1;
    double difference = 0;
    sum += gap + 0.5 * gap * (1 / low + 1 / high);
    for (int k = 1; k <= BERNOULLI.length; k++) {
      difference = lowSquare * difference + power * gap * (1 / low + 1 / high);
      power *= highSquare;
      // 1 / low^(2k + 1) - 1 / high^(2k + 1)
      sum += BERNOULLI[k - 1] * (difference / low + power * gap);
    }
    return -sum;
  }
}
