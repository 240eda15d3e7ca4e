// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.CustomerGroup;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.clv.segment.Journey;
import io.perenne.clv.segment.RuleInWords;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Message;
import io.perenne.server.ui.frame.ReaderNumbers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of a segment shows.
 *
 * @param before the run it was compared with, if that is still there
 * @param past the runs up to this one, the oldest first
 * @param group its customers summed up
 * @param all everybody
 * @param expected what is still to come of them; empty for runs that do not tell
 * @param flows who came and who left since the run before; empty if there is none
 * @param values how value is distributed
 * @param rhythm how silence is, in units of their own rhythm
 * @param best those worth most, values by column
 */
public record SegmentView(
    Segment segment,
    RunDocument run,
    Optional<RunDocument> before,
    List<RunDocument> past,
    CustomerGroup group,
    CustomerGroup all,
    Optional<RunDocument.Expected> expected,
    Optional<SegmentFlows> flows,
    SegmentFigures figures,
    ValueHistogram values,
    RhythmHistogram rhythm,
    List<Map<String, String>> best) {

  /** Returns what a run says of a segment. */
  static SegmentView of(
      Segment segment,
      RunDocument run,
      Optional<RunDocument> before,
      List<RunDocument> runs,
      RunFigures everybody,
      SegmentFigures figures,
      List<Map<String, String>> best) {
    return new SegmentView(
        segment,
        run,
        before,
        SegmentsView.upTo(run, runs),
        everybody.bySegment().getOrDefault(segment.id(), CustomerGroup.NOBODY),
        everybody.everybody(),
        run.segments().stream()
            .filter(row -> row.id().equals(segment.id()))
            .findFirst()
            .flatMap(row -> Optional.ofNullable(row.expected())),
        SegmentFlows.of(segment, run),
        figures,
        ValueHistogram.of(figures.values(), run.thresholds()),
        RhythmHistogram.of(figures.rhythm(), run.thresholds()),
        best);
  }

  /** Returns the ways into the segment, each some conditions that all hold. */
  public List<List<Message>> rule(ReaderNumbers numbers) {
    return RuleInWords.of(segment, run.thresholds(), numbers::cents);
  }

  /** Returns the recommendations. */
  public List<Journey> journeys() {
    return Journey.of(segment);
  }

  /** Returns the part of all customers. */
  public double customerShare() {
    return all.customers() > 0 ? (double) group.customers() / all.customers() : 0;
  }

  /** Returns the part of everybody's value. */
  public double valueShare() {
    return all.value() > 0 ? group.value() / all.value() : 0;
  }

  /** Returns the customers who may be written to at all: those outside the control group. */
  public long target() {
    return group.customers() - group.control();
  }

  /** Returns how many customers the segment had in a run. */
  public long customersOf(RunDocument each) {
    return SegmentsView.customers(each, segment);
  }

  /** Returns the length of a bar of the history, from 0 to 1. */
  public double historyBar(RunDocument each) {
    long most = past.stream().mapToLong(this::customersOf).max().orElse(0);
    return most == 0 ? 0 : (double) customersOf(each) / most;
  }

  /** Returns the length of a bar of purchases, from 0 to 1. */
  public double ticketsBar(SegmentFigures.Step step) {
    long most =
        figures.tickets().stream().mapToLong(SegmentFigures.Step::customers).max().orElse(0);
    return most == 0 ? 0 : (double) step.customers() / most;
  }

  /** Returns the segment before this one; empty for the best. */
  public Optional<Segment> better() {
    return segment.number() > 1 ? Optional.of(Segment.of(segment.number() - 1)) : Optional.empty();
  }

  /** Returns the segment after this one; empty for the last. */
  public Optional<Segment> worse() {
    return segment.number() < Segment.values().length
        ? Optional.of(Segment.of(segment.number() + 1))
        : Optional.empty();
  }
}
