// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.history.ObservationPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reduces rows to histories, which are made beside the engine and find their ids by key. */
final class Summarizer {
  /** The decimals of a unit of money. */
  private static final int SCALE = 4;

  /** Of about so many customers the money of each purchase is kept, for looking back at it. */
  private static final long MOST_PRICED = 50_000;

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
              rows.store(),
              period,
              transactions.rules().spendDays(),
              rows.ids(),
              MOST_PRICED,
              threads);
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
          histories.counts().links(),
          BigDecimal.valueOf(rows.tally().anonymousMoney(), SCALE)
              .setScale(2, RoundingMode.HALF_UP),
          transactions.rules());
    }
  }
}
