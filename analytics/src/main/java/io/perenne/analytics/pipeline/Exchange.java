// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.source.RatesSource;
import java.util.Optional;

/**
 * How money in other currencies is converted.
 *
 * @param currency the ISO code of the reporting currency
 * @param ratesSql a query that yields {@code date, currency, rate}: the value of one unit in the
 *     reporting currency; absent, there are no rates
 */
public record Exchange(String currency, Optional<String> ratesSql) {
  /** Returns the conversion into the reporting currency of a configuration. */
  public static Exchange of(RunConfiguration configuration, Optional<RatesSource> rates) {
    return new Exchange(
        configuration.currency().getCurrencyCode(), rates.map(RatesSource::relationSql));
  }
}
