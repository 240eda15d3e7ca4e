// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.ingest.source.ErasedCustomers;
import io.perenne.analytics.ingest.source.LiveOrders;
import io.perenne.analytics.ingest.source.SourcePaths;
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
 * @param left files of folders that whoever asks has left aside, and that no path names any more
 */
public record RunRequest(
    TransactionInput transactions,
    List<String> customers,
    Optional<LocalDate> asOf,
    Path home,
    Optional<Path> out,
    List<SourcePaths.Left> left) {
  /** Copies the lists. */
  public RunRequest {
    customers = List.copyOf(customers);
    left = List.copyOf(left);
  }

  /** Makes a request in which nothing was left aside. */
  public RunRequest(
      TransactionInput transactions,
      List<String> customers,
      Optional<LocalDate> asOf,
      Path home,
      Optional<Path> out) {
    this(transactions, customers, asOf, home, out, List.of());
  }

  /**
   * Requires that the copy of the contract file replaces nothing that is read or kept.
   *
   * @throws io.perenne.analytics.InputException if it does, or if a path leads to no file
   */
  void requireOutput() {
    out.ifPresent(
        file ->
            OutputGuard.reading(transactions.files())
                .and(SourcePaths.files(customers))
                .require("--out", file));
  }

  /** Returns the same request under a configuration with one key changed. */
  public RunRequest with(String key, String value) {
    return with(transactions.with(key, value), asOf);
  }

  /**
   * Returns the same request with orders that events have told until the end of a reference date.
   */
  public RunRequest with(LiveOrders orders, LocalDate day) {
    return with(transactions.with(orders), Optional.of(day));
  }

  /** Returns the same request without customers who were erased. */
  public RunRequest without(ErasedCustomers erased) {
    return with(transactions.without(erased), asOf);
  }

  private RunRequest with(TransactionInput input, Optional<LocalDate> day) {
    return new RunRequest(input, customers, day, home, out, left);
  }

  /** Returns how to run. */
  public RunConfiguration configuration() {
    return transactions.configuration();
  }
}
