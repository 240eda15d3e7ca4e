// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * A model whose customers, while alive, buy at a constant rate of their own: there is one phase,
 * and recency speaks only through P(alive).
 */
public interface PoissonPurchases extends PhasedPurchases {

  /**
   * Returns D(x, T): the expected purchases of a living customer within a horizon, each discounted
   * at a continuous daily rate.
   */
  double discountedTransactionsIfAlive(int frequency, double age, double dailyRate, double horizon);

  @Override
  default int phases() {
    return 1;
  }

  @Override
  default double probabilityOfPhase(int phase, int frequency, double recency, double age) {
    return 1;
  }

  @Override
  default double discountedTransactionsInPhase(
      int phase, int frequency, double age, double dailyRate, double horizon) {
    return discountedTransactionsIfAlive(frequency, age, dailyRate, horizon);
  }
}
