// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

/**
 * How far ahead purchases count and what one then is worth today.
 *
 * @param days length from now, above 0; may be infinite with a rate above 0
 * @param dailyRate delta, the continuous discount rate per day; at least 0
 */
public record Horizon(double days, double dailyRate) {

  private static final double DAYS_PER_YEAR = 365.25;

  /** Checks that a discounted sum over the horizon is finite. */
  public Horizon {
    if (!(days > 0)) {
      throw new IllegalArgumentException("days is not > 0: " + days);
    }
    if (!(dailyRate >= 0 && dailyRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("dailyRate is not finite and >= 0: " + dailyRate);
    }
    if (days == Double.POSITIVE_INFINITY && dailyRate == 0) {
      throw new IllegalArgumentException("an infinite horizon needs dailyRate > 0");
    }
  }

  /**
   * Returns a horizon with an effective annual discount rate d: delta = ln(1 + d) / 365.25.
   *
   * @param annualRate d, as 0.10 for ten percent a year; at least 0
   */
  public static Horizon of(double days, double annualRate) {
    return new Horizon(days, Math.log1p(annualRate) / DAYS_PER_YEAR);
  }

  /** Returns the present value of one purchase per day over the horizon. */
  public double annuity() {
    if (dailyRate == 0) {
      return days;
    }
    return -Math.expm1(-dailyRate * days) / dailyRate;
  }
}
