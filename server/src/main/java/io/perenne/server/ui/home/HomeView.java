// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.home;

import io.perenne.analytics.home.RunDocument;
import io.perenne.server.ui.frame.ValueBar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the first page shows.
 *
 * @param run the newest run
 * @param before the run it was compared with, if that is still there
 * @param recent the newest runs, the newest first
 * @param bars the value of the base in the latest runs, the oldest first
 * @param atRisk the loyal customers at risk with the most value
 */
public record HomeView(
    RunDocument run,
    Optional<RunDocument> before,
    List<RunDocument> recent,
    List<Bar> bars,
    List<Map<String, String>> atRisk) {
  /** The width of the drawing of values. */
  public static final int WIDTH = 482;

  /** The height of the drawing of values. */
  public static final int HEIGHT = 180;

  /** The width of the bar of the value. */
  public static final int BAR_WIDTH = 996;

  private static final int MOST_BARS = 6;
  private static final int MOST_RECENT = 5;
  private static final double BOTTOM = 156;
  private static final double TOP = 24;
  private static final double ROOM = 0.62;

  /** The value of the base in one run, in pixels. */
  public record Bar(
      RunDocument run,
      double x,
      double width,
      double soFarY,
      double soFar,
      double expectedY,
      double expected) {}

  static HomeView of(
      RunDocument run, List<RunDocument> newestFirst, List<Map<String, String>> atRisk) {
    Optional<RunDocument> before =
        newestFirst.stream().filter(each -> each.runId().equals(run.previousRun())).findFirst();
    return new HomeView(
        run,
        before,
        newestFirst.subList(0, Math.min(MOST_RECENT, newestFirst.size())),
        bars(newestFirst.subList(0, Math.min(MOST_BARS, newestFirst.size()))),
        atRisk);
  }

  private static List<Bar> bars(List<RunDocument> newestFirst) {
    List<RunDocument> runs = new ArrayList<>(newestFirst);
    Collections.reverse(runs);
    double most = runs.stream().mapToDouble(each -> each.totals().lifetimeValue()).max().orElse(0);
    double step = (double) WIDTH / Math.max(1, runs.size());
    List<Bar> bars = new ArrayList<>();
    for (RunDocument run : runs) {
      double scale = most > 0 ? (BOTTOM - TOP) / most : 0;
      double soFar = soFar(run) * scale;
      double expected = expected(run) * scale;
      double x = bars.size() * step + step * (1 - ROOM) / 2;
      bars.add(
          new Bar(run, x, step * ROOM, BOTTOM - soFar, soFar, BOTTOM - soFar - expected, expected));
    }
    return bars;
  }

  private static double expected(RunDocument run) {
    RunDocument.Expected expected = run.totals().expected();
    return expected == null ? 0 : Math.max(0, expected.value());
  }

  private static double soFar(RunDocument run) {
    return Math.max(0, run.totals().lifetimeValue() - expected(run));
  }

  /** Returns what all have spent so far. */
  public double soFar() {
    return soFar(run);
  }

  /** Returns what is still expected with its range; empty for runs that do not tell. */
  public Optional<RunDocument.Expected> expected() {
    return Optional.ofNullable(run.totals().expected());
  }

  /** Returns the bar of both. */
  public ValueBar bar() {
    return ValueBar.of(soFar(), expected(run), scale());
  }

  /** The upper end of the range is where the drawing ends. */
  private double scale() {
    double end = soFar() + expected().map(RunDocument.Expected::high).orElse(expected(run));
    double sum = soFar() + expected(run);
    return end > 0 ? BAR_WIDTH * sum / Math.max(end, sum) : BAR_WIDTH;
  }

  /** Returns where an amount lies on the bar. */
  public double x(double amount) {
    double sum = soFar() + expected(run);
    return sum > 0 ? scale() * amount / sum : 0;
  }

  /** Returns by how much the value rose since the run before. */
  public Optional<Double> change() {
    return before.map(each -> run.totals().lifetimeValue() - each.totals().lifetimeValue());
  }

  /** Returns how many moved in one direction since the run before: {@code up}, {@code down}. */
  public long moved(String evolution) {
    return run.totals().evolutions().getOrDefault(evolution, 0L);
  }

  /** Returns how many customers segment 04 has. */
  public long loyalAtRisk() {
    return run.segments().stream()
        .filter(row -> row.id().equals("04"))
        .mapToLong(RunDocument.SegmentRow::customers)
        .sum();
  }
}
