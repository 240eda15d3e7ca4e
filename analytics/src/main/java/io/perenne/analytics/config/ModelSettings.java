// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/**
 * How the future is modelled.
 *
 * @param choice which purchase model
 * @param priors whether weak priors steady the fit of small data
 * @param firstPurchaseSpend whether the first purchase counts for the spend model
 * @param seasonality whether the future follows the course of the year
 * @param yearlyRepurchase what is known of dropout besides the purchases
 */
public record ModelSettings(
    ModelChoice choice,
    boolean priors,
    boolean firstPurchaseSpend,
    Seasonality seasonality,
    YearlyRepurchase yearlyRepurchase) {

  /** Returns whether a run looks ahead by all that is known, rather than by one model alone. */
  public boolean looksAhead() {
    return choice == ModelChoice.AUTO && priors && yearlyRepurchase.assumed();
  }
}
