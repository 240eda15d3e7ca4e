// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/** A number of local days that ends with the reference date, included. */
public enum RecentWindow {
  /** The last 90 days. */
  DAYS_90(0, 90),
  /** The last 180 days. */
  DAYS_180(1, 180),
  /** The last 360 days. */
  DAYS_360(2, 360);

  static final int COUNT = values().length;
  private static final int[] DAYS = {DAYS_90.days, DAYS_180.days, DAYS_360.days};

  private final int index;
  private final int days;

  RecentWindow(int index, int days) {
    this.index = index;
    this.days = days;
  }

  /** Returns the length in days. */
  public int days() {
    return days;
  }

  /** Returns the position from the shortest, 0, to the longest. */
  public int index() {
    return index;
  }

  static int days(int index) {
    return DAYS[index];
  }
}
