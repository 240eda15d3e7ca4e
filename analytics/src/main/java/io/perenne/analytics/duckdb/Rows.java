// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.TransactionTable;
import java.time.LocalDate;

/** What must be looked up before rows are read: orders that come twice, rates of exchange. */
final class Rows {
  private final DuckDb database;

  Rows(DuckDb database) {
    this.database = database;
  }

  /** Returns queries for these transactions, with repeated orders looked up if there can be any. */
  TicketQueries queries(TransactionTable transactions) {
    boolean repeated = false;
    if (transactions.orders() && transactions.files() > 1) {
      database.execute(Sql.load("order_files").with("transactions", transactions.sql()));
      repeated = database.queryOne("SELECT count(*) FROM order_files", row -> row.getLong(1)) > 0;
    }
    return new TicketQueries(transactions, repeated);
  }

  /** Returns the same transactions with all money in the reporting currency. */
  TransactionTable exchanged(TransactionTable transactions, LocalDate referenceDate) {
    if (transactions.exchange().isEmpty()) {
      return transactions;
    }
    Exchange exchange = transactions.exchange().get();
    String rates =
        exchange
            .ratesSql()
            .orElse(
                "SELECT NULL::DATE AS date, NULL::VARCHAR AS currency, NULL::DOUBLE AS rate LIMIT 0");
    database.execute(Sql.load("exchange_rates").with("rates", rates).with("last", referenceDate));
    return transactions.exchanged(rows -> rated(rows, exchange.currency()));
  }

  /** Returns the same rows as the table of exchange rates values them. */
  static String rated(String transactions, String currency) {
    return Sql.load("exchanged_rows")
        .withText("currency", currency)
        .with("no_rate_code", RowCode.NO_RATE)
        .with("transactions", transactions)
        .toString();
  }
}
