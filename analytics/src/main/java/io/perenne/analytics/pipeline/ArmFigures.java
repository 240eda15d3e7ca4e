// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.control.ArmBalance;

/**
 * Some customers of one arm of the control group, summed up. Groups can be added.
 *
 * @param value lifetime value
 * @param money net money in the interval
 * @param tickets purchases in the interval
 * @param silence days since the last purchase, of those who ever bought
 */
public record ArmFigures(Sums value, Sums money, Sums tickets, Sums silence) {
  /** Nobody. */
  public static final ArmFigures NOBODY =
      new ArmFigures(Sums.NOTHING, Sums.NOTHING, Sums.NOTHING, Sums.NOTHING);

  /**
   * A number of some customers.
   *
   * @param customers how many have it
   * @param sum of it
   * @param squares the sum of its squares
   */
  public record Sums(long customers, double sum, double squares) {
    /** Of nobody. */
    public static final Sums NOTHING = new Sums(0, 0, 0);

    /** Returns both together. */
    public Sums plus(Sums other) {
      return new Sums(customers + other.customers, sum + other.sum, squares + other.squares);
    }

    /** Returns mean and variance; NaN where there are too few customers. */
    public ArmBalance.Moments moments() {
      double mean = customers == 0 ? Double.NaN : sum / customers;
      double variance =
          customers < 2 ? Double.NaN : Math.max(0, squares - sum * mean) / (customers - 1);
      return new ArmBalance.Moments(customers, mean, variance);
    }
  }

  /** Returns how many customers there are. */
  public long customers() {
    return value.customers();
  }

  /** Returns both groups together; they must not overlap. */
  public ArmFigures plus(ArmFigures other) {
    return new ArmFigures(
        value.plus(other.value),
        money.plus(other.money),
        tickets.plus(other.tickets),
        silence.plus(other.silence));
  }
}
