// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.task.Task;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads the purchase days of every customer out of files of transactions, by the rules of the main
 * job. The files are read once, and then customers stream out.
 */
public interface PurchaseReader extends AutoCloseable {

  /** Opens files on an engine of their own; amounts may be missing. */
  static PurchaseReader open(PurchaseInput input, Task task) {
    Engine engine = Engine.open(EngineOptions.besidePurchases(task));
    try {
      return engine.purchases(input);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Returns whether every file has amounts. */
  boolean priced();

  /** Returns the files. */
  List<InputFile> files();

  /** Returns what a person should know about the files. */
  List<Message> warnings();

  /**
   * Returns the last day with a readable row of a customer, days after a given one left out.
   *
   * @throws io.perenne.analytics.InputException if there is no such row
   */
  LocalDate lastDay(LocalDate notAfter);

  /** Streams the customers with at least one purchase up to a day into a sink; once. */
  ReadCounts read(LocalDate until, PurchaseSink sink);

  /** Does the same, customers in the order of their ids. */
  ReadCounts readInOrder(LocalDate until, PurchaseSink sink);

  /** Frees the engine. */
  @Override
  void close();
}
