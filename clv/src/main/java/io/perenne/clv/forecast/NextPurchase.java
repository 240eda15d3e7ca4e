// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModel;
import java.util.OptionalDouble;

/**
 * When a customer's next purchase will come, if it comes.
 *
 * <p>Not a mean: for most one-time buyers the mean time to the next purchase is infinite. Ask for
 * the probability of a next purchase and for the median time given that there is one.
 */
public final class NextPurchase {

  /** Longer than any customer lives, in days. */
  private static final double FOR_EVER = 1e9;

  private final TransactionModel model;
  private final PurchaseHistory history;

  private NextPurchase(TransactionModel model, PurchaseHistory history) {
    this.model = model;
    this.history = history;
  }

  /** Returns the next purchase of the customer. */
  public static NextPurchase of(TransactionModel model, PurchaseHistory history) {
    return new NextPurchase(model, history);
  }

  /** Returns the probability of a purchase within the next days. */
  public double probabilityWithin(double days) {
    return 1 - model.probabilityOfNoPurchase(history, days);
  }

  /** Returns the probability that the customer ever buys again. */
  public double probabilityEver() {
    return probabilityWithin(FOR_EVER);
  }

  /**
   * Returns the days within which the next purchase comes with the given probability, given that
   * one comes; absent if the customer is as good as gone (a probability below 1e-9 of ever buying).
   */
  public OptionalDouble quantile(double level) {
    if (!(level >= 0 && level < 1)) {
      throw new IllegalArgumentException("level not in [0, 1): " + level);
    }
    double ever = probabilityEver();
    if (ever < 1e-9) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = 1;
    while (probabilityWithin(high) < level * ever && high < FOR_EVER) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-9 * high) {
      double middle = 0.5 * (low + high);
      if (probabilityWithin(middle) < level * ever) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(high);
  }

  /** Returns the median days to the next purchase given that one comes. */
  public OptionalDouble medianDays() {
    return quantile(0.5);
  }
}
