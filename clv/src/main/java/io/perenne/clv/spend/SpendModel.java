// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.history.SpendHistory;

/** What a customer spends per purchase. Immutable and safe to share between threads. */
public interface SpendModel {

  /** Returns the name of the model, as "gamma-gamma". */
  String name();

  /**
   * Returns the expected value of a future purchase of a customer with this many purchases of this
   * total value, without allocation.
   *
   * @param count purchases with a value
   * @param sum their total value
   */
  double expectedTransactionValue(int count, double sum);

  /**
   * Returns the same, but in a population whose spend has no finite mean the customer's own mean,
   * or 0 without a purchase.
   *
   * @param count purchases with a value
   * @param sum their total value
   */
  default double finiteTransactionValue(int count, double sum) {
    double value = expectedTransactionValue(count, sum);
    if (value < Double.POSITIVE_INFINITY) {
      return value;
    }
    return count > 0 ? sum / count : 0;
  }

  /** Returns the expected value of a future purchase of the customer. */
  default double expectedTransactionValue(SpendHistory history) {
    return expectedTransactionValue(history.count(), history.sum());
  }
}
