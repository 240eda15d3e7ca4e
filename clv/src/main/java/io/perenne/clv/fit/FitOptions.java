// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.numeric.Arguments;
import java.util.Optional;

/**
 * How to fit.
 *
 * @param priors whether weak priors, worth about one observation each, keep small data off the
 *     ridges of the likelihood; off for numbers that compare with the literature
 * @param parallel whether sums over cells may use the common pool; never changes a result
 * @param minimumCustomers fewer customers than this are not fitted
 * @param minimumPurchases fewer (repeat) purchases than this are not fitted
 * @param evidence what is known of dropout from elsewhere; absent in the literature, and with
 *     priors off
 */
public record FitOptions(
    boolean priors,
    boolean parallel,
    int minimumCustomers,
    int minimumPurchases,
    Optional<DropoutEvidence> evidence) {

  /** Checks the minima. */
  public FitOptions {
    Arguments.count("minimumCustomers", minimumCustomers);
    Arguments.count("minimumPurchases", minimumPurchases);
  }

  /** Returns priors on, no evidence, parallel sums, at least 10 customers and 5 purchases. */
  public static FitOptions withDefaults() {
    return new FitOptions(true, true, 10, 5, Optional.empty());
  }

  /** Returns these options for plain maximum likelihood. */
  public FitOptions withoutPriors() {
    return new FitOptions(false, parallel, minimumCustomers, minimumPurchases, Optional.empty());
  }

  /** Returns these options on the calling thread alone. */
  public FitOptions sequential() {
    return new FitOptions(priors, false, minimumCustomers, minimumPurchases, evidence);
  }

  /** Returns these options with other minima. */
  public FitOptions withMinimum(int customers, int purchases) {
    return new FitOptions(priors, parallel, customers, purchases, evidence);
  }

  /** Returns these options with evidence on dropout, which nobody asks of plain likelihood. */
  public FitOptions withEvidence(DropoutEvidence known) {
    return new FitOptions(
        priors,
        parallel,
        minimumCustomers,
        minimumPurchases,
        priors ? Optional.of(known) : Optional.empty());
  }
}
