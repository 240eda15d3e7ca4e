// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.numeric.EvenNormals;

/**
 * The smallest effect that a control group of some size can tell from chance.
 *
 * <p>\[ \Delta = (z_{1-\alpha/2} + z_{power}) \, \sigma \sqrt{1 - R^2} \, \sqrt{\frac{1}{N p} +
 * \frac{1}{N (1 - p)}} \]
 *
 * <p>with N customers, the share p of them in control, the deviation \(\sigma\) of what is measured
 * and the part \(R^2\) of its variance that is known beforehand, from what each customer bought
 * before (CUPED).
 *
 * @param mean what a customer brings in the time that is measured, above 0 to tell shares
 * @param deviation its standard deviation among customers
 * @param known \(R^2\), in [0, 1); 0 to compare the arms as they are
 */
public record DetectableEffect(double mean, double deviation, double known) {
  /** The probability of a false alarm that is accepted. */
  public static final double FALSE_ALARM = 0.05;

  /** The probability with which an effect of this size is seen. */
  public static final double POWER = 0.8;

  /** Checks the numbers. */
  public DetectableEffect {
    if (!Double.isFinite(mean) || !(deviation >= 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException("not a mean and a deviation: " + mean + ", " + deviation);
    }
    if (!(known >= 0 && known < 1)) {
      throw new IllegalArgumentException("known is not in [0, 1): " + known);
    }
  }

  /** Returns both quantiles together, times the deviation that is left. */
  private double scale() {
    return (EvenNormals.quantile(1 - FALSE_ALARM / 2) + EvenNormals.quantile(POWER))
        * deviation
        * Math.sqrt(1 - known);
  }

  /**
   * Returns the smallest effect, in what is measured; infinite if an arm is empty.
   *
   * @param customers how many there are in both arms, at least 1
   * @param share the share in control, in [0, 1]
   */
  public double smallest(double customers, double share) {
    return scale() * Math.sqrt(1 / (customers * share) + 1 / (customers * (1 - share)));
  }

  /** Returns the smallest effect as a share of the mean; NaN if that is not above 0. */
  public double smallestShare(double customers, double share) {
    return mean > 0 ? smallest(customers, share) / mean : Double.NaN;
  }

  /**
   * Returns the smallest share in control that sees an effect; NaN if not even one half does.
   *
   * @param effect as a share of the mean, above 0
   */
  public double shareFor(double customers, double effect) {
    double ratio = scale() / (effect * mean);
    double room = 1 - 4 * ratio * ratio / customers;
    // p (1 - p) = ratio^2 / N; the smaller root, written so that it keeps its digits
    return room >= 0 ? 2 * ratio * ratio / customers / (1 + Math.sqrt(room)) : Double.NaN;
  }

  /**
   * Returns how many customers it takes to see an effect.
   *
   * @param share the share in control, in (0, 1)
   * @param effect as a share of the mean, above 0
   */
  public double customersFor(double share, double effect) {
    double ratio = scale() / (effect * mean);
    return ratio * ratio / (share * (1 - share));
  }
}
