// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.numeric.IncompleteBeta;

/**
 * How alike the arms are in one number of their customers.
 *
 * @param control the customers of the control group
 * @param target the customers outside it
 */
public record ArmBalance(Moments control, Moments target) {
  /** Differences up to this are negligible: the usual limit for standardised differences. */
  public static final double NEGLIGIBLE = 0.1;

  /** A table has some fifty differences: four or five numbers of eleven segments. */
  private static final double LEVEL = 0.01 / 50;

  /** The mean of fewer customers is too far from normal where a few spend most of the money. */
  private static final int FEW = 30;

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

  /**
   * Returns how often chance alone makes the means of two such arms differ so much or more: the
   * two-sided test of Student (1908) with one variance, because arms that were drawn have the same.
   * NaN if an arm has fewer than two customers.
   */
  public double probability() {
    if (control.customers() < 2 || target.customers() < 2) {
      return Double.NaN;
    }
    double freedom = control.customers() + target.customers() - 2.0;
    double variance =
        (control.variance() * (control.customers() - 1)
                + target.variance() * (target.customers() - 1))
            / freedom;
    double off = control.mean() - target.mean();
    if (variance == 0) {
      return off == 0 ? 1 : 0;
    }
    double square = off * off / (variance * (1.0 / control.customers() + 1.0 / target.customers()));
    return IncompleteBeta.regularized(
        freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5);
  }

  /**
   * Returns the verdict. Where nothing but chance is at work, about one table of twenty has a
   * number that is called different, and more where a few customers spend most of the money.
   */
  public Verdict verdict() {
    double off = Math.abs(difference());
    if (Double.isNaN(off)) {
      return Verdict.UNKNOWN;
    }
    if (off <= NEGLIGIBLE) {
      return Verdict.BALANCED;
    }
    boolean few = Math.min(control.customers(), target.customers()) < FEW;
    return few || probability() >= LEVEL ? Verdict.CHANCE : Verdict.UNBALANCED;
  }
}
