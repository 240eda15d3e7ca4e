// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RatesReader;
import io.perenne.analytics.ingest.source.RatesSource;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.ingest.source.TransactionReader;
import io.perenne.analytics.ingest.source.TransactionSource;
import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.sql.Sql;
import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.Task;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the purchase days of every customer out of files of transactions, by the rules of the main
 * job. The files are read once, and then customers stream out.
 */
public final class PurchaseReader implements AutoCloseable {

  private final PurchaseInput input;
  private final WorkFolder work;
  private final DuckDb database;
  private final Functions functions;
  private final int threads;
  private final Cancellation.Registration running;
  private TransactionSource source;
  private @Nullable CollectedRows collected;

  private PurchaseReader(
      PurchaseInput input, Task task, WorkFolder work, DuckDb database, TransactionSource source) {
    this.input = input;
    this.work = work;
    this.database = database;
    functions = new Functions(database);
    this.source = source;
    threads = task.resources().threads();
    running = task.cancellation().register(database::interrupt);
  }

  /** Opens files; amounts may be missing. */
  public static PurchaseReader open(PurchaseInput input, Task task) {
    WorkFolder work = WorkFolder.create();
    DuckDb database =
        DuckDb.open(
            task.resources().readerMemoryBytes(),
            task.resources().threads(),
            work.path().resolve("spill"));
    TransactionInput transactions = input.transactions();
    try {
      TransactionSource source =
          TransactionReader.openWithOrWithoutAmounts(
              database.connection(),
              transactions.paths(),
              transactions.mapping(),
              transactions.options(),
              transactions.configuration().timeZone(),
              work.path());
      return new PurchaseReader(input, task, work, database, source);
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
    return collected(notAfter)
        .tally()
        .lastDay()
        .orElseThrow(
            () ->
                new InputException(
                    Problem.of("no readable transaction of a customer")
                        .withWhere(String.join(", ", input.transactions().paths()))
                        .withRemedy("check the columns with --map")));
  }

  /** Streams the customers with at least one purchase up to a day into a sink; once. */
  public ReadCounts read(LocalDate until, PurchaseSink sink) {
    return read(until, sink, "");
  }

  /** Does the same, customers in the order of their ids. */
  public ReadCounts readInOrder(LocalDate until, PurchaseSink sink) {
    return read(until, sink, " ORDER BY customer");
  }

  private ReadCounts read(LocalDate until, PurchaseSink sink, String order) {
    boolean keepFree = input.keepFree() || !priced();
    try (CollectedRows rows = collected(until)) {
      PurchaseFunction function =
          new PurchaseFunction(rows.store(), until, keepFree, rows.ids(), threads);
      functions.defineTable("purchases", function);
      PurchaseDays purchases = new PurchaseDays(keepFree);
      database.scan(
          Sql.load(DuckDb.class, "purchases")
                  .with("purchases", "purchases")
                  .with("customers", rows.customers())
              + order,
          row -> {
            purchases.decode(row.getString(2));
            sink.accept(row.getString(1), purchases);
          });
      ReadCounts counts = rows.tally().purchases(function.tickets(), function.buyers());
      return counts.with(rejects(counts, until));
    }
  }

  /** Returns the rows that could not be read, those of broken structure included, as in a run. */
  private Rejects rejects(ReadCounts counts, LocalDate until) {
    TransactionTable table = table();
    UnaryOperator<String> judged =
        counts.withoutRate() > 0
            ? rows -> Rows.rated(rows, table, until)
            : UnaryOperator.identity();
    try {
      return source.collectRejects(
          database.connection(),
          judged,
          counts.unreadable() + counts.withoutRate(),
          RejectFile.of(work.path().resolve("rejects.csv.gz"), 0));
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /** Returns the rows by customer, read from the files the first time. */
  private CollectedRows collected(LocalDate lastDay) {
    CollectedRows known = collected;
    if (known == null) {
      RowCollector collector = new RowCollector(database, functions, threads, work.path());
      known = scan(() -> collector.collect(table(), lastDay, "purchases"));
      collected = known;
    }
    return known;
  }

  /** Returns the rows under the same rules as in a run, without margins, which no model reads. */
  private TransactionTable table() {
    RunConfiguration configuration = input.transactions().configuration();
    TransactionTable table =
        TransactionTable.of(
            source,
            TicketRules.of(configuration, false),
            source.hasAmount()
                ? Optional.of(Exchange.of(configuration, rates()))
                : Optional.empty());
    return source.hasAmount() ? table : table.through(PurchaseReader::worthOne);
  }

  /** Returns the configured exchange rates, if there are any and rows have a currency. */
  private Optional<RatesSource> rates() {
    TransactionInput transactions = input.transactions();
    RunConfiguration configuration = transactions.configuration();
    return configuration
        .tickets()
        .exchangeRates()
        .filter(file -> source.hasCurrency())
        .map(file -> openRates(file, configuration.currency().getCurrencyCode()));
  }

  private RatesSource openRates(String file, String currency) {
    try {
      return RatesReader.open(
          database.connection(),
          Path.of(file),
          currency,
          input.transactions().options(),
          work.path());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /** Without amounts every row is worth one, so that tickets are told from refunds. */
  private static String worthOne(String rows) {
    return "SELECT * REPLACE (1::DECIMAL(18, 4) AS amount) FROM (" + rows + ")";
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
    running.close();
    if (collected != null) {
      collected.store().close();
    }
    source.close();
    database.close();
    work.close();
  }
}
