// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.pipeline.RunFigures.ValueCell;
import io.perenne.clv.segment.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many customers are worth how much, on a logarithmic scale of four steps to a power of ten.
 *
 * @param bars from left to right, in pixels of a drawing of {@link #WIDTH} by {@link #HEIGHT}
 * @param marks the thresholds between the bands
 * @param ticks the powers of ten
 * @param most the customers of the tallest bar
 * @param bands the customers of each band, best first
 */
public record ValueHistogram(
    List<Bar> bars, List<Mark> marks, List<Mark> ticks, long most, Map<String, Long> bands) {
  /** The width of the drawing. */
  public static final int WIDTH = 482;

  /** The height of the drawing. */
  public static final int HEIGHT = 180;

  private static final double STEPS = 4;
  private static final double BOTTOM = 156;
  private static final double TOP = 40;

  /** A piece of a bar: the customers of one band in one step. */
  public record Bar(
      String band, double x, double y, double width, double height, double from, long customers) {}

  /** A place on the scale. */
  public record Mark(String name, double value, double x) {}

  static ValueHistogram of(List<ValueCell> cells, Thresholds thresholds) {
    if (cells.isEmpty()) {
      return new ValueHistogram(List.of(), List.of(), List.of(), 0, Map.of());
    }
    int first = cells.stream().mapToInt(ValueCell::step).min().orElseThrow();
    int last = cells.stream().mapToInt(ValueCell::step).max().orElseThrow();
    double step = (double) WIDTH / (last - first + 1);
    Map<Integer, Long> sums = new TreeMap<>();
    Map<String, Long> bands = new TreeMap<>();
    cells.forEach(cell -> sums.merge(cell.step(), cell.customers(), Long::sum));
    cells.forEach(cell -> bands.merge(cell.band(), cell.customers(), Long::sum));
    long most = sums.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    List<Mark> marks = new ArrayList<>();
    mark(marks, "medium", thresholds.medium(), first, step);
    mark(marks, "high", thresholds.high(), first, step);
    mark(marks, "fence", thresholds.fence(), first, step);
    List<Mark> ticks = new ArrayList<>();
    for (int power = (int) Math.ceil(first / STEPS); power * STEPS <= last; power++) {
      mark(ticks, "", Math.pow(10, power), first, step);
    }
    return new ValueHistogram(bars(cells, first, step, most), marks, ticks, most, bands);
  }

  /** In a step that two bands share, the better one stands on the other. */
  private static List<Bar> bars(List<ValueCell> cells, int first, double step, long most) {
    List<Bar> bars = new ArrayList<>();
    Map<Integer, Double> floors = new TreeMap<>();
    cells.stream()
        .sorted((a, b) -> b.band().compareTo(a.band()))
        .forEach(
            cell -> {
              double height = (BOTTOM - TOP) * cell.customers() / most;
              double floor = floors.getOrDefault(cell.step(), BOTTOM);
              floors.put(cell.step(), floor - height);
              bars.add(
                  new Bar(
                      cell.band(),
                      (cell.step() - first) * step,
                      floor - height,
                      step - 1,
                      height,
                      cell.from(),
                      cell.customers()));
            });
    return bars;
  }

  private static void mark(List<Mark> marks, String name, double value, int first, double step) {
    double x = (Math.log10(value) * STEPS - first) * step;
    if (x >= 0 && x <= WIDTH) {
      marks.add(new Mark(name, value, x));
    }
  }
}
