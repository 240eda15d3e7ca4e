// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RatesFile;
import io.perenne.analytics.pipeline.RateTable;

/** Exchange rates that were found sound. */
record DuckDbRates(RatesFile rates) implements RateTable {
  /** Returns rates as what this engine handed out. */
  static DuckDbRates of(RateTable rates) {
    return Tables.own(DuckDbRates.class, rates);
  }

  @Override
  public InputFile file() {
    return rates.describe();
  }
}
