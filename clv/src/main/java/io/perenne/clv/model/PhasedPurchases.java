// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.PurchaseHistory;

/**
 * A model in which a living customer is in one of a few unseen phases, after which x and T say
 * everything about the future: recency speaks only through the probabilities of the phases.
 *
 * <p>Expectations then factor: E = P(alive) sum_j P(phase j | alive) D_j(x, T). The D_j can be
 * tabulated, which makes a value an O(1) read.
 */
public interface PhasedPurchases extends TransactionModel {

  /** Returns the number of phases. */
  int phases();

  /** Returns the probability alive of a history given by its parts, without allocation. */
  double probabilityAlive(int frequency, double recency, double age);

  /** Returns the probability of a phase of a living customer, without allocation. */
  double probabilityOfPhase(int phase, int frequency, double recency, double age);

  /**
   * Returns D_j(x, T): the expected purchases of a living customer in a phase within a horizon,
   * each discounted at a continuous daily rate.
   */
  double discountedTransactionsInPhase(
      int phase, int frequency, double age, double dailyRate, double horizon);

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
    if (alive == 0) {
      return 0;
    }
    int x = history.frequency();
    double sum = 0;
    for (int phase = 0; phase < phases(); phase++) {
      double weight = probabilityOfPhase(phase, x, history.recency(), history.age());
      if (weight > 0) {
        sum += weight * discountedTransactionsInPhase(phase, x, history.age(), dailyRate, horizon);
      }
    }
    return alive * sum;
  }
}
