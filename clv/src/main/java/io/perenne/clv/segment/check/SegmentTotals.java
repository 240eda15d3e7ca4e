// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The eleven segments of a run, summed up.
 *
 * @param segments one entry for each segment, in their order
 */
public record SegmentTotals(List<SegmentAggregate> segments) {
  /** Requires each segment once, in order. */
  public SegmentTotals {
    segments = List.copyOf(segments);
    List<Segment> order = segments.stream().map(SegmentAggregate::segment).toList();
    if (!order.equals(List.of(Segment.values()))) {
      throw new IllegalArgumentException("not each segment once, in order: " + order);
    }
  }

  /** Returns the totals of the segments present; the others are empty. */
  public static SegmentTotals of(List<SegmentAggregate> present) {
    List<SegmentAggregate> all = new ArrayList<>(present);
    for (Segment segment : Segment.values()) {
      if (present.stream().noneMatch(aggregate -> aggregate.segment() == segment)) {
        all.add(new SegmentAggregate(segment, 0, 0, 0));
      }
    }
    all.sort(Comparator.comparing(SegmentAggregate::segment));
    return new SegmentTotals(all);
  }

  /** Returns the entry of a segment. */
  public SegmentAggregate of(Segment segment) {
    return segments.get(segment.number() - 1);
  }

  /** Returns the customers of all segments. */
  public long customers() {
    return segments.stream().mapToLong(SegmentAggregate::customers).sum();
  }

  /** Returns the customers with a purchase in the interval: all segments but the last. */
  public long buyers() {
    return customers() - of(Segment.INACTIVE).customers();
  }

  /** Returns the net money in the interval of all segments. */
  public double revenue() {
    return segments.stream().mapToDouble(SegmentAggregate::revenue).sum();
  }

  /** Returns the share of customers in a segment, 0 to 1; 0 without customers. */
  public double share(Segment segment) {
    long customers = customers();
    return customers == 0 ? 0 : (double) of(segment).customers() / customers;
  }

  /** Returns the share of revenue from a segment; 0 without revenue. */
  public double revenueShare(Segment segment) {
    double revenue = revenue();
    return revenue == 0 ? 0 : of(segment).revenue() / revenue;
  }
}
