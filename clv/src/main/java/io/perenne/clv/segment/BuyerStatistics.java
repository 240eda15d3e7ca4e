// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * What the automatic thresholds are computed from: counts and type 7 quantiles over the buyers of
 * the interval, on unrounded values. A quantile of an empty sample is not read; NaN is fine there.
 *
 * @param buyers the customers with a purchase in the interval
 * @param ltvQ50 the median lifetime value of buyers
 * @param ltvQ90 the 90 % quantile of it
 * @param ltvQ95 the 95 % quantile of it
 * @param ltvQ995 the 99.5 % quantile of it
 * @param positiveBuyers the buyers whose lifetime value is {@code > 0}
 * @param lnLtvQ25 the 25 % quantile of the natural logarithm of the lifetime value over them
 * @param lnLtvQ75 the 75 % quantile of it
 * @param repeaters the buyers with two or more purchase days in the interval
 * @param repeaterPurchaseDaysQ75 the 75 % quantile of their purchase days in the interval
 * @param firstGaps the number of first gaps, one for each buyer with two or more purchase days ever
 * @param firstGapQ90 the 90 % quantile of the normalised first gaps
 * @param firstGapQ99 the 99 % quantile of them
 * @param laterGaps the number of second and later gaps
 * @param laterGapQ90 the 90 % quantile of the normalised later gaps
 * @param laterGapQ99 the 99 % quantile of them
 * @see Cadence#normalisedGap
 */
public record BuyerStatistics(
    long buyers,
    double ltvQ50,
    double ltvQ90,
    double ltvQ95,
    double ltvQ995,
    long positiveBuyers,
    double lnLtvQ25,
    double lnLtvQ75,
    long repeaters,
    double repeaterPurchaseDaysQ75,
    long firstGaps,
    double firstGapQ90,
    double firstGapQ99,
    long laterGaps,
    double laterGapQ90,
    double laterGapQ99) {
  /** Requires the quantiles of every sample that is not empty. */
  public BuyerStatistics {
    requireSample("ltv quantiles", buyers, ltvQ50 + ltvQ90 + ltvQ95 + ltvQ995);
    requireSample("lnLtv quantiles", positiveBuyers, lnLtvQ25 + lnLtvQ75);
    requireSample("repeaterPurchaseDaysQ75", repeaters, repeaterPurchaseDaysQ75);
    requireSample("firstGap quantiles", firstGaps, firstGapQ90 + firstGapQ99);
    requireSample("laterGap quantiles", laterGaps, laterGapQ90 + laterGapQ99);
  }

  public static void requireSample(String name, long count, double statistics) {
    if (count < 0) {
      throw new IllegalArgumentException("count for " + name + " is not >= 0: " + count);
    }
    if (count > 0 && !(Math.abs(statistics) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " of " + count + " is not finite: " + statistics);
    }
  }
}
