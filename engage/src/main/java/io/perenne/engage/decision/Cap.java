// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/**
 * So many contacts at most within any stretch of so many days.
 *
 * @param most at least 0; 0 forbids
 * @param days the length of the stretch, 1 to 365; days of 24 hours, as the stretch rolls
 */
public record Cap(int most, int days) {
  /** Checks the ranges. */
  public Cap {
    Words.within("most", most, 0, 1000);
    Words.within("days", days, 1, 365);
  }
}
