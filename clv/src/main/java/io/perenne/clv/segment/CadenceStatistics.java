// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * What the rhythm of a customer base is computed from.
 *
 * @param customers the buyers with at least one gap; {@code >= 0}
 * @param medianDaysBetween the median over them of the mean gap, in days, each customer counted
 *     once; not read (NaN is fine) if there are none
 */
public record CadenceStatistics(long customers, double medianDaysBetween) {
  /** Requires a median if there are customers. */
  public CadenceStatistics {
    BuyerStatistics.requireSample("medianDaysBetween", customers, medianDaysBetween);
  }
}
