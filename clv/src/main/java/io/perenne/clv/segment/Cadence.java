// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.time.LocalDate;

/**
 * The rhythm of purchases: a customer's own mean gap, shrunk towards that of the customer base.
 *
 * <p>The time between purchases (TBP, in days) is
 *
 * <p>\[ TBP = \frac{k \cdot g_0 + \sum gaps}{k + m} \]
 *
 * <p>the posterior mean of an exponential gap under an inverse-gamma prior worth \(k\) gaps of
 * \(g_0\) days. A gap is the number of days between two consecutive purchase days; \(m\) is how
 * many the customer has in the window that ends at the last purchase. While a customer is silent
 * the TBP does not change.
 *
 * @param populationDays \(g_0\), the typical gap of the customer base, in days; {@code > 0}
 * @param shrinkage \(k\), the weight of the base, in gaps; {@code >= 0}
 */
public record Cadence(double populationDays, double shrinkage) {
  /** Many times what rounding can do to a normalised gap. */
  private static final double SURELY = 1 - 1e-12;

  /** Requires finite values in their domains. */
  public Cadence {
    require(populationDays, shrinkage);
  }

  /**
   * Returns the time between purchases, in days. A customer without gaps has that of the base.
   *
   * @param gapSum the sum of the customer's gaps, in days; {@code >= 0}
   * @param gapCount the number of gaps, \(m\); {@code >= 0}
   */
  public double timeBetweenPurchases(long gapSum, long gapCount) {
    if (gapSum < 0 || gapCount < 0) {
      throw new IllegalArgumentException(
          "gaps are not >= 0: sum=" + gapSum + ", count=" + gapCount);
    }
    // without this branch, k = 0 would divide nothing by nothing
    if (gapCount == 0) {
      return populationDays;
    }
    return weightedDays(gapSum) / weight(gapCount);
  }

  private double weightedDays(long gapSum) {
    return shrinkage * populationDays + gapSum;
  }

  private double weight(long gapCount) {
    return shrinkage + gapCount;
  }

  /**
   * Returns a gap as a multiple of the time between purchases known before it, so that the gaps of
   * slow and fast customers can be compared.
   *
   * @param gap the gap, in days; {@code > 0}
   * @param earlierSum the sum of all earlier gaps of the customer, in days
   * @param earlierCount how many earlier gaps there are; 0 for a first gap
   */
  public double normalisedGap(long gap, long earlierSum, long earlierCount) {
    return gap / timeBetweenPurchases(earlierSum, earlierCount);
  }

  /**
   * Returns whether {@link #normalisedGap} is certainly below a bound, without the divisions it
   * takes. A gap that is less than a 10<sup>-12</sup>th of the bound below it is in doubt, because
   * of rounding, and the answer is no.
   */
  boolean isSurelyBelow(double bound, long gap, long earlierSum, long earlierCount) {
    double sure = bound * SURELY;
    if (earlierCount == 0) {
      return gap < sure * populationDays;
    }
    return gap * weight(earlierCount) < sure * weightedDays(earlierSum);
  }

  /**
   * Returns the mean gap (the column {@code DAYS_BTW_PURCHASE}), in days; NaN without gaps.
   *
   * @param gapSum the sum of the customer's gaps, in days
   * @param gapCount the number of gaps
   */
  public static double daysBetweenPurchases(long gapSum, long gapCount) {
    return gapCount == 0 ? Double.NaN : (double) gapSum / gapCount;
  }

  /**
   * Returns the days until the next purchase is due (the column {@code DIFF_TBP_RECENCY}), negative
   * when it is overdue.
   *
   * @param timeBetweenPurchases the TBP, in days
   * @param recencyDays the days since the last purchase
   */
  public static double daysUntilDue(double timeBetweenPurchases, int recencyDays) {
    return timeBetweenPurchases - recencyDays;
  }

  /**
   * Returns the date on which the next purchase is expected: the last one plus the TBP, rounded
   * half up to whole days. It stays where it is while the customer is silent, and may lie in the
   * past.
   */
  public static LocalDate nextPurchase(LocalDate lastPurchase, double timeBetweenPurchases) {
    return lastPurchase.plusDays(Math.round(timeBetweenPurchases));
  }

  static void require(double populationDays, double shrinkage) {
    if (!(populationDays > 0 && populationDays < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("populationDays is not finite and > 0: " + populationDays);
    }
    if (!(shrinkage >= 0 && shrinkage < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shrinkage is not finite and >= 0: " + shrinkage);
    }
  }
}
