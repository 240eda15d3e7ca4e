// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.Thresholds;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run, summed up for its checks.
 *
 * @param customers the customers there are
 * @param rows the rows of the datamodel; should be the same
 * @param duplicateIds how many ids are on more than one row
 * @param unsegmentedRows how many rows have no segment
 * @param totals the segments
 * @param thresholds the thresholds used
 * @param newCustomers the buyers whose first purchase ever lies in the new window
 * @param repeaters the buyers with two or more purchase days ever
 * @param loyal the buyers with enough purchase days in the interval to be loyal
 * @param outliers the buyers in the outlier band
 * @param referenceDate the last day included
 * @param oldestTicket the day of the oldest countable ticket; null if there is none
 * @param newestTicket the day of the newest countable ticket; null if there is none
 * @param previous the previous successful run; null for the first
 */
public record RunSummary(
    long customers,
    long rows,
    long duplicateIds,
    long unsegmentedRows,
    SegmentTotals totals,
    Thresholds thresholds,
    long newCustomers,
    long repeaters,
    long loyal,
    long outliers,
    LocalDate referenceDate,
    @Nullable LocalDate oldestTicket,
    @Nullable LocalDate newestTicket,
    @Nullable PreviousRun previous) {

  /** Returns the days of the history, both ends included; 0 without tickets. */
  long historyDays() {
    return oldestTicket == null ? 0 : ChronoUnit.DAYS.between(oldestTicket, referenceDate) + 1;
  }

  /** Returns the age of the newest ticket in days; 0 without tickets. */
  long newestTicketAge() {
    return newestTicket == null ? 0 : ChronoUnit.DAYS.between(newestTicket, referenceDate);
  }
}
