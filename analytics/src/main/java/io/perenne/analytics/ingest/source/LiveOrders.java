// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.math.BigDecimal;
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
 * @param givenBack a CSV file with the columns <i>order</i>, {@code bought} and {@code given_back}:
 *     a row for each order of which events say that something was given back or cancelled, also of
 *     those with nothing left
 * @param seen when it was written
 * @param position events that were kept after the one of this place are not in it
 * @param waiting events of before that were part of no profile yet, and are not in it either
 * @param unsettled orders left out because they came after the first of those
 * @param withoutCustomer orders left out because nothing says which customer it was
 * @param otherCurrency orders left out because they are in another currency, and there are no rates
 * @param nothingLeft orders left out because they were cancelled or paid back in full
 * @param later orders left out because they were placed after the reference date
 */
public record LiveOrders(
    Path table,
    long orders,
    Path givenBack,
    Instant seen,
    long position,
    long waiting,
    long unsettled,
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
   * @param notGivenBack of how many orders of the files events say that money was given back which
   *     the files have not taken off
   * @param notTakenOff how much money that is
   */
  public record Met(
      long read, long inFiles, long alike, long notGivenBack, BigDecimal notTakenOff) {
    /** No order was read. */
    public static final Met NONE = new Met(0, 0, 0, 0, BigDecimal.ZERO);
  }
}
