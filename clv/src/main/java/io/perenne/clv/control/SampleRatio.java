// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.numeric.IncompleteBeta;
import io.perenne.clv.numeric.IncompleteGamma;

/**
 * Whether as many customers are in the control group as its share says. If not, something lets
 * customers into one arm rather than the other, and nothing that is measured between the arms can
 * be believed.
 *
 * @param control customers in the control group
 * @param target customers outside it
 * @param share the share that was asked for
 */
public record SampleRatio(long control, long target, ControlShare share) {
  /** A probability below this is no chance: the usual limit for this check. */
  public static final double MISMATCH = 0.001;

  /** Up to so many customers the probability is that of the binomial itself. */
  private static final long EXACT_UP_TO = 5_000;

  /** Checks that nothing is negative. */
  public SampleRatio {
    if (control < 0 || target < 0) {
      throw new IllegalArgumentException("a count is negative: " + control + ", " + target);
    }
  }

  /** Returns how many customers have an arm. */
  public long customers() {
    return control + target;
  }

  /** Returns how many of them the share says. */
  public double expected() {
    return customers() * share.toDouble();
  }

  /** Returns the share that came about; NaN without customers. */
  public double actualShare() {
    return customers() == 0 ? Double.NaN : (double) control / customers();
  }

  /** Returns Pearson's statistic with one degree of freedom; 0 where nothing could differ. */
  public double chiSquare() {
    double variance = expected() * (1 - share.toDouble());
    double off = control - expected();
    return variance > 0 ? off * off / variance : 0;
  }

  /** Returns whether the probability is that of the binomial itself, not of chi-square. */
  public boolean isExact() {
    return customers() <= EXACT_UP_TO;
  }

  /**
   * Returns how probable it is that chance alone takes the control group as far from its share as
   * it is, or farther: exact for up to 5,000 customers, by chi-square above.
   */
  public double probability() {
    if (customers() == 0 || share.isOff()) {
      return 1;
    }
    return isExact()
        ? Math.min(1, 2 * Math.min(atMost(control), atLeast(control)))
        : 1 - IncompleteGamma.regularized(0.5, chiSquare() / 2);
  }

  /** The probability of so many in control, or fewer. */
  private double atMost(long count) {
    return count >= customers()
        ? 1
        : IncompleteBeta.regularized(
            1 - share.toDouble(), share.toDouble(), (double) (customers() - count), count + 1.0);
  }

  private double atLeast(long count) {
    return count <= 0
        ? 1
        : IncompleteBeta.regularized(
            share.toDouble(), 1 - share.toDouble(), (double) count, customers() - count + 1.0);
  }

  /** Returns whether the arms are not as they should be. */
  public boolean isMismatch() {
    return probability() < MISMATCH;
  }
}
