// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.read.CustomerQuery;
import io.perenne.analytics.duckdb.read.IdentitiesQuery;
import io.perenne.analytics.duckdb.read.RatesQuery;
import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.source.CustomerFiles;
import io.perenne.analytics.ingest.source.CustomerReader;
import io.perenne.analytics.ingest.source.IdentitiesFile;
import io.perenne.analytics.ingest.source.IdentitiesReader;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.LiveOrders;
import io.perenne.analytics.ingest.source.RatesFile;
import io.perenne.analytics.ingest.source.RatesReader;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.ingest.source.TableLook;
import io.perenne.analytics.ingest.source.TransactionFile;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.ingest.source.TransactionReader;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.InputReader;
import io.perenne.analytics.pipeline.RateTable;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Opens input files on a DuckDB. */
final class DuckDbReader implements InputReader {
  private final DuckDb database;
  private final Path workFolder;

  /**
   * Makes a reader.
   *
   * @param workFolder an existing folder for copies of files that DuckDB cannot read
   */
  DuckDbReader(DuckDb database, Path workFolder) {
    this.database = database;
    this.workFolder = workFolder;
  }

  /** Loads the configured identities, if there are any, for the rows that are read after it. */
  private Optional<InputFile> identities(TransactionInput input) {
    return input.configuration().input().identities().map(file -> load(Path.of(file), input));
  }

