// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.util.OptionalDouble;

/** What the models of a run say of a person's purchases to come, as an action needs it. */
public interface Prospects {
  /**
   * Returns the probability of at least one purchase within the next days, given the history:
   * exact, and in O(1) for the models with a closed form.
   */
  double probabilityOfPurchase(int days);

  /** Returns the expected money of one purchase after refunds, in currency at prices of today. */
  double purchaseValue();

  /** Returns what part of money to come is margin, in (0, 1]. */
  double marginRate();

  /** Returns the expected margin within the horizon, discounted: the margin of RESID. */
  double residualMargin();

  /** Returns the probability that the person is still a customer; empty if nobody can say. */
  OptionalDouble alive();

  /**
   * Returns what the person is worth if still a customer: the margin of RESID divided by the
   * probability of being one; that margin itself if nobody knows the probability.
   */
  default double marginIfAlive() {
    double probability = alive().orElse(1);
    return probability > 0 ? residualMargin() / probability : 0;
  }
}
