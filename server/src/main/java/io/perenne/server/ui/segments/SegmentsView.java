// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.CustomerGroup;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the page of segments shows: everybody, in eleven segments or in five bands.
 *
 * @param run the run
 * @param before the run it was compared with, if that is still there
 * @param runs all runs, the newest first, to choose from
 * @param bands whether the rows are bands
 * @param rows best first, empty ones too; they sum to everybody
 * @param all everybody
 * @param top how many of the best rows it takes to hold two fifths of the value
 * @param values how value is distributed
 * @param activity when and how often they buy
 */
public record SegmentsView(
    RunDocument run,
    Optional<RunDocument> before,
    List<RunDocument> runs,
    boolean bands,
    List<Row> rows,
    CustomerGroup all,
    int top,
    ValueHistogram values,
    ActivityTable activity) {

  /** A sparkline has at most so many points. */
  private static final int MOST_POINTS = 12;

  private static final double MOST_OF_VALUE = 0.4;

  /**
   * A segment or a band.
   *
   * @param style the class of its colours, such as {@code s01} or {@code b1}
   * @param change customers more than in the run before; empty if there is none
   * @param history how many customers it had in each run, the oldest first
   */
  public record Row(
      String id,
      String style,
      String name,
      CustomerGroup group,
      OptionalLong change,
      List<Long> history) {}

  /** Returns what a run says of its segments or bands. */
  public static SegmentsView of(
      RunDocument run,
      Optional<RunDocument> before,
      List<RunDocument> runs,
      RunFigures figures,
      boolean bands,
      Language language) {
    List<RunDocument> past = upTo(run, runs);
    List<Row> rows = bands ? bands(figures, language) : segments(before, past, figures, language);
    CustomerGroup all = figures.everybody();
    return new SegmentsView(
        run,
        before,
        runs,
        bands,
        rows,
        all,
        top(rows, all.value()),
        ValueHistogram.of(figures.values(), run.thresholds()),
        ActivityTable.of(figures.activity()));
  }

  /** The runs up to one, the oldest first. */
  static List<RunDocument> upTo(RunDocument run, List<RunDocument> newestFirst) {
    List<RunDocument> past = new ArrayList<>();
    for (RunDocument each : newestFirst) {
      if (!each.startedAt().isAfter(run.startedAt()) && past.size() < MOST_POINTS) {
        past.add(each);
      }
    }
    Collections.reverse(past);
    return past;
  }

  private static List<Row> segments(
      Optional<RunDocument> before, List<RunDocument> past, RunFigures figures, Language language) {
    Map<String, CustomerGroup> groups = figures.bySegment();
    return Arrays.stream(Segment.values())
        .map(
            segment -> {
              CustomerGroup group = groups.getOrDefault(segment.id(), CustomerGroup.NOBODY);
              OptionalLong change =
                  before
                      .map(each -> OptionalLong.of(group.customers() - customers(each, segment)))
                      .orElse(OptionalLong.empty());
              return new Row(
                  segment.id(),
                  "s" + segment.id(),
                  segment.label(language),
                  group,
                  change,
                  past.stream().map(each -> customers(each, segment)).toList());
            })
        .toList();
  }

  static long customers(RunDocument run, Segment segment) {
    return run.segments().stream()
        .filter(row -> row.id().equals(segment.id()))
        .mapToLong(RunDocument.SegmentRow::customers)
        .sum();
  }

  /** Earlier runs do not say how many each band had, so bands show no history. */
  private static List<Row> bands(RunFigures figures, Language language) {
    Map<String, CustomerGroup> groups = figures.byBand();
    return Arrays.stream(ValueBand.values())
        .map(
            band ->
                new Row(
                    band.id(),
                    "b" + band.id(),
                    band.label(language),
                    groups.getOrDefault(band.id(), CustomerGroup.NOBODY),
                    OptionalLong.empty(),
                    List.of()))
        .toList();
  }

  private static int top(List<Row> rows, double value) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      sum += rows.get(i).group().value();
      if (sum >= MOST_OF_VALUE * value) {
        return i + 1;
      }
    }
    return rows.size();
  }

  /** Returns the best rows, which together hold two fifths of the value. */
  public List<Row> best() {
    return rows.subList(0, top);
  }

  /** Returns the customers of the best rows. */
  public CustomerGroup bestGroup() {
    return CustomerGroup.sum(best().stream().map(Row::group).toList());
  }

  /** Returns a part of everybody's value; 0 if there is none. */
  public double valueShare(CustomerGroup group) {
    return all.value() > 0 ? group.value() / all.value() : 0;
  }

  /** Returns a part of all customers; 0 if there is nobody. */
  public double customerShare(CustomerGroup group) {
    return all.customers() > 0 ? (double) group.customers() / all.customers() : 0;
  }

  /** Returns the part of the largest row's value, for the length of a bar. */
  public double barLength(Row row) {
    double largest = rows.stream().mapToDouble(each -> each.group().value()).max().orElse(0);
    return largest > 0 ? Math.max(0, row.group().value()) / largest : 0;
  }

  /** Returns the drawing that holds the share of customers against the share of value. */
  public ShareBands shares(int width) {
    return ShareBands.of(rows, all, width);
  }

  /** Returns the customers expected to return the least soon: those of segments 04 and 06. */
  public CustomerGroup atRisk() {
    return CustomerGroup.sum(
        rows.stream()
            .filter(row -> row.style().equals("s04") || row.style().equals("s06"))
            .map(Row::group)
            .toList());
  }

  /** Returns the margin expected of the customers at risk; empty for runs that do not tell. */
  public Optional<Double> marginAtRisk() {
    RunDocument.Margin margin = run.margin();
    if (margin == null) {
      return Optional.empty();
    }
    double expected = 0;
    for (RunDocument.SegmentRow row : run.segments()) {
      if (row.id().equals("04") || row.id().equals("06")) {
        RunDocument.Expected known = row.expected();
        if (known == null) {
          return Optional.empty();
        }
        expected += known.value();
      }
    }
    boolean isMargin = "margin".equals(run.configuration().get("ltv-basis"));
    return Optional.of(isMargin ? expected : expected * margin.rate());
  }
}
