// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.CovariateSeries;

/** The stretches of time within which the covariates of a series stay as they are. */
final class SeriesSpans {

  private SeriesSpans() {}

  /** Receives stretches in their order. */
  interface Visitor {
    /** Takes the days of a period after the end of one day up to the end of another. */
    void span(int period, int after, int until);
  }

  /** Tells the stretches from the end of a day to the end of a later one. */
  static void visit(CovariateSeries series, int from, int to, Visitor visitor) {
    int after = from;
    int period = series.periodOf(from + 1);
    while (after < to) {
      int end = period + 1 < series.periods() ? Math.min(to, series.from(period + 1) - 1) : to;
      if (end > after) {
        visitor.span(period, after, end);
      }
      after = end;
      period++;
    }
  }
}
