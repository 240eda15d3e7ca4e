// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

/** Takes the tickets of one customer after the other. */
public interface TicketTaker {
  /** Forgets what it was given, for the next customer. */
  void clear();

  /**
   * Takes a ticket that counts and is not after the reference date, in any order.
   *
   * @param epochDay its local date, in days since 1970-01-01
   * @param amount its net amount, in units of 1/10,000
   * @param margin its margin, in the same units; 0 without margins
   */
  void add(int epochDay, long amount, long margin);
}
