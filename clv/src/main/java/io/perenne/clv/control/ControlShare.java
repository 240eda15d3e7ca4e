// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import java.math.BigDecimal;

/**
 * The share of customers in the control group, \(p\), kept as an exact decimal fraction.
 *
 * @param billionths \(10^9 p\); 0 (no control group) to 500,000,000 (one half)
 */
public record ControlShare(long billionths) {
  /** The denominator of the fraction. */
  static final long UNIT = 1_000_000_000;

  /** Requires a share between none and one half. */
  public ControlShare {
    if (billionths < 0 || billionths > UNIT / 2) {
      throw new IllegalArgumentException("control share is not in [0, 0.5]: " + billionths + "e-9");
    }
  }

  /**
   * Returns a share written as a number such as 0.10, read as the decimal fraction it prints as.
   *
   * @throws IllegalArgumentException if it is not in [0, 0.5] or has more than nine decimals
   */
  public static ControlShare of(double share) {
    if (!(share >= 0 && share <= 0.5)) {
      throw new IllegalArgumentException("control share is not in [0, 0.5]: " + share);
    }
    try {
      return new ControlShare(BigDecimal.valueOf(share).movePointRight(9).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("control share has more than nine decimals: " + share, e);
    }
  }

  /** Returns true if there is no control group. */
  public boolean isOff() {
    return billionths == 0;
  }

  /** Returns the share as a number. */
  public double toDouble() {
    return billionths / (double) UNIT;
  }
}
