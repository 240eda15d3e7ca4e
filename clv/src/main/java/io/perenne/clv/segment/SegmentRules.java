// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * The decision of state, band and segment for one customer, under fixed thresholds.
 *
 * <p>The words of its arguments: {@code n} and {@code nAll} are purchase days in the interval and
 * ever; {@code recencyDays} and {@code daysSinceFirst} count from the last and the first purchase
 * ever to the reference date; {@code tbp} is the {@link Cadence#timeBetweenPurchases time between
 * purchases}, in days, and {@code gapCount} the number of gaps behind it; {@code ltv} is the
 * unrounded lifetime value. For a customer without a purchase in the interval ({@code n = 0}) only
 * {@code nAll} is read besides. No method allocates, {@link #decide} excepted; all are safe to call
 * from many threads.
 *
 * <p>Time alone never improves a customer: under fixed thresholds, without a new purchase, and with
 * a lifetime value that does not rise in silence, a later reference date gives the same segment or
 * one with a larger number. The exception is a Recent Customer, who grows up (08 to 05, 06 or 07).
 * This needs a rhythm anchored at the last purchase and {@code loyalMinPurchaseDays >
 * newMaxPurchaseDays}.
 */
public final class SegmentRules {
  private final Thresholds thresholds;
  private final double fence;
  private final double high;
  private final double medium;
  private final int loyalMin;
  private final int newWindow;
  private final int newMax;
  private final double atRiskFirst;
  private final double atRiskLater;
  private final double dormantFirst;
  private final double dormantLater;
  private final double dormantCapDays;

  private SegmentRules(Thresholds thresholds) {
    this.thresholds = thresholds;
    fence = thresholds.fence();
    high = thresholds.high();
    medium = thresholds.medium();
    loyalMin = thresholds.loyalMinPurchaseDays();
    newWindow = thresholds.newWindowDays();
    newMax = thresholds.newMaxPurchaseDays();
    atRiskFirst = thresholds.atRiskRatioFirst();
    atRiskLater = thresholds.atRiskRatioLater();
    dormantFirst = Math.max(thresholds.dormantRatioFirst(), atRiskFirst);
    dormantLater = Math.max(thresholds.dormantRatioLater(), atRiskLater);
    dormantCapDays = thresholds.dormantIntervalFraction() * thresholds.intervalDays();
  }

  /** Returns the rules under these thresholds. */
  public static SegmentRules of(Thresholds thresholds) {
    return new SegmentRules(thresholds);
  }

  /** Returns the thresholds. */
  public Thresholds thresholds() {
    return thresholds;
  }

  /** Returns how the customer's silence compares with the customer's rhythm; first match. */
  public ActivityState state(
      long n, long nAll, int recencyDays, int daysSinceFirst, double tbp, long gapCount) {
    requireCounts(n, nAll);
    if (n == 0) {
      return ActivityState.INACTIVE;
    }
    requireTimes(recencyDays, daysSinceFirst, tbp);
    if (daysSinceFirst <= newWindow && nAll <= newMax) {
      return ActivityState.NEW;
    }
    // dormant implies at risk, because its limit is never below the other one
    if (!(recencyDays > atRiskLimitDays(tbp, gapCount))) {
      return ActivityState.ACTIVE;
    }
    return recencyDays > dormantLimitDays(tbp, gapCount)
        ? ActivityState.DORMANT
        : ActivityState.AT_RISK;
  }

  /** Returns the money band; a value equal to a threshold falls to the lower band. */
  public ValueBand band(long n, double ltv) {
    if (n == 0) {
      return ValueBand.INACTIVE;
    }
    if (!(ltv >= 0 && ltv < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("ltv is not finite and >= 0: " + ltv);
    }
    if (ltv <= medium) {
      return ValueBand.LOW;
    }
    if (ltv <= high) {
      return ValueBand.MEDIUM;
    }
    return ltv <= fence ? ValueBand.HIGH : ValueBand.OUTLIER;
  }

  /** Returns the segment of a state and a band. */
  public Segment segment(ActivityState state, ValueBand band, long n, long nAll) {
    return rule(state, band, n, nAll).segment();
  }

  /** Returns the segment of a customer in one step. */
  public Segment segment(
      long n,
      long nAll,
      int recencyDays,
      int daysSinceFirst,
      double tbp,
      long gapCount,
      double ltv) {
    ActivityState state = state(n, nAll, recencyDays, daysSinceFirst, tbp, gapCount);
    return rule(state, band(n, ltv), n, nAll).segment();
  }

  /** Returns the whole decision with the limits behind it, to explain one customer. */
  public SegmentDecision decide(
      long n,
      long nAll,
      int recencyDays,
      int daysSinceFirst,
      double tbp,
      long gapCount,
      double ltv) {
    ActivityState state = state(n, nAll, recencyDays, daysSinceFirst, tbp, gapCount);
    ValueBand band = band(n, ltv);
    boolean silent = state == ActivityState.INACTIVE;
    return new SegmentDecision(
        state,
        band,
        rule(state, band, n, nAll),
        silent ? Double.NaN : atRiskLimitDays(tbp, gapCount),
        silent ? Double.NaN : dormantLimitDays(tbp, gapCount));
  }

  /** Returns the days of silence after which the customer is at risk. */
  public double atRiskLimitDays(double tbp, long gapCount) {
    return atRiskRatio(gapCount) * tbp;
  }

  /**
   * Returns the days of silence after which the customer is dormant: the dormant multiple of the
   * TBP, but no more than the given share of the interval unless the customer is not even at risk
   * by then; so that every customer can become a Hibernator before becoming Inactive.
   */
  public double dormantLimitDays(double tbp, long gapCount) {
    return Math.min(
        dormantRatio(gapCount) * tbp, Math.max(atRiskLimitDays(tbp, gapCount), dormantCapDays));
  }

  /** Returns the row of the decision table; first match. */
  public DecisionRule rule(ActivityState state, ValueBand band, long n, long nAll) {
    requireCounts(n, nAll);
    if ((n == 0) != (state == ActivityState.INACTIVE) || (n == 0) != (band == ValueBand.INACTIVE)) {
      throw new IllegalArgumentException(
          "inactive is not the same as n = 0: n=" + n + ", state=" + state + ", band=" + band);
    }
    return switch (state) {
      case INACTIVE -> nAll == 0 ? DecisionRule.NEVER_BOUGHT : DecisionRule.LAPSED;
      case DORMANT -> DecisionRule.DORMANT;
      case NEW -> band == ValueBand.OUTLIER ? DecisionRule.NEW_OUTLIER : DecisionRule.NEW_CUSTOMER;
      case ACTIVE -> active(band, n >= loyalMin, nAll);
      case AT_RISK -> atRisk(band, n >= loyalMin, nAll);
    };
  }

  double atRiskRatio(long gapCount) {
    return gapCount == 0 ? atRiskFirst : atRiskLater;
  }

  double dormantRatio(long gapCount) {
    return gapCount == 0 ? dormantFirst : dormantLater;
  }

  double dormantCapDays() {
    return dormantCapDays;
  }

  private static DecisionRule active(ValueBand band, boolean loyal, long nAll) {
    if (band == ValueBand.OUTLIER) {
      return DecisionRule.ACTIVE_OUTLIER;
    }
    if (nAll == 1) {
      return DecisionRule.ACTIVE_ONE_PURCHASE;
    }
    if (band == ValueBand.LOW) {
      return DecisionRule.ACTIVE_LOW;
    }
    if (!loyal) {
      return DecisionRule.ACTIVE_VALUE;
    }
    return band == ValueBand.HIGH
        ? DecisionRule.ACTIVE_LOYAL_HIGH
        : DecisionRule.ACTIVE_LOYAL_MEDIUM;
  }

  private static DecisionRule atRisk(ValueBand band, boolean loyal, long nAll) {
    if (nAll == 1) {
      return DecisionRule.AT_RISK_ONE_PURCHASE;
    }
    if (band == ValueBand.LOW) {
      return DecisionRule.AT_RISK_LOW;
    }
    if (loyal) {
      return DecisionRule.AT_RISK_LOYAL;
    }
    return band == ValueBand.OUTLIER ? DecisionRule.AT_RISK_OUTLIER : DecisionRule.AT_RISK_VALUE;
  }

  private static void requireCounts(long n, long nAll) {
    if (n < 0 || nAll < n) {
      throw new IllegalArgumentException("not 0 <= n <= nAll: n=" + n + ", nAll=" + nAll);
    }
  }

  private static void requireTimes(int recencyDays, int daysSinceFirst, double tbp) {
    if (recencyDays < 0 || daysSinceFirst < recencyDays) {
      throw new IllegalArgumentException(
          "not 0 <= recencyDays <= daysSinceFirst: " + recencyDays + ", " + daysSinceFirst);
    }
    if (!(tbp > 0 && tbp < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tbp is not finite and > 0: " + tbp);
    }
  }
}
