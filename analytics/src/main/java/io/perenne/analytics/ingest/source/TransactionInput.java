// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of transactions and everything that decides how they are read. Every job takes its
 * transactions in this form, so that all jobs read and filter the same rows.
 *
 * @param paths files, folders and globs, oldest first; where an order comes twice, the later file
 *     wins
 * @param mapping the columns the user has named; those that the configuration names are added
 * @param configuration the configuration of the home with its overrides
 * @param liveOrders orders that events have told, older than any file
 * @param erased customers who are left out
 */
public record TransactionInput(
    List<String> paths,
    ColumnMapping mapping,
    RunConfiguration configuration,
    Optional<LiveOrders> liveOrders,
    Optional<ErasedCustomers> erased) {
  /** Requires at least one path. */
  public TransactionInput {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("paths is empty");
    }
    mapping = mapping.over(configuration.input().columns());
  }

  /** Makes the input of files alone. */
  public TransactionInput(
      List<String> paths, ColumnMapping mapping, RunConfiguration configuration) {
    this(paths, mapping, configuration, Optional.empty(), Optional.empty());
  }

  /** Returns the same files under a configuration with one key changed. */
  public TransactionInput with(String key, String value) {
    return new TransactionInput(paths, mapping, configuration.with(key, value), liveOrders, erased);
  }

  /** Returns the same files, and orders that events have told. */
  public TransactionInput with(LiveOrders orders) {
    return new TransactionInput(paths, mapping, configuration, Optional.of(orders), erased);
  }

  /** Returns the same files without some customers. */
  public TransactionInput without(ErasedCustomers gone) {
    return new TransactionInput(paths, mapping, configuration, liveOrders, Optional.of(gone));
  }

  /**
   * Returns every file that is read: those of the paths, that of exchange rates and that of
   * identities.
   *
   * @throws io.perenne.analytics.InputException if a path leads to no file
   */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(SourceFiles.find(paths));
    configuration.tickets().exchangeRates().map(Path::of).ifPresent(files::add);
    configuration.input().identities().map(Path::of).ifPresent(files::add);
    return List.copyOf(files);
  }

  /** Returns what the user knows about the files. */
  public ReadOptions options() {
    return ReadOptions.of(configuration.input())
        .withCurrency(configuration.currency().getCurrencyCode());
  }
}
