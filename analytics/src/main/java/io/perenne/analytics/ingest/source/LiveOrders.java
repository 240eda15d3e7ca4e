// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The orders that events have told, as a table that a run reads before its files: where an order
 * comes twice, the files win.
 *
 * @param table a CSV file with the columns {@code customer}, {@code time} (local), {@code amount}
 *     and <i>order</i>, and perhaps {@code margin} and {@code currency}: a row for each order with
 *     what is left of it after refunds
 * @param orders how many rows it has
 * @param seenUntil events that were received later are not in it
 * @param withoutCustomer orders left out because nothing says which customer it was
 * @param otherCurrency orders left out because they are in another currency, and there are no rates
 * @param nothingLeft orders left out because they were cancelled or paid back in full
 * @param later orders left out because they were placed after the reference date
 */
public record LiveOrders(
    Path table,
    long orders,
    Instant seenUntil,
    long withoutCustomer,
    long otherCurrency,
    long nothingLeft,
    long later) {
  /**
   * What became of the orders of a table.
   *
   * @param read how many were read; none if the files do not name their orders, as nobody could
   *     tell which of them the files have
   * @param inFiles how many of those the files have, which win
   * @param alike how many of the others are of the same customer, day and amount as an order of the
   *     files that has another id
   */
  public record Met(long read, long inFiles, long alike) {
    /** No order was read. */
    public static final Met NONE = new Met(0, 0, 0);
  }
}
