// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.Segment;

/**
 * One segment of a run, summed up.
 *
 * @param segment the segment
 * @param customers how many customers it has; {@code >= 0}
 * @param meanLtv their mean lifetime value, unrounded; not read if there are none
 * @param revenue their net money in the interval
 */
public record SegmentAggregate(Segment segment, long customers, double meanLtv, double revenue) {
  /** Requires a count and, if it is positive, finite numbers. */
  public SegmentAggregate {
    BuyerStatistics.requireSample("meanLtv and revenue", customers, meanLtv + revenue);
  }
}
