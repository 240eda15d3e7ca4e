// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.HistoryRow;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.PipelineContract;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.clv.history.ObservationPeriod;
import java.util.List;
import java.util.Optional;

/** DuckDB with rows collected beside it. */
class DuckDbPipelineTest extends PipelineContract {
  @Override
  protected List<HistoryRow> histories(TransactionInput input, ObservationPeriod period) {
    try (DuckDb database = DuckDb.open(1_000_000_000, 2, folder.resolve("spill"))) {
      DuckDbSource source = new DuckDbReader(database, folder).openTransactions(input);
      HistoryTable histories =
          new DuckDbPipeline(database, 2, folder)
              .summarize(
                  source.table(
                      TicketRules.of(input.configuration(), source.hasMargin()), Optional.empty()),
                  period);
      source.close();
      return database.query(
          PlainSql.columns(Tables.name(histories), "first_micros", "last_micros", "1e9", ""),
          PlainSql::row);
    }
  }

  @Override
  protected List<HistoryRow> reference(TransactionInput input, ObservationPeriod period) {
    return PlainSql.histories(input, period, folder);
  }
}
