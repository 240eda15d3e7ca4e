// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.history.ObservationPeriod;

/** Reduces rows to histories, which are made beside the engine and find their ids by key. */
final class Summarizer {
  private final DuckDb database;
  private final Functions functions;
  private final RowCollector collector;
  private final int threads;

  Summarizer(DuckDb database, Functions functions, RowCollector collector, int threads) {
    this.database = database;
    this.functions = functions;
    this.collector = collector;
    this.threads = threads;
  }

  HistoryTable summarize(TransactionRelation transactions, ObservationPeriod period, String name) {
    try (RowsByCustomer rows = collector.collect(transactions, period.referenceDate(), name)) {
      HistoryFunction histories =
          new HistoryFunction(
              rows.store(), period, transactions.rules().spendDays(), rows.ids(), threads);
      String function = "histories_" + name;
      functions.defineTable(function, histories);
      database.execute(
          Sql.load(DuckDb.class, "collected_histories")
              .with("name", name)
              .with("histories", function)
              .with("customers", rows.customers()));
      return new Tables.Histories(
          name,
          period,
          rows.tally().counts(histories.counts(), histories.rows()),
          transactions.rules());
    }
  }
}
