// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

/**
 * What a covariate does to when customers buy and stop.
 *
 * @param name its name
 * @param mean its mean over the customers of the fit: the average customer, whose parameters are
 *     those of the model
 * @param purchases g: a customer with one unit more buys at e^g times the rate
 * @param dropout h: one unit more makes the dropout rate e^h times as high or, where a coin
 *     decides, the odds of stopping at a purchase; 0 in models without dropout
 */
public record Covariate(String name, double mean, double purchases, double dropout) {

  /** Checks that all numbers are finite. */
  public Covariate {
    if (!Double.isFinite(mean + purchases + dropout)) {
      throw new IllegalArgumentException(
          "covariate " + name + " is not finite: " + mean + ", " + purchases + ", " + dropout);
    }
  }
}
