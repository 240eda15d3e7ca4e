// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * The decision of state, band and segment for one customer, under fixed thresholds.
 *
 * <p>No method allocates, {@link #decide} excepted; all are safe to call from many threads.
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

  /**
   * Returns how the customer's silence compares with the customer's rhythm; first match. The
   * lifetime value is not read.
   *
   * @throws IllegalArgumentException if the numbers contradict each other or are out of range
   */
  public ActivityState state(CustomerActivity customer) {
    requireCounts(customer.purchaseDays(), customer.purchaseDaysEver());
    if (customer.purchaseDays() == 0) {
      return ActivityState.INACTIVE;
    }
    int recencyDays = customer.recencyDays();
    double tbp = customer.timeBetweenPurchases();
    requireTimes(recencyDays, customer.daysSinceFirst(), tbp);
    if (customer.daysSinceFirst() <= newWindow && customer.purchaseDaysEver() <= newMax) {
      return ActivityState.NEW;
    }
    // dormant implies at risk, because its limit is never below the other one
    if (!(recencyDays > atRiskLimitDays(tbp, customer.gapCount()))) {
      return ActivityState.ACTIVE;
    }
    return recencyDays > dormantLimitDays(tbp, customer.gapCount())
        ? ActivityState.DORMANT
        : ActivityState.AT_RISK;
  }

  /**
   * Returns the money band; a value equal to a threshold falls to the lower band.
   *
   * @param n purchase days in the interval
   * @param ltv the unrounded lifetime value
   * @throws IllegalArgumentException if the value is negative or not finite
   */
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

  /** Returns the segment of a state and a band; the arguments are those of {@link #rule}. */
  public Segment segment(ActivityState state, ValueBand band, long n, long nAll) {
    return rule(state, band, n, nAll).segment();
  }

  /** Returns the segment of a customer in one step. */
  public Segment segment(CustomerActivity customer) {
    return rule(state(customer), band(customer), customer).segment();
  }

  /** Returns the whole decision with the limits behind it, to explain one customer. */
  public SegmentDecision decide(CustomerActivity customer) {
    ActivityState state = state(customer);
    ValueBand band = band(customer);
    boolean silent = state == ActivityState.INACTIVE;
    double tbp = customer.timeBetweenPurchases();
    return new SegmentDecision(
        state,
        band,
        rule(state, band, customer),
        silent ? Double.NaN : atRiskLimitDays(tbp, customer.gapCount()),
        silent ? Double.NaN : dormantLimitDays(tbp, customer.gapCount()));
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

  /**
   * Returns the row of the decision table; first match.
   *
   * @param n purchase days in the interval
   * @param nAll purchase days ever
   * @throws IllegalArgumentException if the counts contradict each other, or state or band say
   *     inactive and the counts do not
   */
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

  private ValueBand band(CustomerActivity customer) {
    return band(customer.purchaseDays(), customer.lifetimeValue());
  }

  private DecisionRule rule(ActivityState state, ValueBand band, CustomerActivity customer) {
    return rule(state, band, customer.purchaseDays(), customer.purchaseDaysEver());
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
