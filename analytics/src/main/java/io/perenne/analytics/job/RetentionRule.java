// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which runs a home keeps by itself. Without a number and a size it keeps all.
 *
 * @param last how many of the newest runs stay
 * @param months of how many months, back from that of the newest reference date, the newest run
 *     stays too; {@link #EVERY_MONTH} for all, 0 for none
 * @param bytes how much disk the runs may take together; the oldest go first
 */
public record RetentionRule(OptionalInt last, int months, OptionalLong bytes) {
  /** The newest run of every month stays. */
  public static final int EVERY_MONTH = Integer.MAX_VALUE;

  /** Keeps all runs. */
  public static final RetentionRule ALL =
      new RetentionRule(OptionalInt.empty(), EVERY_MONTH, OptionalLong.empty());

  /** Checks the numbers. */
  public RetentionRule {
    if (last.isPresent() && last.getAsInt() < 1) {
      throw new IllegalArgumentException("last is not >= 1: " + last.getAsInt());
    }
    if (months < 0) {
      throw new IllegalArgumentException("months is not >= 0: " + months);
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
