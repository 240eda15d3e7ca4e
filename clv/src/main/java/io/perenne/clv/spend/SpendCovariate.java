// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

/**
 * What a covariate does to the value of a customer's purchases.
 *
 * @param name its name
 * @param mean its mean over the customers of the fit
 * @param spend eta: a customer with one unit more is expected to spend e^eta times as much
 */
public record SpendCovariate(String name, double mean, double spend) {

  /** Checks that the numbers are finite. */
  public SpendCovariate {
    if (!Double.isFinite(mean + spend)) {
      throw new IllegalArgumentException(
          "covariate " + name + " is not finite: " + mean + ", " + spend);
    }
  }
}
