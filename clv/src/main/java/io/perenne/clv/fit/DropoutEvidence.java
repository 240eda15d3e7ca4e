// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.numeric.Arguments;

/**
 * What is known of dropout before a base is seen, for histories too short to show it: a judgement,
 * named as one, on quantities without units.
 *
 * <p>Within one year a peak at the end reads as "nobody leaves" and one in the middle as dropout,
 * so the likelihood is sure of the wrong thing. Two shares are judged, both of the purchases of a
 * cohort (see {@code PurchaseDecay}): \(d\), lost from the end of the first year to that of the
 * second, and \(d_1\), lost within the first,
 *
 * <p>\[ logit\, d \sim N(m, \sigma), \qquad logit\, d_1 - logit\, d \sim N(e, \sigma_e) \]
 *
 * <p>Below their centres they are as wide as stated, above them {@value #SEEN} times as wide: that
 * customers left can be seen, that they did not cannot. The likelihood counts as that of {@code
 * customers} customers, however many there are: what is wrong with it is the same for all of them.
 *
 * <p>The centre, 20 % (5 to 40 %), is the mean over five bases of the yearly loss, the gift shop's
 * between equal months of two years (CDNOW .28, apparel .21, grocery .22, yearly donors .08, gift
 * shop .27); East and Hammond (1996), The erosion of repeat-purchase loyalty, Marketing Letters
 * 7(2), 163-171, publish 15 % for nine grocery markets, alike for light and heavy buyers.
 *
 * @param yearlyDropout the centre of d, in (0, 1)
 * @param spread \(\sigma\), on the logit scale, above 0
 * @param firstYearExcess e, how much more is lost in the first year, on the logit scale
 * @param excessSpread \(\sigma_e\), above 0
 * @param customers how many customers the likelihood counts as, above 0
 */
public record DropoutEvidence(
    double yearlyDropout,
    double spread,
    double firstYearExcess,
    double excessSpread,
    double customers) {

  /** How many times as wide the evidence is above its centre. */
  public static final double SEEN = 8;

  private static final double DAYS_PER_YEAR = 365.25;

  /** How fast evidence fades: after two years the likelihood weighs e^2.5 = 12 times as much. */
  private static final double FADING = 2.5;

  private static final double USUAL = 0.2;

  /** Checks the numbers. */
  public DropoutEvidence {
    Arguments.positive("yearlyDropout", yearlyDropout);
    Arguments.positive("1 - yearlyDropout", 1 - yearlyDropout);
    Arguments.positive("spread", spread);
    Arguments.positive("excessSpread", excessSpread);
    Arguments.positive("customers", customers);
    if (!Double.isFinite(firstYearExcess)) {
      throw new IllegalArgumentException("firstYearExcess is not finite: " + firstYearExcess);
    }
  }

  /** Returns what other bases tell of customers seen from their first purchase on. */
  public static DropoutEvidence ofNewCustomers() {
    return new DropoutEvidence(USUAL, 0.8, 0.8, 0.8, 20);
  }

  /** Returns what they tell of customers who were there before: their first year has passed. */
  public static DropoutEvidence ofEstablishedCustomers() {
    return new DropoutEvidence(USUAL, 0.8, 0.15, 0.8, 20);
  }

  /** Returns this evidence about another yearly loss. */
  public DropoutEvidence withYearlyDropout(double dropout) {
    return new DropoutEvidence(dropout, spread, firstYearExcess, excessSpread, customers);
  }

  /**
   * Returns this evidence for a likelihood that counts as more customers, or fewer.
   *
   * @param count how many, above 0
   */
  public DropoutEvidence againstCustomers(double count) {
    return new DropoutEvidence(yearlyDropout, spread, firstYearExcess, excessSpread, count);
  }

  /** Returns what is left of this evidence beside a history: all of it beside one year. */
  public DropoutEvidence after(double days) {
    double years = Arguments.nonNegative("days", days) / DAYS_PER_YEAR;
    return againstCustomers(customers * Math.exp(FADING * Math.max(0, years - 1)));
  }

  /** Returns m, the logit of the centre. */
  public double logitDropout() {
    return Math.log(yearlyDropout / (1 - yearlyDropout));
  }
}
