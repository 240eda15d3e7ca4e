// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

/**
 * How alike the arms are in one number of their customers.
 *
 * @param control the customers of the control group
 * @param target the customers outside it
 */
public record ArmBalance(Moments control, Moments target) {
  /** Differences up to this are negligible: the usual limit for standardised differences. */
  public static final double NEGLIGIBLE = 0.1;

  /** Chance alone passes this many standard errors in one case of a hundred. */
  private static final double CHANCE = 2.576;

  /** The verdict on a difference. */
  public enum Verdict {
    /** Negligible. */
    BALANCED,
    /** Not negligible, but no more than chance leaves among so few. */
    CHANCE,
    /** More than chance. */
    UNBALANCED,
    /** An arm has nobody, or everybody has the same number. */
    UNKNOWN
  }

  /**
   * A number of some customers.
   *
   * @param customers how many
   * @param mean its mean
   * @param variance its variance
   */
  public record Moments(long customers, double mean, double variance) {}

  /**
   * Returns Cohen's standardised difference: control less target, in deviations within an arm; NaN
   * if an arm has fewer than two customers, 0 if nothing varies and nothing differs.
   */
  public double difference() {
    if (control.customers() < 2 || target.customers() < 2) {
      return Double.NaN;
    }
    double deviation = Math.sqrt((control.variance() + target.variance()) / 2);
    double off = control.mean() - target.mean();
    return deviation > 0 ? off / deviation : off == 0 ? 0 : Double.NaN;
  }

  /** Returns how far chance takes the difference of arms of this size, in 99 of 100 cases. */
  public double chance() {
    return CHANCE * Math.sqrt(1.0 / control.customers() + 1.0 / target.customers());
  }

  /** Returns the verdict. */
  public Verdict verdict() {
    double off = Math.abs(difference());
    if (Double.isNaN(off)) {
      return Verdict.UNKNOWN;
    }
    if (off <= NEGLIGIBLE) {
      return Verdict.BALANCED;
    }
    return off <= chance() ? Verdict.CHANCE : Verdict.UNBALANCED;
  }
}
