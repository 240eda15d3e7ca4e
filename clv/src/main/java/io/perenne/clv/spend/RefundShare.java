// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.numeric.Arguments;

/**
 * What will be given back of the money to come: the share a customer has given back so far, shrunk
 * towards that of the base.
 *
 * <p>With R given back of G paid, and the base's share \(\rho\) worth \(\kappa\) of money,
 *
 * <p>\[ kept = 1 - \frac{R + \kappa \rho}{G + \kappa} \]
 *
 * <p>Nothing is kept of one who has given back everything: a purchase fully returned says nothing
 * of money to come. Refunds that name their purchase are already taken off its value and belong in
 * neither number.
 *
 * @param rate \(\rho\), refunds over payments of the base, in [0, 1]
 * @param strength \(\kappa\), in money, at least 0
 */
public record RefundShare(double rate, double strength) {

  /** How many mean purchases the share of the base is worth. */
  private static final double PURCHASES = 10;

  /** Checks the numbers. */
  public RefundShare {
    Arguments.nonNegative("rate", rate);
    Arguments.nonNegative("1 - rate", 1 - rate);
    Arguments.nonNegative("strength", strength);
  }

  /** Returns that of a base without refunds. */
  public static RefundShare none() {
    return new RefundShare(0, 0);
  }

  /**
   * Returns that of a base.
   *
   * @param paid what all customers paid, at least 0
   * @param refunded what was given back of it, at least 0
   * @param purchases in how many purchases it was paid
   */
  public static RefundShare of(double paid, double refunded, double purchases) {
    Arguments.nonNegative("paid", paid);
    Arguments.nonNegative("refunded", refunded);
    if (!(paid > 0) || !(purchases > 0)) {
      return none();
    }
    return new RefundShare(Math.min(1, refunded / paid), PURCHASES * paid / purchases);
  }

  /**
   * Returns the share that a customer is expected to keep of a payment to come, in [0, 1].
   *
   * @param paid what the customer paid, at least 0
   * @param refunded what was given back of it, at least 0
   */
  public double kept(double paid, double refunded) {
    Arguments.nonNegative("paid", paid);
    Arguments.nonNegative("refunded", refunded);
    if (refunded > 0 && refunded >= paid) {
      return 0;
    }
    double base = paid + strength;
    return base > 0 ? Math.max(0, 1 - (refunded + strength * rate) / base) : 1;
  }
}
