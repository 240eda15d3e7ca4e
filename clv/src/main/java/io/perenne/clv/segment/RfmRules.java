// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * The RFM code marketers know: a digit from 1 (worst) to 5 (best) for each of recency, frequency
 * and money, such as 543.
 *
 * <p>All three are cut into fifths over the buyers of the interval. A digit is one more than the
 * number of cuts the customer is strictly better than, so equal customers get equal digits and a
 * value on a cut falls to the lower digit, as it does for value bands. Where many customers are
 * equal (one purchase each) some digits stay unused. The code is shown, never used to decide.
 *
 * @param recencyDays the cuts of the days since the last purchase; fewer days are better
 * @param frequency the cuts of the tickets in the interval
 * @param money the cuts of the net money in the interval
 */
public record RfmRules(Quintiles recencyDays, Quintiles frequency, Quintiles money) {
  /**
   * Returns the three digits as one number, 111 to 555. It has no meaning for a customer who is not
   * a buyer of the interval.
   */
  public int code(int customerRecencyDays, long customerFrequency, double customerMoney) {
    int r = 1 + recencyDays.above(customerRecencyDays);
    int f = 1 + frequency.below((double) customerFrequency);
    int m = 1 + money.below(customerMoney);
    return 100 * r + 10 * f + m;
  }
}
