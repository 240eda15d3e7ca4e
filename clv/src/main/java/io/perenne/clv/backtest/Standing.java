// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

/**
 * How a model stands over all cuts.
 *
 * @param name the model
 * @param logScore the mean over customers and cuts of -ln P(the purchases made); lower is better
 * @param behind how much that is above the best
 * @param behindError the standard error of that difference, from customer to customer
 * @param bias expected over actual purchases of all cuts, minus 1
 * @param meanAbsoluteError over customers and cuts
 * @param weight its weight in an average of forecasts, proportional to the probability it gave to
 *     what happened; no weight is below a hundredth of the best
 */
public record Standing(
    String name,
    double logScore,
    double behind,
    double behindError,
    double bias,
    double meanAbsoluteError,
    double weight) {

  /** Returns whether chance alone could have put it behind the best: within two errors. */
  public boolean level() {
    return behind <= 2 * behindError;
  }
}
