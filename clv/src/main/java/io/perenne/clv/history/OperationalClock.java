// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/**
 * A clock that runs fast when customers buy much: a day takes s(d) days of its time, and s has mean
 * 1. A model whose customers buy at constant rates by this clock buys with the seasons by the
 * calendar; all its formulas stay.
 */
public final class OperationalClock {

  /** How long before and after the known days s is worked out; beyond, a day takes one day. */
  private static final int MARGIN = 11 * 366;

  private final int firstDay;
  private final double[] until;

  private OperationalClock(int firstDay, double[] until) {
    this.firstDay = firstDay;
    this.until = until;
  }

  /** Returns the calendar: every day takes one day. */
  public static OperationalClock calendar() {
    return new OperationalClock(0, new double[] {0});
  }

  /**
   * Returns the clock of an index.
   *
   * @param firstDay the day of the first purchase of all
   * @param lastDay the last day known
   */
  public static OperationalClock of(SeasonalIndex index, int firstDay, int lastDay) {
    int from = firstDay - MARGIN;
    double[] s = index.on(from, lastDay + MARGIN - from + 1);
    double[] until = new double[s.length];
    for (int i = 1; i < s.length; i++) {
      until[i] = until[i - 1] + s[i];
    }
    return new OperationalClock(from, until);
  }

  /** Returns whether every day takes one day. */
  public boolean isCalendar() {
    return until.length == 1;
  }

  /** Returns the time from the end of a day to the end of a later one. */
  public double between(int from, int to) {
    return time(to) - time(from);
  }

  private double time(int day) {
    int place = day - firstDay;
    if (place < 0) {
      return place;
    }
    int last = until.length - 1;
    return place <= last ? until[place] : until[last] + (place - last);
  }
}
