// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.control.DetectableEffect;

/**
 * What some customers spent in the last 90 days and in the 90 before. Groups can be added.
 *
 * @param customers how many
 * @param now money of the last 90 days
 * @param squaresNow its squares
 * @param before money of the 90 days before
 * @param squaresBefore its squares
 * @param products the products of both
 */
public record QuarterSpread(
    long customers,
    double now,
    double squaresNow,
    double before,
    double squaresBefore,
    double products) {
  /** Nobody. */
  public static final QuarterSpread NOBODY = new QuarterSpread(0, 0, 0, 0, 0, 0);

  /** A part of the variance above this is not believed: it would promise too much. */
  private static final double MOST_KNOWN = 0.9;

  /** Returns both together; they must not overlap. */
  public QuarterSpread plus(QuarterSpread other) {
    return new QuarterSpread(
        customers + other.customers,
        now + other.now,
        squaresNow + other.squaresNow,
        before + other.before,
        squaresBefore + other.squaresBefore,
        products + other.products);
  }

  private double variance(double sum, double squares) {
    return Math.max(0, squares / customers - sum / customers * (sum / customers));
  }

  /** Returns the part of the variance of the last quarter that the one before tells. */
  public double known() {
    double both = customers == 0 ? 0 : variance(now, squaresNow) * variance(before, squaresBefore);
    if (!(both > 0)) {
      return 0;
    }
    double together = products / customers - now / customers * (before / customers);
    return Math.min(MOST_KNOWN, together * together / both);
  }

  /**
   * Returns what a control group among such customers can see in 90 days.
   *
   * @param adjusted whether the quarter before is taken into account
   */
  public DetectableEffect effect(boolean adjusted) {
    return customers == 0
        ? new DetectableEffect(0, 0, 0)
        : new DetectableEffect(
            now / customers, Math.sqrt(variance(now, squaresNow)), adjusted ? known() : 0);
  }
}
