// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which runs a home keeps by itself. Without a number and a size it keeps all.
 *
 * @param last how many of the newest runs stay
 * @param monthly whether the newest run of each month of the reference date stays too
 * @param bytes how much disk the runs may take together; the oldest go first
 */
public record RetentionRule(OptionalInt last, boolean monthly, OptionalLong bytes) {
  /** Keeps all runs. */
  public static final RetentionRule ALL =
      new RetentionRule(OptionalInt.empty(), true, OptionalLong.empty());

  /** Checks the numbers. */
  public RetentionRule {
    if (last.isPresent() && last.getAsInt() < 1) {
      throw new IllegalArgumentException("last is not >= 1: " + last.getAsInt());
    }
    if (bytes.isPresent() && bytes.getAsLong() < 1) {
      throw new IllegalArgumentException("bytes is not >= 1: " + bytes.getAsLong());
    }
  }

  /** Returns whether a run may ever go. */
  public boolean lets() {
    return last.isPresent() || bytes.isPresent();
  }
}
