// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

/** Receives the numbers of customers from one thread, one customer after the other. */
public interface NumberTaker {
  /** Takes a number of the customer. */
  void add(double number);

  /** Ends the numbers of the customer. */
  default void endCustomer() {}

  /** Returns the bound below which numbers may be counted instead of given; 0 if all are needed. */
  default double unneededBelow() {
    return 0;
  }

  /** Takes so many numbers below that bound. */
  default void addUnneeded(long count) {}
}
