// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

/**
 * The textbook value of a customer who renews with the same probability every period, for ever:
 * baselines to compare a model with, not a model.
 *
 * <p>They take everybody to be alike. In a base whose customers differ, retention rises with
 * tenure, because those likely to leave leave first, and a formula with the aggregate rate
 * understates what survivors are worth (Fader and Hardie 2010, Customer-base valuation in a
 * contractual setting, Marketing Science 29(1)).
 *
 * @param margin m, the contribution of one period, in money
 * @param retention r, the probability to renew, in [0, 1]
 * @param discount d, the discount rate per period, at least 0
 */
public record ConstantRetention(double margin, double retention, double discount) {

  /** Checks that the value is finite. */
  public ConstantRetention {
    if (!Double.isFinite(margin)) {
      throw new IllegalArgumentException("margin is not finite: " + margin);
    }
    if (!(retention >= 0 && retention <= 1)) {
      throw new IllegalArgumentException("retention not in [0, 1]: " + retention);
    }
    if (!(discount >= 0 && discount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("discount is not finite and >= 0: " + discount);
    }
    requireFinite(1 + discount - retention, "retention is 1 and discount is 0");
  }

  private static void requireFinite(double denominator, String otherwise) {
    if (!(denominator > 0)) {
      throw new IllegalArgumentException("the value is infinite: " + otherwise);
    }
  }

  /** Returns m r / (1 + d - r): the first payment is a period away and at risk. */
  public double valueBeforeRenewal() {
    return margin * retention / (1 + discount - retention);
  }

  /** Returns m (1 + d) / (1 + d - r): the first payment is made now. */
  public double valueWithPaymentNow() {
    return margin * (1 + discount) / (1 + discount - retention);
  }

  /**
   * Returns m r / (1 + d - r (1 + g)): the same as {@link #valueBeforeRenewal} where the margin of
   * each period after the next is greater by a rate.
   *
   * @param growth g per period, above -1
   * @throws IllegalArgumentException if the margin grows too fast for a finite value
   */
  public double valueWithGrowth(double growth) {
    if (!(growth > -1 && growth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("growth is not finite and > -1: " + growth);
    }
    double denominator = 1 + discount - retention * (1 + growth);
    requireFinite(denominator, "growth " + growth + " outpaces discount and attrition");
    return margin * retention / denominator;
  }

  /** Returns 1 / (1 - r), the expected number of periods paid for, the first one certain. */
  public double expectedPeriods() {
    return 1 / (1 - retention);
  }
}
