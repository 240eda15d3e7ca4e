// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.perenne.analytics.home.RunDocument;
import io.perenne.server.ui.frame.ReaderNumbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Two runs side by side.
 *
 * @param before the run as of the earlier day
 * @param now the other
 * @param runs all runs, to choose from
 * @param numbers what was read and what came out
 * @param thresholds the numbers that decided, by name
 * @param configuration the keys that differ
 * @param warningsBefore what only the earlier run warns of
 * @param warningsNow what only the later one warns of
 */
public record RunComparison(
    RunDocument before,
    RunDocument now,
    List<RunDocument> runs,
    List<Line> numbers,
    List<Line> thresholds,
    List<Difference> configuration,
    List<RunDocument.Text> warningsBefore,
    List<RunDocument.Text> warningsNow) {
  /** Copies the lists. */
  public RunComparison {
    runs = List.copyOf(runs);
    numbers = List.copyOf(numbers);
    thresholds = List.copyOf(thresholds);
    configuration = List.copyOf(configuration);
    warningsBefore = List.copyOf(warningsBefore);
    warningsNow = List.copyOf(warningsNow);
  }

  /** What a number counts. */
  public enum Kind {
    /** Things. */
    COUNT,
    /** Money. */
    MONEY,
    /** Seconds. */
    TIME,
    /** Anything else. */
    NUMBER
  }

  /**
   * A number of both runs; NaN where a run does not have it.
   *
   * @param name of its text, or of the threshold
   */
  public record Line(String name, Kind kind, double before, double now) {
    /** Returns whether both have it and it differs. */
    public boolean differs() {
      return before != now && !Double.isNaN(before) && !Double.isNaN(now);
    }
  }

  /** A key of the configuration that differs; empty where a run does not have it. */
  public record Difference(String key, String before, String now) {}

  static RunComparison of(RunDocument before, RunDocument now, List<RunDocument> runs) {
    return new RunComparison(
        before,
        now,
        runs,
        numbers(before, now),
        thresholds(before, now),
        configuration(before, now),
        only(before, now),
        only(now, before));
  }

  private static List<Line> numbers(RunDocument before, RunDocument now) {
    return List.of(
        new Line("rows", Kind.COUNT, before.rows().rows(), now.rows().rows()),
        new Line("rejected", Kind.COUNT, before.rejected(), now.rejected()),
        new Line("tickets", Kind.COUNT, before.rows().tickets(), now.rows().tickets()),
        new Line("customers", Kind.COUNT, before.totals().customers(), now.totals().customers()),
        new Line("buyers", Kind.COUNT, before.totals().buyers(), now.totals().buyers()),
        new Line("revenue", Kind.MONEY, before.totals().revenue(), now.totals().revenue()),
        new Line(
            "value", Kind.MONEY, before.totals().lifetimeValue(), now.totals().lifetimeValue()),
        new Line("expected", Kind.MONEY, expected(before), expected(now)),
        new Line("warnings", Kind.COUNT, before.warnings().size(), now.warnings().size()),
        new Line("took", Kind.TIME, took(before), took(now)));
  }

  private static double expected(RunDocument run) {
    RunDocument.Expected expected = run.totals().expected();
    return expected == null ? Double.NaN : expected.value();
  }

  private static double took(RunDocument run) {
    return Duration.between(run.startedAt(), run.finishedAt()).toMillis() / 1e3;
  }

  private static List<Line> thresholds(RunDocument before, RunDocument now) {
    Map<String, Double> earlier = values(before);
    Map<String, Double> later = values(now);
    Map<String, Double> all = new LinkedHashMap<>(later);
    earlier.forEach(all::putIfAbsent);
    List<Line> lines = new ArrayList<>();
    for (String name : all.keySet()) {
      lines.add(
          new Line(
              name,
              Kind.NUMBER,
              earlier.getOrDefault(name, Double.NaN),
              later.getOrDefault(name, Double.NaN)));
    }
    return lines;
  }

  private static Map<String, Double> values(RunDocument run) {
    Map<String, Double> values = new LinkedHashMap<>();
    run.origins().forEach(origin -> values.put(origin.name(), origin.value()));
    return values;
  }

  private static List<Difference> configuration(RunDocument before, RunDocument now) {
    TreeSet<String> keys = new TreeSet<>(before.configuration().keySet());
    keys.addAll(now.configuration().keySet());
    List<Difference> differences = new ArrayList<>();
    for (String key : keys) {
      String earlier = before.configuration().getOrDefault(key, "");
      String later = now.configuration().getOrDefault(key, "");
      if (!earlier.equals(later)) {
        differences.add(new Difference(key, earlier, later));
      }
    }
    return differences;
  }

  /** Warnings of one kind may differ in their numbers: they are the same then. */
  private static List<RunDocument.Text> only(RunDocument run, RunDocument other) {
    return run.warnings().stream()
        .filter(warning -> other.warnings().stream().noneMatch(each -> alike(warning, each)))
        .toList();
  }

  private static boolean alike(RunDocument.Text one, RunDocument.Text other) {
    return (one.key() != null && !"sentences".equals(one.key()))
        ? Objects.equals(one.key(), other.key())
        : one.en().equals(other.en());
  }

  /** Returns a number as a reader sees it; a dash where a run does not have it. */
  public static String shown(ReaderNumbers numbers, Kind kind, double value) {
    if (Double.isNaN(value)) {
      return ReaderNumbers.ABSENT;
    }
    return switch (kind) {
      case COUNT -> numbers.count(Math.round(value));
      case MONEY -> numbers.money(value);
      case TIME -> numbers.duration(Duration.ofMillis(Math.round(1e3 * value)));
      case NUMBER -> numbers.ratio(value);
    };
  }

  /** Returns whether both were valued by the same models. */
  public boolean isSameModel() {
    return before.model().valuation().equals(now.model().valuation());
  }
}