  private InputFile load(Path file, TransactionInput input) {
    IdentitiesFile identities =
        IdentitiesReader.open(probe(input.options()), file, input.options(), workFolder);
    try {
      IdentitiesQuery.of(identities).load(database.connection());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
    return identities.describe();
  }

  @Override
  public long resolvePeople(
      TransactionInput transactions, List<String> customers, Path candidates, Path target) {
    database.execute(
        "CREATE OR REPLACE TABLE candidates AS SELECT person, customer, place FROM read_csv("
            + Sql.quote(candidates.toString())
            + ", header = true, columns = {person: 'VARCHAR', customer: 'VARCHAR', place: 'BIGINT'})");
    database.execute("CREATE OR REPLACE TABLE found (customer VARCHAR, rank TINYINT)");
    try (DuckDbSource source = openTransactions(transactions)) {
      TicketRules rules = TicketRules.of(transactions.configuration(), false);
      DuckDbSource.Table table = source.table(rules, Optional.empty());
      String events =
          transactions
              .liveOrders()
              .flatMap(source::place)
              .map(place -> "CASE WHEN file = " + place + " THEN 2 ELSE 0 END")
              .orElse("0");
      table.scan(relation -> find(relation, events));
    }
    if (!customers.isEmpty()) {
      readCustomers(
          customers, transactions, RejectFile.of(workFolder.resolve("people-rejects.csv.gz"), 0));
      database.execute(found("FROM crm_rows", "1"));
    }
    return database.update(
        "COPY ("
            + Sql.load(DuckDb.class, "resolved_people")
            + ") TO "
            + Sql.quote(target.toString())
            + " (FORMAT csv, HEADER)");
  }

  /** Damaged files are read twice; what was found the first time is there still. */
  private long find(TransactionRelation rows, String rank) {
    return database.update(found("FROM (" + rows.sql() + ")", rank));
  }

  /**
   * Writes down who is found.
   *
   * @param rank how well a customer can stand for a person: 0 of files, 1 of the CRM, 2 of events
   */
  private static String found(String rows, String rank) {
    return "INSERT INTO found SELECT DISTINCT customer, "
        + rank
        + " "
        + rows
        + " WHERE customer IN (SELECT customer FROM candidates)";
  }

  @Override
  public void writeIds(TransactionInput transactions, List<String> customers, Path target) {
    database.execute("CREATE OR REPLACE TABLE ids (customer VARCHAR, email VARCHAR)");
    try (DuckDbSource source = openTransactions(transactions)) {
      TicketRules rules = TicketRules.of(transactions.configuration(), false);
      source.table(rules, Optional.empty()).scan(this::keepIds);
    }
    if (Identities.areIn(database)) {
      database.execute(
          "INSERT INTO ids SELECT DISTINCT identities.person, NULL FROM identities JOIN ids USING (customer)");
    }
    if (!customers.isEmpty()) {
      readCustomers(
          customers, transactions, RejectFile.of(workFolder.resolve("ids-rejects.csv.gz"), 0));
      database.execute("INSERT INTO ids SELECT customer, email FROM crm_rows WHERE bad = 0");
    }
    database.execute(
        "COPY (SELECT DISTINCT customer, email FROM ids WHERE customer IS NOT NULL) TO "
            + Sql.quote(target.toString())
            + " (FORMAT json)");
  }

  private long keepIds(TransactionRelation rows) {
    return database.update(
        "INSERT INTO ids SELECT DISTINCT customer, NULL FROM (" + rows.sql() + ") WHERE bad = 0");
  }

  @Override
  public LiveOrders.Met meet(TransactionTable transactions, LiveOrders orders) {
    DuckDbSource.Table table = Tables.own(DuckDbSource.Table.class, transactions);
    Optional<Integer> place = table.source().place(orders);
    return place.isEmpty()
        ? LiveOrders.Met.NONE
        : table.scan(relation -> meet(relation, place.get(), orders.givenBack()));
  }

  private LiveOrders.Met meet(TransactionRelation relation, int place, Path givenBack) {
    return database.queryOne(
        Sql.load(DuckDb.class, "live_orders")
            .with("transactions", relation.sql())
            .with("events", Integer.toString(place))
            .with("money", relation.amountsOfOrders() ? "max" : "sum")
            .with("given_back", Sql.quote(givenBack.toString()))
            .toString(),
        row ->
            new LiveOrders.Met(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getBigDecimal(5)));
  }

  private DuckDbProbe probe(ReadOptions options) {
    return new DuckDbProbe(database, options.nullTexts());
  }

  private DuckDbSource source(TransactionInput input, TransactionFiles files) {
    Optional<TransactionFile> events =
        input
            .liveOrders()
            .flatMap(orders -> TransactionReader.ofEvents(probe(input.options()), orders));
    input.erased().ifPresent(customers -> Erased.load(database, customers));
    return new DuckDbSource(database, input, files.before(events), identities(input));
  }

  @Override
  public DuckDbSource openTransactions(TransactionInput input) {
    return source(
        input,
        TransactionReader.open(
            probe(input.options()),
            input.paths(),
            input.mapping(),
            input.options(),
            input.configuration().timeZone(),
            workFolder));
  }

  @Override
  public TableSample look(Path file, ColumnMapping.Input input, TransactionInput settings) {
    return TableLook.of(
        probe(settings.options()), file, input, settings.mapping(), settings.options(), workFolder);
  }

  /** Opens transactions whose files may be without amounts. */
  DuckDbSource openWithOrWithoutAmounts(TransactionInput input) {
    return source(
        input,
        TransactionReader.openWithOrWithoutAmounts(
            probe(input.options()),
            input.paths(),
            input.mapping(),
            input.options(),
            input.configuration().timeZone(),
            workFolder));
  }

  @Override
  public CustomerTable readCustomers(
      List<String> paths, TransactionInput settings, RejectFile rejects) {
    ReadOptions options = settings.options();
    ZoneId zone = settings.configuration().timeZone();
    try (CustomerFiles files =
        CustomerReader.open(probe(options), paths, settings.mapping(), options, zone, workFolder)) {
      return load(files, rejects, settings.erased().isPresent());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  private CrmTable load(CustomerFiles files, RejectFile rejects, boolean erased)
      throws SQLException {
    CustomerFiles read = CustomerQuery.scan(database.connection(), files, this::keep);
    if (erased) {
      Erased.leaveCrm(database);
    }
    long bad = count("bad <> 0");
    Rejects unreadable = CustomerQuery.of(read).collectRejects(database.connection(), bad, rejects);
    return new CrmTable(
        "FROM crm_rows",
        read.attributes(),
        AttributeNames.of(read.attributes()),
        files.describe(),
        counts(unreadable),
        unreadable);
  }

  private void keep(CustomerFiles files) throws SQLException {
    try {
      database.execute("CREATE OR REPLACE TABLE crm_rows AS " + CustomerQuery.of(files).sql());
    } catch (EngineException e) {
      throw e.sql();
    }
  }

  private CustomerCounts counts(Rejects unreadable) {
    return new CustomerCounts(
        count("true") + unreadable.broken(),
        unreadable.count(),
        count("bad IN (%d, %d)".formatted(RowFault.CONSENT.code(), RowFault.CONSENT_TIME.code())),
        count("customer IS NULL"),
        count("email_invalid"));
  }

  private long count(String condition) {
    return database.queryOne(
        "SELECT count(*) FROM crm_rows WHERE " + condition, row -> row.getLong(1));
  }

  @Override
  public Optional<RateTable> openRates(TransactionInput input) {
    return input
        .configuration()
        .tickets()
        .exchangeRates()
        .map(
            file ->
                openRates(
                    Path.of(file),
                    input.configuration().currency().getCurrencyCode(),
                    input.options()));
  }

  private DuckDbRates openRates(Path file, String currency, ReadOptions options) {
    RatesFile rates = RatesReader.open(probe(options), file, currency, options, workFolder);
    try {
      RatesQuery.of(rates).requireSound(database.connection());
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
    return new DuckDbRates(rates);
  }

  @Override
  public Rejects collectRejects(
      TransactionTable transactions, HistoryTable histories, RejectFile rejects) {
    RowCounts counts = histories.counts();
    return collectRejects(
        Tables.own(DuckDbSource.Table.class, transactions),
        counts.unreadable(),
        counts.withoutRate(),
        histories.period().referenceDate(),
        rejects);
  }

  /** Writes down the unreadable rows, and those without a rate up to a day. */
  static Rejects collectRejects(
      DuckDbSource.Table table,
      long unreadable,
      long withoutRate,
      LocalDate until,
      RejectFile rejects) {
    TransactionRelation relation = table.relation();
    UnaryOperator<String> judged =
        withoutRate > 0
            ? rows -> RowLookups.rated(rows, relation, until)
            : UnaryOperator.identity();
    return table.collectRejects(judged, unreadable + withoutRate, rejects);
  }
}
