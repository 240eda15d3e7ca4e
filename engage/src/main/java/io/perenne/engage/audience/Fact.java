// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One thing that is known, in every kind that it can be taken for.
 *
 * @param text in small letters; empty if it is no text
 * @param number finite; empty if it is no number
 * @param day an epoch day; empty if it is no date
 */
public record Fact(String text, OptionalDouble number, OptionalLong day) {
  /** The text of what is true. */
  public static final String TRUE = "true";

  /** The text of what is false. */
  public static final String FALSE = "false";

  static Fact of(String text) {
    return new Fact(text, OptionalDouble.empty(), OptionalLong.empty());
  }

  static Fact of(boolean flag) {
    return of(flag ? TRUE : FALSE);
  }

  static Fact of(double number) {
    return new Fact("", OptionalDouble.of(number == 0 ? 0 : number), OptionalLong.empty());
  }

  static Fact ofDay(long day) {
    return new Fact("", OptionalDouble.empty(), OptionalLong.of(day));
  }
}
