// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.outcome;

import io.perenne.clv.control.Lift;
import java.util.ArrayList;
import java.util.List;

/**
 * Intervals below each other on one scale, with a line where nothing differs.
 *
 * @param width how wide the drawing is
 * @param most the largest difference that the scale shows, as a part of what control brings
 * @param lines the intervals, from the top
 */
public record IntervalPlot(int width, double most, List<Line> lines) {
  /** The height of a line. */
  public static final int STEP = 26;

  /** The room for the scale below. */
  private static final int FOOT = 24;

  /** The room for names. */
  private static final int LEFT = 44;

  private static final int RIGHT = 14;
  private static final double[] SCALES = {0.05, 0.1, 0.2, 0.5, 1, 2};

  /** Copies the list. */
  public IntervalPlot {
    lines = List.copyOf(lines);
  }

  /**
   * What is drawn.
   *
   * @param segment its id; empty for everybody
   * @param point the difference, as a part of what control brings
   * @param low the lower end of its interval
   * @param high the upper end
   */
  public record Value(String segment, double point, double low, double high) {}

  /**
   * A line, in pixels.
   *
   * @param value what it stands for
   * @param y its middle
   * @param x the point
   * @param from the left end
   * @param to the right end
   * @param shown whether the point is within the scale
   * @param beyondLeft whether the interval goes on beyond the left edge
   * @param beyondRight whether it goes on beyond the right edge
   */
  public record Line(
      Value value,
      double y,
      double x,
      double from,
      double to,
      boolean shown,
      boolean beyondLeft,
      boolean beyondRight) {}

  static Value value(String segment, Lift lift) {
    double control = lift.control() > 0 ? lift.control() : 1;
    return new Value(
        segment, lift.difference() / control, lift.low() / control, lift.high() / control);
  }

  /** Draws values; an arrow at the edge says that an interval goes on beyond it. */
  static IntervalPlot of(List<Value> values, int width) {
    double widest =
        values.stream()
            .limit(1)
            .mapToDouble(each -> Math.max(Math.abs(each.low()), Math.abs(each.high())))
            .max()
            .orElse(0);
    double most = SCALES[SCALES.length - 1];
    for (int i = SCALES.length - 1; i >= 0 && SCALES[i] >= widest; i--) {
      most = SCALES[i];
    }
    List<Line> lines = new ArrayList<>();
    for (Value value : values) {
      lines.add(
          new Line(
              value,
              STEP * (lines.size() + 0.5),
              x(value.point(), most, width),
              x(value.low(), most, width),
              x(value.high(), most, width),
              Math.abs(value.point()) <= most,
              value.low() < -most,
              value.high() > most));
    }
    return new IntervalPlot(width, most, lines);
  }

  private static double x(double part, double most, int width) {
    double inside = Math.max(-1, Math.min(1, part / most));
    return LEFT + (width - LEFT - RIGHT) * (inside + 1) / 2;
  }

  /** Returns whether any interval goes on beyond the scale, where an arrow says so. */
  public boolean isAnyBeyond() {
    return lines.stream().anyMatch(each -> each.beyondLeft() || each.beyondRight());
  }

  /** Returns where nothing differs. */
  public double zero() {
    return x(0, most, width);
  }

  /** Returns the left edge. */
  public double left() {
    return x(-1, 1, width);
  }

  /** Returns the right edge. */
  public double right() {
    return x(1, 1, width);
  }

  /** Returns where the lines end. */
  public int floor() {
    return STEP * lines.size();
  }

  /** Returns the height of the drawing. */
  public int height() {
    return floor() + FOOT;
  }
}
