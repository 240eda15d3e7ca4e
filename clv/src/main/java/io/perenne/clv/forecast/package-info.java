// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What may come, with its uncertainty by layer: the spread of a customer's purchases ({@link
 * io.perenne.clv.model.PurchaseCounts}) and revenue ({@link
 * io.perenne.clv.forecast.RevenueDistribution}) when the parameters are known, what not knowing
 * them adds ({@link io.perenne.clv.forecast.ParameterDraws}), and the totals of many customers
 * ({@link io.perenne.clv.forecast.PortfolioForecast}).
 */
@NullMarked
package io.perenne.clv.forecast;

import org.jspecify.annotations.NullMarked;
