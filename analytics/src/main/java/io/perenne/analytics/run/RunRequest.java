// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.source.TransactionInput;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to run.
 *
 * @param transactions the files and how to read them
 * @param customers files of the CRM, if there are any
 * @param asOf the reference date; absent, the last complete day in the configured zone
 * @param home where runs are kept
 * @param out where else to put the contract file
 * @param memoryBytes what the process as a whole may hold in memory
 * @param threads how many threads to use
 */
public record RunRequest(
    TransactionInput transactions,
    List<String> customers,
    Optional<LocalDate> asOf,
    Path home,
    Optional<Path> out,
    long memoryBytes,
    int threads) {
  /** The least memory a run can do with: 768 MB. */
  public static final long LEAST_MEMORY = 768L * 1000 * 1000;

  /** Requires enough memory and at least one thread. */
  public RunRequest {
    customers = List.copyOf(customers);
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "memoryBytes is not >= " + LEAST_MEMORY + ": " + memoryBytes);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads is not >= 1: " + threads);
    }
  }

  /** Returns how to run. */
  public RunConfiguration configuration() {
    return transactions.configuration();
  }
}
