// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/** The present value of steady streams. */
final class Discounting {

  private Discounting() {}

  /**
   * Returns the integral of e^(-rate u) over (0, horizon); infinite if both are at their limits.
   */
  static double annuity(double rate, double horizon) {
    Arguments.nonNegative("dailyRate", rate);
    Arguments.horizon(horizon);
    return rate == 0 ? horizon : -Math.expm1(-rate * horizon) / rate;
  }
}
