// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.function.DoubleUnaryOperator;

/** The present value of streams of purchases. */
public final class Discounting {

  /** Beyond e^-DECAYED nothing is left of a discounted purchase. */
  private static final double DECAYED = 45;

  private Discounting() {}

  /**
   * Returns the integral of e^(-rate u) over (0, horizon); infinite if both are at their limits.
   */
  public static double annuity(double rate, double horizon) {
    Arguments.nonNegative("dailyRate", rate);
    Arguments.horizon(horizon);
    return rate == 0 ? horizon : -Math.expm1(-rate * horizon) / rate;
  }

  /**
   * Returns the integral of e^(-rate u) M(u) over (0, horizon) for a rate of purchases M that falls
   * smoothly, in w = ln(1 + u / tau): there M changes little within a unit of w.
   *
   * @param tau the time in which M falls noticeably at first
   */
  public static double presentValue(
      double rate, double horizon, double tau, DoubleUnaryOperator purchaseRate) {
    return presentValue(rate, horizon, tau, 1, purchaseRate);
  }

  /** The same for a rate of purchases that has changes as short as a part of a unit of w. */
  public static double presentValue(
      double rate, double horizon, double tau, double detail, DoubleUnaryOperator purchaseRate) {
    double length = rate == 0 ? horizon : Math.min(horizon, DECAYED / rate);
    double end = Math.log1p(length / tau);
    int panels = (int) Math.ceil(Math.max(end * detail, rate * (tau + length) * end / 4));
    return GaussLegendre.integrate(
        w -> {
          double u = tau * Math.expm1(w);
          return Math.exp(-rate * u) * purchaseRate.applyAsDouble(u) * (tau + u);
        },
        0,
        end,
        panels);
  }
}
