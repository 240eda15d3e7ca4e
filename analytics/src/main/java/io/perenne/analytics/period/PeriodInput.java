// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.pipeline.PurchaseInput;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model that counts periods is fitted to, or applied to: a table, or else transactions.
 *
 * @param table a table of survivors, contracts or histories
 * @param transactions files of transactions
 * @param lastDay the day up to which transactions are complete
 * @param period the length of a period
 * @param configuration how files are read
 */
public record PeriodInput(
    Optional<Path> table,
    Optional<PurchaseInput> transactions,
    LastDay lastDay,
    Period period,
    RunConfiguration configuration) {

  ReadOptions options() {
    return ReadOptions.of(configuration.input());
  }
}
