// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.source.LiveOrders;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TransactionInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens input files on an engine. Every method throws {@link io.perenne.analytics.InputException}
 * if the input cannot be used as it is.
 */
public interface InputReader {

  /** Describes files of transactions; only samples are read. */
  TransactionSource openTransactions(TransactionInput input);

  /**
   * Reads files of customers in full and adds those rows that cannot be read to the rejects.
   *
   * @param paths files, folders and globs, oldest first
   * @param settings how files are read, those of customers as those of transactions; its paths are
   *     not. Identities are those that were loaded when the transactions were opened
   */
  CustomerTable readCustomers(List<String> paths, TransactionInput settings, RejectFile rejects);

  /**
   * Returns the columns and first rows of a file as they stand there.
   *
   * @param input what it should hold
   * @param settings how files are read; its paths are not
   */
  TableSample look(Path file, ColumnMapping.Input input, TransactionInput settings);

  /**
   * Writes which ids in some files are one person.
   *
   * @param transactions the files of transactions
   * @param customers files of customers, which may be none
   * @param candidates a CSV file with the columns "person", "customer" and "place"
   * @param target a CSV file with the columns "customer" and "person": a row for each id in the
   *     files whose person has another one in them that comes first
   * @return how many rows that are
   */
  long resolvePeople(
      TransactionInput transactions, List<String> customers, Path candidates, Path target);

  /**
   * Writes the ids of all customers of some files, and the addresses that a CRM tells of them.
   *
   * @param target a file with a JSON object a line, of <i>customer</i> and <i>email</i>, which may
   *     be null
   */
  void writeIds(TransactionInput transactions, List<String> customers, Path target);

  /**
   * Returns what became of the orders that events have told.
   *
   * @param transactions what was opened with them
   */
  LiveOrders.Met meet(TransactionTable transactions, LiveOrders orders);

  /** Opens the configured exchange rates, if there are any, and checks all of them. */
  Optional<RateTable> openRates(TransactionInput input);

  /**
   * Writes down the rows that a summary could not read, and those in a currency without a rate.
   *
   * @param transactions what was summarized
   * @param histories what it was reduced to last
   */
  Rejects collectRejects(TransactionTable transactions, HistoryTable histories, RejectFile rejects);
}
