// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.TransactionTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How rows reach the grouping: in one stream if the groups fit in memory, else in parts of
 * customers, so that memory and not the number of rows is what is bounded.
 *
 * <p>Grouping is by customer with all of a customer's tickets in one text. Within memory this is a
 * single pass. Beyond it, the parts are either written once, side by side, or, where reading is
 * cheap (columns on disk), filtered out of the source again for each part.
 */
final class Rows {
  /** What one row costs while it is grouped, in bytes; measured with room to spare. */
  private static final long BYTES_PER_ROW = 48;

  /** The same while lines are first grouped by order. */
  private static final long BYTES_PER_ORDER_LINE = 144;

  /** The share of memory that groups may take. */
  private static final double MEMORY_SHARE = 0.6;

  /** Beyond this many parts, writing them once is cheaper than reading the source for each. */
  private static final int MOST_RESCANS = 4;

  /** More parts than this would write too many small files at once. */
  private static final int MOST_PARTS = 256;

  private final DuckDb database;
  private final long memoryBytes;
  private final Path folder;

  Rows(DuckDb database, long memoryBytes, Path folder) {
    this.database = database;
    this.memoryBytes = memoryBytes;
    this.folder = folder;
  }

  /** Returns queries for these transactions, with repeated orders looked up if there can be any. */
  TicketQueries queries(TransactionTable transactions, LocalDate referenceDate) {
    boolean repeated = false;
    if (transactions.orders() && transactions.files() > 1) {
      database.execute(Sql.load("order_files").with("transactions", transactions.sql()));
      repeated = database.queryOne("SELECT count(*) FROM order_files", row -> row.getLong(1)) > 0;
    }
    return new TicketQueries(transactions, referenceDate, repeated);
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
    return transactions.exchanged(rated(transactions.sql(), exchange.currency()));
  }

  /** Returns the same rows as the table of exchange rates values them. */
  static String rated(String transactions, String currency) {
    return Sql.load("exchanged_rows")
        .withText("currency", currency)
        .with("no_rate_code", RowCode.NO_RATE)
        .with("transactions", transactions)
        .toString();
  }

  /** Returns queries that together yield every row, and each customer in one of them only. */
  List<String> parts(TransactionTable transactions) {
    long perRow = transactions.orders() ? BYTES_PER_ORDER_LINE : BYTES_PER_ROW;
    double needed = (double) transactions.estimatedRows() * perRow;
    int parts = (int) Math.min(MOST_PARTS, Math.ceil(needed / (memoryBytes * MEMORY_SHARE)));
    if (parts <= 1) {
      return List.of(transactions.sql());
    }
    return transactions.cheapToRescan() && parts <= MOST_RESCANS
        ? rescanned(transactions, parts)
        : written(transactions, parts);
  }

  private static List<String> rescanned(TransactionTable transactions, int parts) {
    List<String> queries = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      queries.add(
          "SELECT * FROM ("
              + transactions.sql()
              + ") WHERE hash(coalesce(customer, '')) % "
              + parts
              + " = "
              + part);
    }
    return queries;
  }

  private List<String> written(TransactionTable transactions, int parts) {
    database.execute(
        Sql.load("partition_rows")
            .with("parts", parts)
            .with("transactions", transactions.sql())
            .withText("folder", folder.toString()));
    List<String> queries = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      Path files = folder.resolve("part=" + part);
      if (Files.isDirectory(files)) {
        queries.add(
            "SELECT * FROM read_parquet("
                + Sql.quote(files + "/*.parquet")
                + ", hive_partitioning = false)");
      }
    }
    return queries;
  }

  /** Deletes the parts written. */
  void discardParts() {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
