// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.pipeline.PurchaseReader;
import io.perenne.analytics.pipeline.PurchaseSink;
import io.perenne.analytics.pipeline.RateTable;
import io.perenne.analytics.pipeline.ReadCounts;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads purchases with a DuckDB. */
final class DuckDbPurchases implements PurchaseReader {
  private final Engine engine;
  private final DuckDb database;
  private final int threads;
  private final Path workFolder;
  private final PurchaseInput input;
  private final Functions functions;
  private final DuckDbReader reader;
  private final DuckDbSource source;
  private @Nullable RowsByCustomer collected;
  private int collections;

  private DuckDbPurchases(
      Engine engine, DuckDb database, int threads, Path workFolder, PurchaseInput input) {
    this.engine = engine;
    this.database = database;
    this.threads = threads;
    this.workFolder = workFolder;
    this.input = input;
    functions = new Functions(database);
    reader = new DuckDbReader(database, workFolder);
    source = reader.openWithOrWithoutAmounts(input.transactions());
  }

  /** Opens files; amounts may be missing. Closing the reader closes the engine. */
  static DuckDbPurchases open(
      Engine engine, DuckDb database, int threads, Path workFolder, PurchaseInput input) {
    return new DuckDbPurchases(engine, database, threads, workFolder, input);
  }

  @Override
  public boolean priced() {
    return source.hasAmount();
  }

  @Override
  public List<InputFile> files() {
    return source.files();
  }

  @Override
  public List<Message> warnings() {
    return source.warnings();
  }

  @Override
  public LocalDate lastDay(LocalDate notAfter) {
    return collected(notAfter)
        .tally()
        .lastDay()
        .orElseThrow(
            () ->
                new InputException(
                    Problem.of(Texts.message("problem.no-transaction"))
                        .withWhere(String.join(", ", input.transactions().paths()))
                        .withRemedy(Texts.message("problem.check-columns"))));
  }

  @Override
  public ReadCounts read(LocalDate until, PurchaseSink sink) {
    return read(until, sink, "");
  }

  @Override
  public ReadCounts readInOrder(LocalDate until, PurchaseSink sink) {
    return read(until, sink, " ORDER BY customer");
  }

  private ReadCounts read(LocalDate until, PurchaseSink sink, String order) {
    boolean keepFree = input.keepFree() || !priced();
    try (RowsByCustomer rows = collected(until)) {
      PurchaseFunction function =
          new PurchaseFunction(rows.store(), until, keepFree, rows.ids(), threads);
      functions.defineTable("purchases", function);
      PurchaseBuffer purchases = new PurchaseBuffer(keepFree);
      database.scan(
          Sql.load(DuckDb.class, "purchases")
                  .with("purchases", "purchases")
                  .with("customers", rows.customers())
              + order,
          row -> {
            purchases.decode(row.getString(2));
            sink.accept(row.getString(1), purchases);
          });
      ReadCounts counts = rows.tally().purchases(function.counts(), function.rows());
      return counts.with(rejects(counts, until));
    }
  }

  /** Returns the rows that could not be read, those of broken structure included, as in a run. */
  private Rejects rejects(ReadCounts counts, LocalDate until) {
    return DuckDbReader.collectRejects(
        table(),
        counts.unreadable(),
        counts.withoutRate(),
        until,
        RejectFile.of(workFolder.resolve("rejects.csv.gz"), 0));
  }

  /** Returns the rows by customer, read from the files the first time. */
  private RowsByCustomer collected(LocalDate lastDay) {
    RowsByCustomer known = collected;
    if (known == null) {
      RowCollector collector = new RowCollector(database, functions, threads, workFolder);
      known = table().scan(rows -> collectAgain(collector, rows, lastDay));
    }
    return known;
  }

  /** Files that turn out to be damaged are read again, and what was collected of them is not it. */
  private RowsByCustomer collectAgain(
      RowCollector collector, TransactionRelation rows, LocalDate lastDay) {
    if (collected != null) {
      collected.close();
    }
    String name = "purchases_" + collections++;
    RowsByCustomer fresh = collector.collect(worthOne(rows), lastDay, name);
    collected = fresh;
    return fresh;
  }

  /** Returns the rows under the same rules as in a run, without margins, which no model reads. */
  private DuckDbSource.Table table() {
    RunConfiguration configuration = input.transactions().configuration();
    return source.table(
        TicketRules.of(configuration, false),
        source.hasAmount() ? Optional.of(Exchange.of(configuration, rates())) : Optional.empty());
  }

  /** Returns the configured exchange rates, if there are any and rows have a currency. */
  private Optional<RateTable> rates() {
    TransactionInput transactions = input.transactions();
    return source.hasCurrency() ? reader.openRates(transactions) : Optional.empty();
  }

  /** Without amounts every row is worth one, so that tickets are told from refunds. */
  private TransactionRelation worthOne(TransactionRelation relation) {
    return source.hasAmount()
        ? relation
        : relation.through(
            rows -> "SELECT * REPLACE (1::DECIMAL(18, 4) AS amount) FROM (" + rows + ")");
  }

  @Override
  public void close() {
    try {
      if (collected != null) {
        collected.store().close();
      }
      source.close();
    } finally {
      engine.close();
    }
  }
}
