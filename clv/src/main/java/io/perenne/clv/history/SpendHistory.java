// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/**
 * What one customer spent: the statistics that are sufficient for the Gamma-Gamma model.
 *
 * <p>Which purchases are included (all, or repeat purchases only) is the caller's choice; every
 * included purchase has a value above 0.
 *
 * @param count number of purchases with a value
 * @param sum total value
 * @param sumLog sum of the natural logarithms of the values; read at transaction level only, 0
 *     where it is not known
 */
public record SpendHistory(int count, double sum, double sumLog) {

  /** Checks that the statistics can belong to a customer. */
  public SpendHistory {
    check(count, sum);
    if (!Double.isFinite(sumLog)) {
      throw new IllegalArgumentException("sumLog is not finite: " + sumLog);
    }
  }

  /** Returns a history without logarithms, enough for predictions and for mean-level fits. */
  public static SpendHistory of(int count, double sum) {
    return new SpendHistory(count, sum, 0);
  }

  /** Returns the history of a customer of whom no purchase value is known. */
  public static SpendHistory none() {
    return of(0, 0);
  }

  static void check(int count, double sum) {
    if (count < 0) {
      throw new IllegalArgumentException("count < 0: " + count);
    }
    if (!(sum >= 0 && sum < Double.POSITIVE_INFINITY) || (count == 0) != (sum == 0)) {
      throw new IllegalArgumentException(
          "sum must be finite, > 0 with purchases and 0 without: count=" + count + ", sum=" + sum);
    }
  }

  /** Returns this history after one more purchase of the given value. */
  public SpendHistory withPurchaseOf(double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("value is not > 0: " + value);
    }
    return new SpendHistory(count + 1, sum + value, sumLog + Math.log(value));
  }
}
