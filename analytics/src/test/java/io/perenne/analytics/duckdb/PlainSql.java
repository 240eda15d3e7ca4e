// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.HistoryRow;
import io.perenne.analytics.pipeline.PlainHistories;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.clv.history.ObservationPeriod;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes histories by {@link PlainHistories}, with DuckDB as nothing but something that speaks
 * SQL.
 */
final class PlainSql {
  private PlainSql() {}

  static List<HistoryRow> histories(TransactionInput input, ObservationPeriod period, Path folder) {
    try (DuckDb database = DuckDb.open(1_000_000_000, 2, folder.resolve("spill"))) {
      DuckDbSource source = new DuckDbReader(database, folder).openTransactions(input);
      TicketRules rules = TicketRules.of(input.configuration(), source.hasMargin());
      List<HistoryRow> rows =
          source
              .table(rules, Optional.empty())
              .scan(relation -> histories(database, relation, period));
      source.close();
      return rows;
    }
  }

  private static List<HistoryRow> histories(
      DuckDb database, TransactionRelation relation, ObservationPeriod period) {
    String tickets = new RowLookups(database).queries(relation).ticketRows(relation.sql());
    return database.query(
        columns(
            "("
                + PlainHistories.sql(
                    tickets, period, relation.rules().spendDays(), new DuckDbDialect())
                + ")",
            "epoch_us(first_time)",
            "epoch_us(last_time)",
            "1e0",
            "* 10000"),
        PlainSql::row);
  }

  /** Selects the columns of a {@link HistoryRow} from a table. */
  static String columns(String table, String first, String last, String logUnits, String units) {
    StringBuilder sql = new StringBuilder("SELECT customer, " + first + ", " + last);
    sql.append(", spend_log / ").append(logUnits).append(", gap_log / ").append(logUnits);
    for (int i = 0; i < HistoryRow.EXACT.size(); i++) {
      String column = HistoryRow.EXACT.get(i);
      sql.append(", CAST(").append(column).append(i < HistoryRow.MONEY ? units : "");
      sql.append(" AS BIGINT)");
    }
    return sql + " FROM " + table;
  }

  /** Reads a row of {@link #columns}. */
  static HistoryRow row(ResultSet row) throws SQLException {
    List<Long> exact = new ArrayList<>();
    for (int i = 0; i < HistoryRow.EXACT.size(); i++) {
      exact.add(row.getLong(6 + i));
    }
    return new HistoryRow(
        row.getString(1),
        row.getObject(2, Long.class),
        row.getObject(3, Long.class),
        exact,
        row.getDouble(4),
        row.getDouble(5));
  }
}
