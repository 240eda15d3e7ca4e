// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.Segment;

/**
 * What the customers of one segment did afterwards.
 *
 * @param segment the segment at the time of the backtest
 * @param customers how many customers it had; {@code >= 0}
 * @param returning how many of them bought again within the horizon
 * @param futureRevenue the net money all of them spent within the horizon
 * @param deviation the standard deviation of what each spent; 0 for fewer than two customers
 */
public record BacktestRow(
    Segment segment, long customers, long returning, double futureRevenue, double deviation) {

  /** The quantile of an interval of 95 %. */
  private static final double TWO_SIDED_95 = 1.959964;

  /** Makes a row of customers who all spent the same. */
  public BacktestRow(Segment segment, long customers, long returning, double futureRevenue) {
    this(segment, customers, returning, futureRevenue, 0);
  }

  /** Requires the returning among the customers, and finite money. */
  public BacktestRow {
    if (!(0 <= returning && returning <= customers)) {
      throw new IllegalArgumentException(
          "not 0 <= returning <= customers: " + returning + ", " + customers);
    }
    BuyerStatistics.requireSample("futureRevenue", customers, futureRevenue);
    BuyerStatistics.requireSample("deviation", customers, deviation);
  }

  /** Returns the share of customers who bought again; NaN without customers. */
  public double returningShare() {
    return customers == 0 ? Double.NaN : (double) returning / customers;
  }

  /** Returns the money spent per customer; NaN without customers. */
  public double futureRevenuePerCustomer() {
    return customers == 0 ? Double.NaN : futureRevenue / customers;
  }

  /**
   * Returns half the width of the 95 % interval of the money spent per customer: which customers a
   * segment happens to have is chance. NaN with fewer than two.
   */
  public double revenueError() {
    return customers < 2 ? Double.NaN : TWO_SIDED_95 * deviation / Math.sqrt((double) customers);
  }
}
