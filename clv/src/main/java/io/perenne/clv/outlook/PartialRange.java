// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.numeric.Arguments;

/**
 * The range of what was to come up to a day within the horizon, from the ranges of the whole.
 *
 * <p>The logarithm of a range's half width is \(L^2 = S^2 + l^2\): S for what all customers have in
 * common, see {@link CommonShock}, l for their own luck. In the total of a base luck averages out,
 * so S is that of the total, and what a group's range is wider is luck. Up to an earlier day S
 * shrinks with the fourth root of the time, and luck grows as fewer purchases are expected:
 *
 * <p>\[ L_e^2 = S^2 \sqrt{e / H} + l^2 \cdot f_H / f_e \]
 */
public final class PartialRange {
  private final double shock;
  private final double timeShare;

  private PartialRange(double shock, double timeShare) {
    this.shock = shock;
    this.timeShare = timeShare;
  }

  /**
   * Returns the ranges up to a day.
   *
   * @param total the range of the whole base over the whole horizon, above 0
   * @param days how many days have passed, above 0
   * @param horizonDays the whole horizon, at least as many
   */
  public static PartialRange of(CommonShock.Range total, double days, double horizonDays) {
    Arguments.positive("days", days);
    Arguments.positive("horizonDays", horizonDays);
    double half = half(total);
    return new PartialRange(half * half, Math.min(1, days / horizonDays));
  }

  private static double half(CommonShock.Range range) {
    return range.low() > 0 && range.high() > range.low()
        ? Math.log(range.high() / range.low()) / 2
        : 0;
  }

  /**
   * Returns the range of a group.
   *
   * @param whole the range of the group over the whole horizon
   * @param wholeExpected what was expected of the group over the whole horizon
   * @param expected what was expected of it, or of a sample of it, up to the day
   */
  public CommonShock.Range range(CommonShock.Range whole, double wholeExpected, double expected) {
    if (!(expected > 0) || !(wholeExpected > 0)) {
      return new CommonShock.Range(Math.max(0, expected), Math.max(0, expected));
    }
    double half = half(whole);
    double luck = Math.max(0, half * half - shock) * wholeExpected / expected;
    double width = Math.sqrt(shock * Math.sqrt(timeShare) + luck);
    return new CommonShock.Range(expected * Math.exp(-width), expected * Math.exp(width));
  }
}
