// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.config.RunConfiguration;
import java.util.Optional;

/**
 * How money in other currencies is converted.
 *
 * @param currency the ISO code of the reporting currency
 * @param rates the value of one unit of each currency in the reporting currency; absent, there are
 *     no rates
 */
public record Exchange(String currency, Optional<RateTable> rates) {
  /** Returns the conversion into the reporting currency of a configuration. */
  public static Exchange of(RunConfiguration configuration, Optional<RateTable> rates) {
    return new Exchange(configuration.currency().getCurrencyCode(), rates);
  }
}
