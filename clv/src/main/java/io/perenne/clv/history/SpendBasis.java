// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/** Which purchases tell what a customer spends. */
public enum SpendBasis {
  /** Every purchase with a value above 0, the first one too. */
  PAID,
  /** Every repeat purchase with a value above 0. */
  PAID_REPEAT,
  /**
   * Every repeat purchase, those with a value of 0 counted in, of customers whose sum is above 0:
   * the averages of the papers. Good for means only, as 0 has no logarithm.
   */
  REPEAT;

  /** Returns whether every value is above 0, so that it has a logarithm. */
  public boolean isPaid() {
    return this != REPEAT;
  }

  /**
   * Returns what a customer's purchases say, the first of them given first.
   *
   * @param values the value of each purchase
   * @param from the place of the customer's first purchase
   * @param to the place after the last one
   */
  public SpendHistory spend(double[] values, int from, int to) {
    int count = 0;
    double sum = 0;
    double logs = 0;
    for (int p = this == PAID ? from : from + 1; p < to; p++) {
      if (values[p] > 0) {
        sum += values[p];
        logs += Math.log(values[p]);
        count++;
      } else if (this == REPEAT) {
        count++;
      }
    }
    return sum > 0 ? new SpendHistory(count, sum, logs) : SpendHistory.none();
  }
}
