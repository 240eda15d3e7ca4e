// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/**
 * The purchase history of one customer, reduced to the statistics that are sufficient for every
 * model here.
 *
 * <p>The clock starts at the customer's first purchase, which is not itself counted; times are in
 * days. Several orders on one day are one purchase.
 *
 * @param frequency x, the number of repeat purchases in (0, T]
 * @param recency t_x, the customer's age at the last purchase; 0 without repeat purchases. This is
 *     not the "time since last purchase" of RFM analysis: see {@link #timeSinceLastPurchase()}
 * @param age T, the time from the first purchase to the end of the observation
 * @param logGapSum the sum of the natural logarithms of the x gaps between purchases; only
 *     regularity models read it, 0 where it is not known: see {@link #gapsKnown()}
 */
public record PurchaseHistory(int frequency, double recency, double age, double logGapSum) {

  /** Checks that the statistics can belong to a customer. */
  public PurchaseHistory {
    check(frequency, recency, age);
    if (!Double.isFinite(logGapSum)) {
      throw new IllegalArgumentException("logGapSum is not finite: " + logGapSum);
    }
  }

  /** Returns a history without log gaps, enough for every model but the regularity ones. */
  public static PurchaseHistory of(int frequency, double recency, double age) {
    return new PurchaseHistory(frequency, recency, age, 0);
  }

  /** Returns a customer acquired today. */
  public static PurchaseHistory justAcquired() {
    return of(0, 0, 0);
  }

  static void check(int frequency, double recency, double age) {
    if (!(0 <= recency && recency <= age && age < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "recency not in [0, age]: recency=" + recency + ", age=" + age);
    }
    if (frequency < 0) {
      throw new IllegalArgumentException("frequency < 0: " + frequency);
    }
    if ((frequency == 0) != (recency == 0)) {
      throw new IllegalArgumentException(
          "recency must be 0 exactly when there is no repeat purchase: frequency="
              + frequency
              + ", recency="
              + recency);
    }
  }

  /**
   * Returns whether the gaps between purchases are known: there are none, or their log sum is not
   * 0, or it must be 0 because every gap is one day.
   */
  public boolean gapsKnown() {
    return logGapSum != 0 || recency == frequency;
  }

  /** Returns T - t_x, the silence since the last purchase. */
  public double timeSinceLastPurchase() {
    return age - recency;
  }

  /** Returns this history observed until a later age, without further purchases. */
  public PurchaseHistory observedUntil(double laterAge) {
    if (!(laterAge >= age)) {
      throw new IllegalArgumentException("laterAge < age: " + laterAge + " < " + age);
    }
    return new PurchaseHistory(frequency, recency, laterAge, logGapSum);
  }

  /** Returns this history after one more purchase at the given age: an O(1) update. */
  public PurchaseHistory withPurchaseAt(double purchaseAge) {
    if (!(purchaseAge > recency && purchaseAge >= age)) {
      throw new IllegalArgumentException(
          "purchaseAge before what was observed: " + purchaseAge + " < " + age);
    }
    double gap = purchaseAge - recency;
    return new PurchaseHistory(frequency + 1, purchaseAge, purchaseAge, logGapSum + Math.log(gap));
  }
}
