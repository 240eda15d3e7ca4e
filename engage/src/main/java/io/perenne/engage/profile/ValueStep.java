// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

/**
 * By how much a value has to move before others are told: both bounds have to be exceeded.
 *
 * @param share the part of the value that was told last, {@code >= 0}
 * @param least the least amount of money, {@code > 0}
 */
public record ValueStep(double share, double least) {
  /** A tenth, and one unit of money at least. */
  public static final ValueStep USUAL = new ValueStep(0.1, 1);

  /** Checks the bounds. */
  public ValueStep {
    if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("share is not finite and >= 0: " + share);
    }
    if (!(least > 0 && least < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("least is not finite and > 0: " + least);
    }
  }

  /** Returns whether a value is so far from the one that was told that others are to know. */
  boolean isExceeded(double told, double now) {
    double moved = Math.abs(now - told);
    return moved > least && moved > share * Math.abs(told);
  }
}
