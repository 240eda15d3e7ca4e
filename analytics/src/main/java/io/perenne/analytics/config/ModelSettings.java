// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/**
 * How the future is modelled.
 *
 * @param choice which purchase model
 * @param priors whether weak priors steady the fit of small data
 * @param firstPurchaseSpend whether the first purchase counts for the spend model
 */
public record ModelSettings(ModelChoice choice, boolean priors, boolean firstPurchaseSpend) {}
