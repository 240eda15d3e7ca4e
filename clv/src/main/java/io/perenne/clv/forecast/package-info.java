// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a customer may do within a horizon, as a distribution rather than as a mean: the number of
 * purchases ({@link io.perenne.clv.forecast.CountForecast}) and the revenue ({@link
 * io.perenne.clv.forecast.RevenueForecast}).
 *
 * <p>That spread is of a customer's own behaviour under a fitted model, what is not known of the
 * customer's rates included. What is not known of the model's parameters comes on top, from models
 * that the data would have made nearly as well ({@link io.perenne.clv.forecast.ParameterDraws});
 * with thousands of customers it is small beside it for one customer, but it is what the totals of
 * many are uncertain by ({@link io.perenne.clv.forecast.PortfolioForecast}).
 */
@NullMarked
package io.perenne.clv.forecast;

import org.jspecify.annotations.NullMarked;
