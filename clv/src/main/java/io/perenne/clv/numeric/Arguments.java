// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/** Checks of what callers pass in; written so that NaN fails. */
public final class Arguments {

  private Arguments() {}

  public static double positive(String name, double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      return value;
    }
    throw new IllegalArgumentException(name + " is not finite and > 0: " + value);
  }

  public static double nonNegative(String name, double value) {
    if (value >= 0 && value < Double.POSITIVE_INFINITY) {
      return value;
    }
    throw new IllegalArgumentException(name + " is not finite and >= 0: " + value);
  }

  /** A horizon: any length from 0 to infinity. */
  public static double horizon(double value) {
    if (value >= 0) {
      return value;
    }
    throw new IllegalArgumentException("horizon is not >= 0: " + value);
  }

  public static int count(String name, int value) {
    if (value >= 0) {
      return value;
    }
    throw new IllegalArgumentException(name + " < 0: " + value);
  }
}
