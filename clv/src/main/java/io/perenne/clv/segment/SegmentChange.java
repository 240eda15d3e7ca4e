// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.Optional;

/**
 * A customer seen in two runs, with what is needed to say why the segment moved.
 *
 * @param before the segment in the previous run
 * @param rebased the segment of the previous reference date under the present configuration; equal
 *     to {@code before} if the configuration did not change
 * @param now the segment in this run
 * @param nowUnderPreviousThresholds the segment this run would give had the thresholds of the
 *     previous run been kept
 * @param corrected true if the purchases up to the previous reference date are not what they were
 * @param bought true if there is a purchase day after the previous reference date
 */
public record SegmentChange(
    Segment before,
    Segment rebased,
    Segment now,
    Segment nowUnderPreviousThresholds,
    boolean corrected,
    boolean bought) {

  /** Returns the move, measured from the re-based segment. */
  public Evolution evolution() {
    return Evolution.of(rebased, now);
  }

  /**
   * Returns the one cause of a move, empty if there was none.
   *
   * <p>The first of these that holds: {@code config}, the move is only between the old segment and
   * the re-based one; {@code threshold}, it would not have happened under the previous thresholds;
   * {@code data-correction}; {@code purchase}; {@code ageing}.
   */
  public Optional<EvolutionCause> cause() {
    if (rebased == now) {
      return before == now ? Optional.empty() : Optional.of(EvolutionCause.CONFIG);
    }
    if (nowUnderPreviousThresholds == rebased) {
      return Optional.of(EvolutionCause.THRESHOLD);
    }
    if (corrected) {
      return Optional.of(EvolutionCause.DATA_CORRECTION);
    }
    return Optional.of(bought ? EvolutionCause.PURCHASE : EvolutionCause.AGEING);
  }
}
