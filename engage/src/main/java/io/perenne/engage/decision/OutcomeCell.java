// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;

/**
 * What came of an action in a segment: of those for whom it was chosen, those who were shown it and
 * those held back by chance, each with how many bought within the window.
 *
 * @param action the id of the action
 * @param segment the segment when it was chosen
 * @param shown how many were shown it
 * @param shownBought how many of them bought
 * @param held how many were held back
 * @param heldBought how many of them bought
 */
public record OutcomeCell(
    String action, Segment segment, long shown, long shownBought, long held, long heldBought) {
  /** Checks that no more bought than there were. */
  public OutcomeCell {
    Words.id("action", action);
    if (shownBought < 0 || shownBought > shown || heldBought < 0 || heldBought > held) {
      throw new IllegalArgumentException(
          "more bought than there were, or fewer than none: "
              + shownBought
              + " of "
              + shown
              + " shown, "
              + heldBought
              + " of "
              + held
              + " held back");
    }
  }

  /** Returns this cell with one more person in it. */
  public OutcomeCell with(boolean heldBack, boolean bought) {
    int one = bought ? 1 : 0;
    return heldBack
        ? new OutcomeCell(action, segment, shown, shownBought, held + 1, heldBought + one)
        : new OutcomeCell(action, segment, shown + 1, shownBought + one, held, heldBought);
  }
}
