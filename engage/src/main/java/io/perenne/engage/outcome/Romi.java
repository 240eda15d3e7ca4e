// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.outcome;

import io.perenne.clv.control.Lift;

/**
 * The return on marketing investment: what a programme brought beyond the control group, in margin,
 * against what it cost.
 *
 * <p>\[ ROMI = \frac{\Delta \, m \, N_t - C}{C} \]
 *
 * <p>with the difference \(\Delta\) of {@link Lift} in money per customer, the part m of it that is
 * margin, \(N_t\) customers in target and the cost C. The interval is that of \(\Delta\), carried
 * through; so it holds as often. A cost is taken as known.
 *
 * @param gain the margin that the target arm brought beyond control
 * @param low the lower end of its interval
 * @param high the upper end
 * @param cost what was spent: the fixed part, contacts, work, and discounts of the target arm
 *     beyond those of control; above 0
 */
public record Romi(double gain, double low, double high, double cost) {
  /** Checks the cost. */
  public Romi {
    if (!(cost > 0 && Double.isFinite(cost))) {
      throw new IllegalArgumentException("cost is not finite and above 0: " + cost);
    }
  }

  /** What can be said. */
  public enum Verdict {
    /** It brought more than it cost. */
    PAYS,
    /** It brought less than it cost. */
    LOSES,
    /** It could be either. */
    NOT_YET
  }

  /**
   * Returns the return on a programme.
   *
   * @param money the difference in money per customer
   * @param marginRate the part of money that is margin, in (0, 1]
   * @param cost what it cost in all
   */
  public static Romi of(Lift money, double marginRate, double cost) {
    if (!(marginRate > 0 && marginRate <= 1)) {
      throw new IllegalArgumentException("margin rate is not in (0, 1]: " + marginRate);
    }
    return new Romi(
        marginRate * money.total(),
        marginRate * money.totalLow(),
        marginRate * money.totalHigh(),
        cost);
  }

  private double share(double margin) {
    return (margin - cost) / cost;
  }

  /** Returns the return, as a part of the cost: 0 where it just paid. */
  public double value() {
    return share(gain);
  }

  /** Returns the lower end of its interval. */
  public double lowValue() {
    return share(low);
  }

  /** Returns the upper end of its interval. */
  public double highValue() {
    return share(high);
  }

  /** Returns what can be said. */
  public Verdict verdict() {
    return lowValue() > 0 ? Verdict.PAYS : highValue() < 0 ? Verdict.LOSES : Verdict.NOT_YET;
  }
}
