// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.pipeline.CustomerGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two bars of equal length, the parts of the customers above and of the value below, with a ribbon
 * from each part to its own.
 *
 * @param width how wide the drawing is
 * @param parts one for each row that has customers
 */
public record ShareBands(int width, List<Part> parts) {
  private static final double GAP = 1;
  private static final double BAR = 30;
  private static final double UPPER = 20;
  private static final double LOWER = 114;

  /**
   * A part of both bars, in pixels.
   *
   * @param x where it begins in the upper bar
   * @param valueX where it begins in the lower bar
   */
  public record Part(
      SegmentsView.Row row,
      double x,
      double length,
      double share,
      double valueX,
      double valueLength,
      double valueShare) {
    /** Returns the outline of the ribbon as path data. */
    public String ribbon() {
      double top = UPPER + BAR;
      double middle = (top + LOWER) / 2;
      return String.format(
          Locale.ROOT,
          "M%1$.1f %5$.1fC%1$.1f %6$.1f %3$.1f %6$.1f %3$.1f %7$.1fH%4$.1fC%4$.1f %6$.1f %2$.1f %6$.1f %2$.1f %5$.1fZ",
          x,
          x + length,
          valueX,
          valueX + valueLength,
          top,
          middle,
          LOWER);
    }
  }

  static ShareBands of(List<SegmentsView.Row> rows, CustomerGroup all, int width) {
    List<SegmentsView.Row> present =
        rows.stream().filter(row -> row.group().customers() > 0).toList();
    double value = present.stream().mapToDouble(row -> positive(row.group())).sum();
    double room = width - GAP * Math.max(0, present.size() - 1);
    List<Part> parts = new ArrayList<>();
    double x = 0;
    double valueX = 0;
    for (SegmentsView.Row row : present) {
      double share = (double) row.group().customers() / all.customers();
      double valueShare = value > 0 ? positive(row.group()) / value : 0;
      parts.add(new Part(row, x, share * room, share, valueX, valueShare * room, valueShare));
      x += share * room + GAP;
      valueX += valueShare * room + GAP;
    }
    return new ShareBands(width, parts);
  }

  /** A lifetime value is never negative; a sum of them is not either, up to rounding. */
  private static double positive(CustomerGroup group) {
    return Math.max(0, group.value());
  }
}
