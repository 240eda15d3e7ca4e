// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Two bars side by side for each of some groups: what was expected, and what came.
 *
 * @param width how wide the drawing is
 * @param bars one for each group
 */
public record PairBars(int width, List<Bar> bars) {
  /** The height of the drawing, its labels included. */
  public static final int HEIGHT = 200;

  /** Where the bars stand. */
  public static final double FLOOR = 176;

  private static final double TOP = 14;
  private static final double GAP = 0.3;

  /** Copies the list. */
  public PairBars {
    bars = List.copyOf(bars);
  }

  /**
   * What is drawn of a group.
   *
   * @param name a short label
   * @param expected what was expected of one customer, or of the group
   * @param came what came
   */
  public record Value(String name, double expected, double came) {}

  /**
   * Both bars of a group, in pixels.
   *
   * @param value what they stand for
   * @param x the left edge of the first
   * @param width of each
   * @param expectedHeight of the first
   * @param cameHeight of the second
   */
  public record Bar(Value value, double x, double width, double expectedHeight, double cameHeight) {
    /** Returns the upper edge of the first. */
    public double expectedY() {
      return FLOOR - expectedHeight;
    }

    /** Returns the upper edge of the second. */
    public double cameY() {
      return FLOOR - cameHeight;
    }
  }

  /** Draws values; one below 0, from refunds, has no height. */
  static PairBars of(List<Value> values, int width) {
    double most =
        values.stream().mapToDouble(each -> Math.max(each.expected(), each.came())).max().orElse(0);
    double scale = most > 0 ? (FLOOR - TOP) / most : 0;
    double step = (double) width / Math.max(1, values.size());
    double bar = step * (1 - GAP) / 2;
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      bars.add(
          new Bar(
              value,
              i * step + step * GAP / 2,
              bar,
              Math.max(0, value.expected()) * scale,
              Math.max(0, value.came()) * scale));
    }
    return new PairBars(width, bars);
  }
}
