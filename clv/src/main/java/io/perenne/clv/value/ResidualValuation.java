// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a customer will still bring within a horizon, from the customer's own statistics: frequency
 * x, recency t_x and age T in days, and n purchases with a value that sum to S.
 *
 * <p>Every number is finite, and that of one customer is the same alone or among millions.
 * Immutable to the eye and safe to call from many threads at once.
 */
public interface ResidualValuation {

  /** Returns the name of the method, as "mbg-nbd", "run-rate" or "historic-only". */
  String name();

  /** Returns the horizon that counts. */
  Horizon horizon();

  /**
   * Returns the time in which a whole history gives the sum of the logarithms of its gaps; absent
   * if none is read. The other times of a history are days.
   */
  default Optional<OperationalClock> gapTime() {
    return Optional.empty();
  }

  /** Returns the probability that the customer is still one; absent if the method cannot say. */
  OptionalDouble probabilityAlive(int frequency, double recency, double age);

  /** Returns the same from the whole history: regularity models read the log gaps. */
  default OptionalDouble probabilityAlive(PurchaseHistory history) {
    return probabilityAlive(history.frequency(), history.recency(), history.age());
  }

  /**
   * Returns the expected number of purchases within the horizon, undiscounted unless the horizon is
   * infinite.
   */
  double expectedPurchases(int frequency, double recency, double age);

  /** Returns the same from the whole history: regularity models read the log gaps. */
  default double expectedPurchases(PurchaseHistory history) {
    return expectedPurchases(history.frequency(), history.recency(), history.age());
  }

  /** Returns the same with each purchase discounted from its time. */
  double discountedPurchases(int frequency, double recency, double age);

  /** Returns the same from the whole history: regularity models read the log gaps. */
  default double discountedPurchases(PurchaseHistory history) {
    return discountedPurchases(history.frequency(), history.recency(), history.age());
  }

  /** Returns the expected value of a purchase. */
  double expectedTransactionValue(int count, double sum);

  /** Returns the expected discounted value within the horizon: purchases times value of one. */
  default double residualValue(int frequency, double recency, double age, int count, double sum) {
    return discountedPurchases(frequency, recency, age) * expectedTransactionValue(count, sum);
  }

  /** Returns the same from the whole history: regularity models read the log gaps. */
  default double residualValue(PurchaseHistory history, int count, double sum) {
    return discountedPurchases(history) * expectedTransactionValue(count, sum);
  }
}
