// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * The numbers that decide every state, band and segment of one run.
 *
 * <p>They are plain numbers whether a person chose them or the data did; {@link Calibration} keeps
 * where each came from. The {@code First} ratios judge the silence of customers without a gap, the
 * {@code Later} ratios that of customers with one or more.
 *
 * @param populationDays the typical gap of the base, in days; {@code > 0}
 * @param shrinkage the weight of the base in a customer's rhythm, in gaps; {@code >= 0}
 * @param fence a lifetime value above it is a top outlier; {@code >= high}
 * @param high a lifetime value above it, up to the fence, is high; {@code >= medium}
 * @param medium a lifetime value above it, up to high, is medium, any other is low; {@code >= 0}
 * @param loyalMinPurchaseDays the purchase days in the interval that make a customer loyal; {@code
 *     >= 2}
 * @param newWindowDays for how many days after the first purchase a customer is new; {@code >= 0}
 * @param newMaxPurchaseDays the most purchase days a new customer can have; {@code >= 1}
 * @param atRiskRatioFirst a silence longer than this multiple of the TBP is at risk; {@code >= 1}
 * @param atRiskRatioLater the same, for customers with gaps; {@code >= 1}
 * @param dormantRatioFirst a silence longer than this multiple of the TBP is dormant; {@code >= 1}
 * @param dormantRatioLater the same, for customers with gaps; {@code >= 1}
 * @param dormantIntervalFraction a silence longer than this share of the interval is dormant if it
 *     is also at risk; in (0, 1]
 * @param intervalDays the days of the interval, both ends included; {@code >= 1}
 */
public record Thresholds(
    double populationDays,
    double shrinkage,
    double fence,
    double high,
    double medium,
    int loyalMinPurchaseDays,
    int newWindowDays,
    int newMaxPurchaseDays,
    double atRiskRatioFirst,
    double atRiskRatioLater,
    double dormantRatioFirst,
    double dormantRatioLater,
    double dormantIntervalFraction,
    int intervalDays) {
  /** Requires every value to be finite and in its domain, and the bands in their order. */
  public Thresholds {
    Cadence.require(populationDays, shrinkage);
    if (!(0 <= medium && medium <= high && high <= fence && fence < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "not 0 <= medium <= high <= fence, finite: medium="
              + medium
              + ", high="
              + high
              + ", fence="
              + fence);
    }
    requireAtLeast("loyalMinPurchaseDays", loyalMinPurchaseDays, 2);
    requireAtLeast("newWindowDays", newWindowDays, 0);
    requireAtLeast("newMaxPurchaseDays", newMaxPurchaseDays, 1);
    requireAtLeast("atRiskRatioFirst", atRiskRatioFirst, 1);
    requireAtLeast("atRiskRatioLater", atRiskRatioLater, 1);
    requireAtLeast("dormantRatioFirst", dormantRatioFirst, 1);
    requireAtLeast("dormantRatioLater", dormantRatioLater, 1);
    if (!(dormantIntervalFraction > 0 && dormantIntervalFraction <= 1)) {
      throw new IllegalArgumentException(
          "dormantIntervalFraction is not in (0, 1]: " + dormantIntervalFraction);
    }
    requireAtLeast("intervalDays", intervalDays, 1);
  }

  /** Returns the rhythm rule these thresholds stand on. */
  public Cadence cadence() {
    return new Cadence(populationDays, shrinkage);
  }

  /** Returns the same thresholds for an interval of another length, for frozen thresholds. */
  public Thresholds withIntervalDays(int days) {
    return new Thresholds(
        populationDays,
        shrinkage,
        fence,
        high,
        medium,
        loyalMinPurchaseDays,
        newWindowDays,
        newMaxPurchaseDays,
        atRiskRatioFirst,
        atRiskRatioLater,
        dormantRatioFirst,
        dormantRatioLater,
        dormantIntervalFraction,
        days);
  }

  private static void requireAtLeast(String name, double value, int least) {
    if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is not finite and >= " + least + ": " + value);
    }
  }
}
