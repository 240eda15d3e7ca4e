// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * The purchase days of one customer, in order, with the money of each; tickets of one day are one
 * purchase.
 */
public interface PurchaseDays {
  /** Returns the number of purchase days. */
  int count();

  /** Returns the epoch days; only the first {@link #count()} are this customer's. */
  int[] days();

  /** Returns the money of each day; only the first {@link #count()} are this customer's. */
  double[] values();

  /** Returns the money given back that names no purchase, at least 0. */
  double refunded();
}
