// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.numeric.Arguments;

/**
 * How to fit.
 *
 * @param priors whether weak priors, worth about one observation each, keep small data off the
 *     ridges of the likelihood; off for numbers that compare with the literature
 * @param parallel whether sums over cells may use the common pool; never changes a result
 * @param minimumCustomers fewer customers than this are not fitted
 * @param minimumPurchases fewer (repeat) purchases than this are not fitted
 */
public record FitOptions(
    boolean priors, boolean parallel, int minimumCustomers, int minimumPurchases) {

  /** Checks the minima. */
  public FitOptions {
    Arguments.count("minimumCustomers", minimumCustomers);
    Arguments.count("minimumPurchases", minimumPurchases);
  }

  /** Returns priors on, parallel sums, at least 10 customers and 5 purchases. */
  public static FitOptions withDefaults() {
    return new FitOptions(true, true, 10, 5);
  }

  /** Returns these options for plain maximum likelihood. */
  public FitOptions withoutPriors() {
    return new FitOptions(false, parallel, minimumCustomers, minimumPurchases);
  }

  /** Returns these options on the calling thread alone. */
  public FitOptions sequential() {
    return new FitOptions(priors, false, minimumCustomers, minimumPurchases);
  }

  /** Returns these options with other minima. */
  public FitOptions withMinimum(int customers, int purchases) {
    return new FitOptions(priors, parallel, customers, purchases);
  }
}
