// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.util.regex.Pattern;

/** Checks what callers give. */
final class Words {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Words() {}

  static void id(String what, String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          what + " is not letters, digits, dots, dashes and underscores, at most 64: " + id);
    }
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Refuses NaN too. */
  static void least(String what, double value, double least) {
    if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " is not finite and >= " + least + ": " + value);
    }
  }

  static void least(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " is not >= " + least + ": " + value);
    }
  }

  static void within(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(what + " is not in [" + low + ", " + high + "]: " + value);
    }
  }
}
