// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.clv.segment.Thresholds;
import java.util.ArrayList;
import java.util.List;

/**
 * For how many times their own rhythm customers have been silent.
 *
 * @param bars from left to right, in pixels of a drawing of {@link #WIDTH} by {@link #HEIGHT}
 * @param atRisk where a silence becomes at risk, for who has a rhythm of their own
 * @param dormant where it becomes dormant
 * @param ticks the whole numbers
 * @param customers how many there are in all
 */
public record RhythmHistogram(
    List<Bar> bars, Mark atRisk, Mark dormant, List<Mark> ticks, long customers) {
  /** The width of the drawing. */
  public static final int WIDTH = 482;

  /** The height of the drawing. */
  public static final int HEIGHT = 180;

  private static final double BOTTOM = 156;
  private static final double TOP = 40;
  private static final double LABEL_GAP = 4;
  private static final double LABEL_ROOM = 70;
  private static final int LEAST_STEPS = 16;

  /**
   * The customers of one step.
   *
   * @param from their silence is at least so many times their rhythm
   * @param upTo and less than this; 0 for no end
   */
  public record Bar(
      double x, double y, double width, double height, double from, double upTo, long customers) {}

  /**
   * A place on the scale.
   *
   * @param before whether its label stands before it, for want of room behind
   */
  public record Mark(double times, double x, boolean before) {
    /** Returns where the label is. */
    public double labelX() {
      return before ? x - LABEL_GAP : x + LABEL_GAP;
    }

    /** Returns the class that aligns the label; empty for its beginning. */
    public String anchor() {
      return before ? "e" : "";
    }
  }

  static RhythmHistogram of(List<SegmentFigures.Step> steps, Thresholds thresholds) {
    double perUnit = SegmentFigures.STEPS_PER_RHYTHM;
    double limit = Math.max(thresholds.dormantRatioLater(), thresholds.atRiskRatioLater());
    int last = steps.stream().mapToInt(SegmentFigures.Step::step).max().orElse(0);
    int shown =
        Math.min(
            SegmentFigures.MOST_RHYTHM,
            Math.max(Math.max(LEAST_STEPS, last), (int) Math.ceil(limit * perUnit)));
    double width = (double) WIDTH / (shown + 1);
    long most = steps.stream().mapToLong(SegmentFigures.Step::customers).max().orElse(1);
    List<Bar> bars = new ArrayList<>();
    for (SegmentFigures.Step step : steps) {
      double height = (BOTTOM - TOP) * step.customers() / most;
      boolean open = step.step() == SegmentFigures.MOST_RHYTHM;
      bars.add(
          new Bar(
              step.step() * width,
              BOTTOM - height,
              width - 1,
              height,
              step.step() / perUnit,
              open ? 0 : (step.step() + 1) / perUnit,
              step.customers()));
    }
    List<Mark> ticks = new ArrayList<>();
    int stride = shown > 24 ? 2 : 1;
    for (int times = stride; times * perUnit <= shown; times += stride) {
      ticks.add(new Mark(times, times * perUnit * width, false));
    }
    double atRisk = thresholds.atRiskRatioLater() * perUnit * width;
    double dormant = limit * perUnit * width;
    return new RhythmHistogram(
        bars,
        new Mark(thresholds.atRiskRatioLater(), atRisk, dormant - atRisk < LABEL_ROOM),
        new Mark(
            limit, dormant, dormant > WIDTH - LABEL_ROOM && dormant - atRisk >= 2 * LABEL_ROOM),
        ticks,
        steps.stream().mapToLong(SegmentFigures.Step::customers).sum());
  }

  /** Returns the tallest bar's customers. */
  public long most() {
    return bars.stream().mapToLong(Bar::customers).max().orElse(0);
  }
}
