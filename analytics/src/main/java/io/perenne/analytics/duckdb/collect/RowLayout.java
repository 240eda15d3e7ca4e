// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

/**
 * How a row of a known customer lies in memory: the key of its customer, its time with its {@link
 * RowFlag}s, its amount, then the key of its order, its margin and its line where there are any.
 *
 * @param orders whether rows with one order key are one ticket; else each row is a ticket
 * @param margins whether rows have margins
 * @param linkRefunds whether a ticket below zero is taken off the earlier ticket that it gives back
 * @param amountsOfOrders whether each row of an order has the amount of the whole order
 * @param lines whether rows have a number for their product and quantity, 0 for none
 */
public record RowLayout(
    boolean orders, boolean margins, boolean linkRefunds, boolean amountsOfOrders, boolean lines) {
  static final int KEY = 0;
  static final int TIME = 1;
  static final int AMOUNT = 2;

  /** Returns how many numbers a row takes. */
  int width() {
    return 3 + (orders ? 1 : 0) + (margins ? 1 : 0) + (lines ? 1 : 0);
  }

  /** Returns the place of the order's key. */
  int order() {
    return 3;
  }

  /** Returns the place of the margin. */
  int margin() {
    return orders ? 4 : 3;
  }

  /** Returns the place of the line. */
  int line() {
    return width() - 1;
  }
}
