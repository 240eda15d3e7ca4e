// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.util.Optional;

/**
 * How money in other currencies is converted.
 *
 * @param currency the ISO code of the reporting currency
 * @param ratesSql a query that yields {@code date, currency, rate}: the value of one unit in the
 *     reporting currency; absent, there are no rates
 */
public record Exchange(String currency, Optional<String> ratesSql) {}
