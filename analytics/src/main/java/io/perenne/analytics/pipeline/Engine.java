// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * An engine that reads files, groups, joins and sorts rows. This is the only way to one: the
 * implementation is found by {@link ServiceLoader}, so that no stage depends on it.
 *
 * <p>The tables it hands out can be used by this engine only.
 */
public interface Engine extends AutoCloseable {

  /**
   * Opens the engine on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static Engine open(EngineOptions options) {
    return ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no engine on the class path"))
        .open(options);
  }

  /** Returns what opens input files. */
  InputReader reader();

  /** Returns the steps of the main job. */
  Pipeline pipeline();

  /** Opens files for a reading of purchases; closing the result closes this engine. */
  PurchaseReader purchases(PurchaseInput input);

  /** Returns an empty table to be written to a file; closing the result closes this engine. */
  TableWriter newTable(List<TableWriter.Column> columns);

  /** Opens the table of customers of a run; closing the result closes this engine. */
  PublishedCustomers published(Path customers);

  /** Writes rows of a published run to a file, and returns how many. */
  long extract(Extract extract, Path file);

  /** Frees the engine and deletes its temporary work folder, if it has one. */
  @Override
  void close();
}
