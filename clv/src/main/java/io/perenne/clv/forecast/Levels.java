// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

/** Checks of probability levels; written so that NaN fails. */
final class Levels {
  private Levels() {}

  static void check(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level not in (0, 1): " + level);
    }
  }
}
