// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * How many refunds found what they give back, and how.
 *
 * @param named rows that name their order
 * @param told refunds of money that the status of the order tells, too
 * @param byAmount refunds taken off an earlier ticket of their amount
 * @param byLines refunds taken off an earlier ticket that has their products in their quantities
 * @param unlinked refunds that found nothing
 */
public record RefundCounts(long named, long told, long byAmount, long byLines, long unlinked) {
  /** No refunds. */
  public static final RefundCounts NONE = new RefundCounts(0, 0, 0, 0, 0);

  /** Returns the sum of both. */
  public RefundCounts plus(RefundCounts other) {
    return new RefundCounts(
        named + other.named,
        told + other.told,
        byAmount + other.byAmount,
        byLines + other.byLines,
        unlinked + other.unlinked);
  }
}
