// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * A number the user gave, or {@code auto}: then the run computes it from the data.
 *
 * @param number the given number, finite; empty means {@code auto}
 */
public record AutoOr(OptionalDouble number) {
  private static final AutoOr AUTO = new AutoOr(OptionalDouble.empty());

  public AutoOr {
    if (number.isPresent() && !Double.isFinite(number.getAsDouble())) {
      throw new IllegalArgumentException("number is not finite: " + number.getAsDouble());
    }
  }

  /** Returns the value that leaves the choice to the run. */
  public static AutoOr auto() {
    return AUTO;
  }

  /** Returns a number that the run takes as it is. */
  public static AutoOr of(double number) {
    return new AutoOr(OptionalDouble.of(number));
  }

  /** Returns whether the run computes the number. */
  public boolean isAuto() {
    return number.isEmpty();
  }

  /** Returns the given number, or the computed one if none was given. */
  public double orElse(double computed) {
    return number.orElse(computed);
  }

  @Override
  public String toString() {
    return isAuto() ? "auto" : plain(number.getAsDouble());
  }

  /** Returns the shortest decimal text of a number, without exponent or trailing zeros. */
  static String plain(double number) {
    return number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
