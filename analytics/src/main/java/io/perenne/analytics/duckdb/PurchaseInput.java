// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.config.TicketSettings;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.time.ZoneId;
import java.util.List;

/**
 * Which files hold the purchases and how to read them.
 *
 * @param paths files, folders and globs, oldest first
 * @param mapping the columns the user has named
 * @param options what the user knows about the files
 * @param zone the time zone of days
 * @param tickets which rows count
 * @param keepFree whether a ticket of nothing is a purchase
 * @param memoryBytes what the engine may hold in memory
 * @param threads how many threads the engine uses
 */
public record PurchaseInput(
    List<String> paths,
    ColumnMapping mapping,
    ReadOptions options,
    ZoneId zone,
    TicketSettings tickets,
    boolean keepFree,
    long memoryBytes,
    int threads) {
  /** Copies the paths. */
  public PurchaseInput {
    paths = List.copyOf(paths);
  }
}
