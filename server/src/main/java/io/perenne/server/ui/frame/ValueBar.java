// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

/**
 * A bar of two parts, what was spent and what is expected, that fills a width.
 *
 * @param soFar the length of the first part
 * @param expectedX where the second begins, a gap after the first
 * @param expected the length of the second part
 */
public record ValueBar(double soFar, double expectedX, double expected) {
  private static final double GAP = 2;

  /** Returns the bar of two amounts; both are 0 or above. */
  public static ValueBar of(double soFar, double expected, double width) {
    double sum = soFar + expected;
    if (!(sum > 0)) {
      return new ValueBar(0, 0, 0);
    }
    double gap = soFar > 0 && expected > 0 ? GAP : 0;
    double first = (width - gap) * soFar / sum;
    return new ValueBar(first, first + gap, width - gap - first);
  }
}
