// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import org.jspecify.annotations.Nullable;

/**
 * The customers who went from one segment to another between two runs, for one cause.
 *
 * @param before the segment in the earlier run
 * @param now the segment in the later run
 * @param cause why they moved; null if they stayed
 * @param customers how many; {@code >= 0}
 * @param ltv the sum of their lifetime value in the later run
 */
public record MigrationCell(
    Segment before, Segment now, @Nullable EvolutionCause cause, long customers, double ltv) {
  /** Requires a count. */
  public MigrationCell {
    BuyerStatistics.requireSample("migration ltv", customers, ltv);
  }
}
