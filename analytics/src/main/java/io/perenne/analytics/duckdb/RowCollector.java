// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.RowLayout;
import io.perenne.analytics.duckdb.collect.RowStore;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Collects rows by customer. The engine reads the rows once, groups the customers' ids, and sends
 * the rest of each row into a {@link RowStore} under a 63-bit hash of the id.
 *
 * <p>Should two ids share a key, the rows are read again under other keys: with ten million
 * customers that happens once in 180,000 readings. They are also read again where the text of some
 * ids turns out not to be the id.
 */
final class RowCollector {
  private final DuckDb database;
  private final Functions functions;
  private final int threads;
  private final Path workFolder;

  /** With a folder for what memory does not hold. */
  RowCollector(DuckDb database, Functions functions, int threads, Path workFolder) {
    this.database = database;
    this.functions = functions;
    this.threads = threads;
    this.workFolder = workFolder;
  }

  /**
   * Collects rows.
   *
   * @param lastDay the last day that an exchange rate is needed for, and of {@link
   *     RowsByCustomer#lastDay}; later rows are collected too
   * @param name a name that no other collection on this engine has
   */
  RowsByCustomer collect(TransactionRelation transactions, LocalDate lastDay, String name) {
    RowLookups rows = new RowLookups(database);
    TransactionRelation table = rows.exchanged(transactions.raw(), lastDay);
    for (int attempt = 0; ; attempt++) {
      String unique = name + "_" + attempt;
      RowsByCustomer collected = collect(rows.queries(table), table, lastDay, unique, attempt);
      if (collected.unmistakable()) {
        return collected;
      }
      collected.close();
      if (collected.idsNeedCare()) {
        table = rows.exchanged(transactions.careful(), lastDay);
      }
    }
  }

  private RowsByCustomer collect(
      TicketQueries queries,
      TransactionRelation transactions,
      LocalDate lastDay,
      String name,
      int attempt) {
    String customers = "customers_" + name;
    RowLayout layout =
        new RowLayout(
            transactions.orders(),
            transactions.rules().margins(),
            transactions.rules().linksRefunds(),
            transactions.amountsOfOrders(),
            transactions.lines() && transactions.rules().linksRefunds());
    RowStore store =
        new RowStore(
            layout, transactions.estimatedRows(), threads, workFolder.resolve("rows_" + name));
    CollectFunction collect = new CollectFunction(store, lastDay);
    String function = CollectFunction.NAME + "_" + name;
    functions.defineSink(function, collect, collect.parameters());
    try {
      database.execute(
          Sql.load(DuckDb.class, "customers")
              .with("name", customers)
              .with("customer_key", customerKey(attempt))
              .with("collect_row", function)
              .with("row", queries.collected(customerKey(attempt), layout))
              .with("ticket_rows", queries.ticketRows(transactions.sql())));
      store.seal();
      return database.queryOne(
          Sql.load(DuckDb.class, "customer_keys")
              .with("customers", customers)
              .with("id_needs_care", transactions.idNeedsCare()),
          row ->
              new RowsByCustomer(
                  database,
                  store,
                  customers,
                  collect.tally(),
                  row.getLong(1),
                  row.getLong(2) == 0,
                  row.getLong(3) > 0));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static String customerKey(int attempt) {
    String id = attempt == 0 ? "customer" : "customer || ' " + attempt + "'";
    return "(hash(" + id + ") >> 1)::BIGINT";
  }
}
