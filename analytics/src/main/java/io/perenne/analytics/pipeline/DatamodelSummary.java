// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.segment.Migration;
import io.perenne.clv.segment.check.SegmentAggregate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A datamodel summed up.
 *
 * @param segments the segments that have customers
 * @param expected what is to come from each segment that has customers
 * @param secondPurchases those of the low-value mass whose value is high all the same
 * @param rows its rows
 * @param duplicateIds the ids on more than one row
 * @param unsegmentedRows the rows without a segment
 * @param newCustomers the buyers in the state new
 * @param repeaters the buyers with two or more purchase days ever
 * @param outliers the buyers in the outlier band
 * @param purchaseDays by number of purchase days in the interval, how many buyers have it
 * @param revenue the money of the interval over all rows, before rounding
 * @param lifetimeValue the lifetime value over all rows, before rounding
 * @param control the customers in the control group
 * @param evolutions how many customers are up, down, equal and new
 * @param migration the moves since the earlier run; empty without one
 * @param violations by invariant, how many rows break it; only those that are broken
 */
public record DatamodelSummary(
    List<SegmentAggregate> segments,
    List<SegmentOutlook> expected,
    SegmentAggregate secondPurchases,
    long rows,
    long duplicateIds,
    long unsegmentedRows,
    long newCustomers,
    long repeaters,
    long outliers,
    Map<Integer, Long> purchaseDays,
    BigDecimal revenue,
    double lifetimeValue,
    long control,
    Map<String, Long> evolutions,
    Migration migration,
    Map<String, Long> violations) {
  /** Copies the collections. */
  public DatamodelSummary {
    segments = List.copyOf(segments);
    expected = List.copyOf(expected);
    purchaseDays = Map.copyOf(purchaseDays);
    evolutions = Map.copyOf(evolutions);
    violations = Map.copyOf(violations);
  }

  /** Returns the buyers with at least the given number of purchase days in the interval. */
  public long buyersWithAtLeast(int days) {
    return purchaseDays.entrySet().stream()
        .filter(entry -> entry.getKey() >= days)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
