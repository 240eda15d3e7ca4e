// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import java.util.Optional;

/**
 * The posterior distributions of one customer's own rates given the history, whether or not the
 * customer is still one.
 *
 * @param purchases purchases per day while a customer, in the long run; where there are only
 *     opportunities, the probability to buy at one
 * @param dropout the probability to stop at a purchase where customers stop at purchases, or before
 *     an opportunity where there are only these; the rate per day where they stop in between (with
 *     aging, its value at age 0); absent in a model in which nobody stops
 */
public record CustomerRates(RateDistribution purchases, Optional<RateDistribution> dropout) {

  public static CustomerRates of(
      RateDistribution.Builder purchases, RateDistribution.Builder dropout) {
    return new CustomerRates(purchases.build(), Optional.of(dropout.build()));
  }
}
