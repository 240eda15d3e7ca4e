// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.TransactionRelation.Conversion;
import io.perenne.analytics.sql.Sql;
import java.time.LocalDate;

/** What must be looked up before rows are read: orders that come twice, rates of exchange. */
final class RowLookups {
  private final DuckDb database;

  RowLookups(DuckDb database) {
    this.database = database;
  }

  /** Returns queries for these transactions, with repeated orders looked up if there can be any. */
  TicketQueries queries(TransactionRelation transactions) {
    boolean repeated = false;
    if (transactions.orders() && transactions.files() > 1) {
      database.execute(
          Sql.load(DuckDb.class, "order_files").with("transactions", transactions.sql()));
      repeated = database.queryOne("SELECT count(*) FROM order_files", row -> row.getLong(1)) > 0;
    }
    return new TicketQueries(transactions, repeated);
  }

  /** Returns the same transactions with all money in the reporting currency. */
  TransactionRelation exchanged(TransactionRelation transactions, LocalDate referenceDate) {
    if (transactions.exchange().isEmpty()) {
      return transactions;
    }
    Conversion exchange = transactions.exchange().get();
    String rates =
        exchange
            .ratesSql()
            .orElse(
                "SELECT NULL::DATE AS date, NULL::VARCHAR AS currency, NULL::DOUBLE AS rate LIMIT 0");
    database.execute(
        Sql.load(DuckDb.class, "exchange_rates").with("rates", rates).with("last", referenceDate));
    if (byOrder(transactions)) {
      TicketQueries queries = new TicketQueries(transactions, false);
      database.execute(
          Sql.load(DuckDb.class, "order_days")
              .with("ticket", queries.ticket())
              .with("linked", queries.linked())
              .withText("currency", exchange.currency())
              .with("last", referenceDate)
              .with("rows", ratedByDay(transactions.sql(), exchange, referenceDate)));
    }
    return transactions.exchanged(rows -> rated(rows, transactions, referenceDate));
  }

  /** Lines of an order have its rate, wherever there are orders and rates. */
  private static boolean byOrder(TransactionRelation transactions) {
    return transactions.orders()
        && transactions.exchange().flatMap(Conversion::ratesSql).isPresent();
  }

  /**
   * Returns rows in the reporting currency, by the tables of exchange rates and of the days of
   * orders as they were last made.
   *
   * @param rows a query of rows of {@code transactions}
   */
  static String rated(String rows, TransactionRelation transactions, LocalDate referenceDate) {
    Conversion exchange = transactions.exchange().orElseThrow();
    if (!byOrder(transactions)) {
      return ratedByDay(rows, exchange, referenceDate);
    }
    String ticket = new TicketQueries(transactions, false).ticket();
    return rated(
        rows,
        exchange,
        referenceDate,
        "LEFT JOIN order_days ON rows.customer = order_days.customer AND order_days.ticket = "
            + ticket,
        "coalesce(order_days.date, rows.time::DATE)");
  }

  private static String ratedByDay(String rows, Conversion exchange, LocalDate referenceDate) {
    return rated(rows, exchange, referenceDate, "", "rows.time::DATE");
  }

  private static String rated(
      String rows, Conversion exchange, LocalDate referenceDate, String orderDays, String day) {
    return Sql.load(DuckDb.class, "exchanged_rows")
        .withText("currency", exchange.currency())
        .with("no_rate_code", RowCode.NO_RATE)
        .with("order_days", orderDays)
        .with("day", day)
        .with("last", referenceDate)
        .with("transactions", rows)
        .toString();
  }
}
