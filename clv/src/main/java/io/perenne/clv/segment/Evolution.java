// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;
import org.jspecify.annotations.Nullable;

/** How a customer's segment moved since the previous run (the column {@code CLV_EVOLUTION}). */
public enum Evolution implements Labelled {
  /** A better segment: a smaller number. */
  UP("up"),
  /** A worse segment: a larger number. */
  DOWN("down"),
  /** The same segment. */
  EQUAL("equal"),
  /** No row for this customer then. */
  NEW("new");

  private final String code;

  Evolution(String code) {
    this.code = code;
  }

  /** Returns the code written to the file, the same in every language. */
  public String code() {
    return code;
  }

  @Override
  public String label(Language language) {
    return Messages.of(language).text("evolution." + code);
  }

  /**
   * Returns the move from one segment to another.
   *
   * @param before the segment in the previous run; null if the customer had no row there
   */
  public static Evolution of(@Nullable Segment before, Segment now) {
    return between(before == null ? 0 : before.number(), now.number());
  }

  /**
   * Returns the move between two segment numbers, for callers that work by rows.
   *
   * @param before 1 to 11, or 0 if the customer had no row in the previous run
   * @param now 1 to 11
   */
  public static Evolution between(int before, int now) {
    if (before < 0 || before > 11 || now < 1 || now > 11) {
      throw new IllegalArgumentException(
          "segment numbers are not in [0, 11] and [1, 11]: " + before + ", " + now);
    }
    if (before == 0) {
      return NEW;
    }
    if (before == now) {
      return EQUAL;
    }
    return now < before ? UP : DOWN;
  }
}
