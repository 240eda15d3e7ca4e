// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.PurchaseHistory;

/**
 * A model whose customers, while alive, buy at a constant rate of their own.
 *
 * <p>Then, given alive, x and T say everything about the future and recency speaks only through
 * P(alive), so that expectations factor: E = P(alive | x, t_x, T) D(x, T). The second factor can be
 * tabulated, which makes a value an O(1) read.
 */
public interface PoissonPurchases extends TransactionModel {

  /** Returns the probability alive of a history given by its parts, without allocation. */
  double probabilityAlive(int frequency, double recency, double age);

  /**
   * Returns D(x, T): the expected purchases of a living customer within a horizon, each discounted
   * at a continuous daily rate.
   */
  double discountedTransactionsIfAlive(int frequency, double age, double dailyRate, double horizon);

  /** Returns an age in days below which predictions hardly depend on the age. */
  double ageScale();

  @Override
  default double probabilityAlive(PurchaseHistory history) {
    return probabilityAlive(history.frequency(), history.recency(), history.age());
  }

  @Override
  default double discountedExpectedResidualTransactions(
      PurchaseHistory history, double dailyRate, double horizon) {
    double alive = probabilityAlive(history);
    return alive == 0
        ? 0
        : alive
            * discountedTransactionsIfAlive(history.frequency(), history.age(), dailyRate, horizon);
  }
}
