// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import static java.math.RoundingMode.HALF_UP;

import io.perenne.clv.history.TicketSummary;
import java.math.BigDecimal;

/**
 * The two decimals of the contract file: whole hundredths, rounded half up (away from zero at a
 * tie) from the exact value, so that no {@code -0.00} can appear.
 *
 * <p>Money arrives in units of 1/10,000, as {@link TicketSummary} counts it.
 */
public final class Hundredths {
  private static final long UNITS_PER_HUNDREDTH = TicketSummary.UNITS / 100;

  /** Below this, a sum of two doubles is far from losing the digit that decides a tie. */
  private static final double FAST = 1e11;

  private static final double TIE_MARGIN = 1e-4;

  private Hundredths() {}

  /** Returns money as a number of the currency. */
  public static double toCurrency(long units) {
    return (double) units / TicketSummary.UNITS;
  }

  /** Returns a number in hundredths, rounded by its shortest decimal text: 0.125 is 13. */
  public static long of(double value) {
    return isPlain(value) ? plain(value) : exact(BigDecimal.valueOf(value));
  }

  /**
   * Returns known money plus an expected value, in hundredths.
   *
   * @param units what is known, in units of 1/10,000; below zero counts as nothing
   * @param expected what is expected, in the currency; {@code >= 0}
   */
  public static long ofValue(long units, double expected) {
    long known = Math.max(0, units);
    if (expected == 0) {
      return (known + UNITS_PER_HUNDREDTH / 2) / UNITS_PER_HUNDREDTH;
    }
    double sum = toCurrency(known) + expected;
    return isPlain(sum)
        ? plain(sum)
        : exact(BigDecimal.valueOf(known, 4).add(BigDecimal.valueOf(expected)));
  }

  /** Returns whether a double decides by itself: it is neither huge nor close to a tie. */
  private static boolean isPlain(double value) {
    double scaled = Math.abs(value) * 100;
    return scaled < FAST && Math.abs(scaled - Math.floor(scaled) - 0.5) > TIE_MARGIN;
  }

  private static long plain(double value) {
    return Math.round(value * 100);
  }

  private static long exact(BigDecimal value) {
    return value.movePointRight(2).setScale(0, HALF_UP).longValueExact();
  }
}
