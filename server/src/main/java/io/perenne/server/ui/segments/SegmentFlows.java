// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.EvolutionCause;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who came into a segment and who left it since the earlier run. What it had, and those who came,
 * without those who left, is what it has.
 *
 * @param had how many it had
 * @param has how many it has
 * @param in where they came from, most first
 * @param fresh how many came that the earlier run did not know
 * @param out where they went, most first
 * @param gone how many left that this run does not know
 */
public record SegmentFlows(
    long had, long has, List<Flow> in, long fresh, List<Flow> out, long gone) {

  /**
   * Some customers who moved.
   *
   * @param other the segment they came from, or went to
   * @param value the sum of their lifetime value now
   * @param causes why, most frequent first
   * @param bar the length of the bar, 1 for most customers
   */
  public record Flow(
      Segment other, long customers, double value, List<RunDocument.Cause> causes, double bar) {
    /** Returns why they moved, in words. */
    public String why(Language language) {
      return causes.stream()
          .map(cause -> label(cause.cause(), language))
          .collect(Collectors.joining(", "));
    }

    private static String label(String code, Language language) {
      return Arrays.stream(EvolutionCause.values())
          .filter(cause -> cause.code().equals(code))
          .map(cause -> cause.label(language))
          .findFirst()
          .orElse(code);
    }
  }

  /** Returns who came and who left, as a run says; empty if it has no earlier run. */
  public static Optional<SegmentFlows> of(Segment segment, RunDocument run) {
    RunDocument.Migration migration = run.migration();
    Optional<RunDocument.SegmentRow> row =
        run.segments().stream().filter(each -> each.id().equals(segment.id())).findFirst();
    Long had = row.map(RunDocument.SegmentRow::previousCustomers).orElse(null);
    if (migration == null || had == null) {
      return Optional.empty();
    }
    String id = segment.id();
    List<RunDocument.Move> came =
        migration.moves().stream().filter(move -> move.now().equals(id)).toList();
    List<RunDocument.Move> left =
        migration.moves().stream().filter(move -> move.before().equals(id)).toList();
    long has = row.get().customers();
    return Optional.of(
        new SegmentFlows(
            had,
            has,
            flows(came, id, true),
            has - customers(came),
            flows(left, id, false),
            had - customers(left)));
  }

  private static long customers(List<RunDocument.Move> moves) {
    return moves.stream().mapToLong(RunDocument.Move::customers).sum();
  }

  private static List<Flow> flows(List<RunDocument.Move> moves, String own, boolean in) {
    List<RunDocument.Move> others =
        moves.stream()
            .filter(move -> !(in ? move.before() : move.now()).equals(own))
            .sorted(Comparator.comparingLong(RunDocument.Move::customers).reversed())
            .toList();
    long most = others.stream().mapToLong(RunDocument.Move::customers).max().orElse(1);
    return others.stream()
        .map(
            move ->
                new Flow(
                    Segment.find(in ? move.before() : move.now()).orElseThrow(),
                    move.customers(),
                    move.lifetimeValue(),
                    move.causes().stream()
                        .sorted(Comparator.comparingLong(RunDocument.Cause::customers).reversed())
                        .toList(),
                    (double) move.customers() / most))
        .toList();
  }

  /** Returns how many came. */
  public long entered() {
    return fresh + in.stream().mapToLong(Flow::customers).sum();
  }

  /** Returns how many left. */
  public long left() {
    return gone + out.stream().mapToLong(Flow::customers).sum();
  }
}
