// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.ingest.InputFile;
import io.perenne.analytics.ingest.TransactionReader;
import io.perenne.analytics.ingest.TransactionSource;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the purchase days of every customer out of files of transactions, by the rules of the main
 * job: the engine groups rows into tickets and tickets by customer, and customers stream out.
 */
public final class PurchaseReader implements AutoCloseable {

  private final PurchaseInput input;
  private final WorkFolder work;
  private final DuckDb database;
  private TransactionSource source;

  private PurchaseReader(
      PurchaseInput input, WorkFolder work, DuckDb database, TransactionSource source) {
    this.input = input;
    this.work = work;
    this.database = database;
    this.source = source;
  }

  /** Opens files; amounts may be missing. */
  public static PurchaseReader open(PurchaseInput input) {
    WorkFolder work = WorkFolder.create();
    DuckDb database =
        DuckDb.open(input.memoryBytes(), input.threads(), work.path().resolve("spill"));
    try {
      TransactionSource source =
          TransactionReader.openWithOrWithoutAmounts(
              database.connection(),
              input.paths(),
              input.mapping(),
              input.options(),
              input.zone(),
              work.path());
      return new PurchaseReader(input, work, database, source);
    } catch (SQLException e) {
      throw closing(database, work, DuckDb.failure(e));
    } catch (RuntimeException e) {
      throw closing(database, work, e);
    }
  }

  private static RuntimeException closing(DuckDb database, WorkFolder work, RuntimeException e) {
    database.close();
    work.close();
    return e;
  }

  /** Returns whether every file has amounts. */
  public boolean priced() {
    return source.hasAmount();
  }

  /** Returns the files. */
  public List<InputFile> files() {
    return source.files();
  }

  /** Returns what a person should know about the files. */
  public List<String> warnings() {
    return source.warnings();
  }

  /** Returns the last day with a readable row of a customer, days after a given one left out. */
  public LocalDate lastDay(LocalDate notAfter) {
    Optional<LocalDate> last =
        scan(
            () ->
                database.queryOne(
                    Sql.load("last_day")
                        .with("not_after", notAfter)
                        .with("transactions", rows(source)),
                    row -> Optional.ofNullable(row.getObject(1, LocalDate.class))));
    return last.orElseThrow(
        () ->
            new InputException(
                Problem.of("no readable transaction of a customer")
                    .withWhere(String.join(", ", input.paths()))
                    .withRemedy("check the columns with --map")));
  }

  /** Streams the customers with at least one purchase up to a day into a sink. */
  public PurchaseCounts read(LocalDate until, PurchaseSink sink) {
    return read(until, sink, "");
  }

  /**
   * Does the same, customers in the order of their ids; with more customers than fit in memory, in
   * several such runs.
   */
  public PurchaseCounts readInOrder(LocalDate until, PurchaseSink sink) {
    return read(until, sink, " ORDER BY customer");
  }

  private PurchaseCounts read(LocalDate until, PurchaseSink sink, String order) {
    try {
      return scan(() -> readOnce(until, sink, order));
    } finally {
      new Rows(database, input.memoryBytes(), parts()).discardParts();
    }
  }

  private PurchaseCounts readOnce(LocalDate until, PurchaseSink sink, String order) {
    sink.begin();
    TransactionTable transactions = table();
    Rows rows = new Rows(database, input.memoryBytes(), parts());
    TicketQueries queries = rows.queries(transactions, until);
    CustomerRows customers = new CustomerRows(input.keepFree() || !priced(), sink);
    for (String part : rows.parts(transactions)) {
      database.scan(queries.customerTickets(part) + order, customers);
    }
    return customers.counts();
  }

  private Path parts() {
    return work.path().resolve("rows");
  }

  private TransactionTable table() {
    TicketRules rules =
        new TicketRules(
            input.tickets().countableStatuses().stream()
                .map(status -> status.toLowerCase(Locale.ROOT))
                .toList(),
            input.tickets().refunds(),
            false,
            0);
    return TransactionTable.of(source, rules, Optional.empty()).withSql(rows(source));
  }

  /** Without amounts every row is worth one, so that tickets are told from refunds. */
  private static String rows(TransactionSource source) {
    return source.hasAmount()
        ? source.relationSql()
        : "SELECT * REPLACE (1::DECIMAL(18, 4) AS amount) FROM (" + source.relationSql() + ")";
  }

  private <T> T scan(Supplier<T> read) {
    Holder<T> answer = new Holder<>();
    try {
      source =
          source.scan(
              database.connection(),
              current -> {
                source = current;
                try {
                  answer.set(read.get());
                } catch (EngineException e) {
                  throw e.sql();
                }
              });
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
    return answer.get();
  }

  /** The answer of the last attempt. */
  private static final class Holder<T> {
    private Optional<T> value = Optional.empty();

    void set(T answer) {
      value = Optional.of(answer);
    }

    T get() {
      return value.orElseThrow();
    }
  }

  @Override
  public void close() {
    source.close();
    database.close();
    work.close();
  }
}
