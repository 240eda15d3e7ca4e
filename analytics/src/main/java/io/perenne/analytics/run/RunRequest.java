// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to run.
 *
 * @param transactions files, folders and globs of transactions; where an order comes twice, the
 *     later file wins
 * @param customers files of the CRM, if there are any
 * @param mapping the columns the user has named
 * @param readOptions what the user knows about the files
 * @param asOf the reference date; absent, the last complete day in the configured zone
 * @param configuration how to run
 * @param home where runs are kept
 * @param out where else to put the contract file
 * @param memoryBytes what the process as a whole may hold in memory
 * @param threads how many threads to use
 */
public record RunRequest(
    List<String> transactions,
    List<String> customers,
    ColumnMapping mapping,
    ReadOptions readOptions,
    Optional<LocalDate> asOf,
    RunConfiguration configuration,
    Path home,
    Optional<Path> out,
    long memoryBytes,
    int threads) {
  /** Requires something to read. */
  public RunRequest {
    transactions = List.copyOf(transactions);
    customers = List.copyOf(customers);
    if (transactions.isEmpty()) {
      throw new IllegalArgumentException("transactions is empty");
    }
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "memoryBytes is not >= " + LEAST_MEMORY + ": " + memoryBytes);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads is not >= 1: " + threads);
    }
  }

  /** The least memory a run can do with: 768 MB. */
  public static final long LEAST_MEMORY = 768L * 1000 * 1000;
}
