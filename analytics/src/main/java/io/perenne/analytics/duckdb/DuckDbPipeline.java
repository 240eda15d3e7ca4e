// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.meaning.NonProducts;
import io.perenne.analytics.ingest.meaning.SuspiciousIds;
import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.ColumnOffer;
import io.perenne.analytics.pipeline.ContractFile;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.DatamodelSummary;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.IdShape;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.analytics.pipeline.RowLook;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.pipeline.ValueBasis;
import io.perenne.analytics.pipeline.ValueTable;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.CadenceStatistics;
import io.perenne.clv.segment.NormalisedGaps;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.check.BacktestRow;
import io.perenne.clv.spend.PriceLevel;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBColumnType;

/** The {@link Pipeline} on an embedded DuckDB. */
final class DuckDbPipeline implements Pipeline {
  /** With more customers than this, spend statistics travel as bin means. */
  private static final long MOST_SPEND_CELLS = 200_000;

  private static final int SPEND_BINS_PER_LOG_UNIT = 256;

  /**
   * So many neighbouring rows the engine hands to a function at once. They stand in the order of
   * hashed ids, so a sample of calls is as good as one of rows, and takes fewer calls.
   */
  private static final int ROWS_OF_CALL = 2048;

  /** Customers with the most tickets that are looked at. */
  private static final int MOST_SUSPICIOUS = 20;

  private final DuckDb database;
  private final Functions functions;
  private final Summarizer summarizer;
  private int tables;

  /**
   * Makes a pipeline.
   *
   * @param workFolder where to put rows that do not fit in memory; not deleted
   */
  DuckDbPipeline(DuckDb database, int threads, Path workFolder) {
    this.database = database;
    functions = new Functions(database);
    functions.defineRounding();
    RowCollector collector = new RowCollector(database, functions, threads, workFolder);
    summarizer = new Summarizer(database, functions, collector, threads);
  }

  @Override
  public HistoryTable summarize(TransactionTable transactions, ObservationPeriod period) {
    return Tables.own(DuckDbSource.Table.class, transactions)
        .scan(relation -> summarize(relation, period));
  }

  /** Summarizes rows whose queries are known. */
  HistoryTable summarize(TransactionRelation transactions, ObservationPeriod period) {
    return summarizer.summarize(transactions, period, newTable("purchase_histories"));
  }

  @Override
  public BaseSummary summary(HistoryTable histories) {
    return database.queryOne(
        Sql.load(DuckDb.class, "base_summary").with("histories", Tables.name(histories)),
        row ->
            new BaseSummary(
                row.getLong(1),
                Optional.ofNullable(row.getObject(2, LocalDate.class)),
                Optional.ofNullable(row.getObject(3, LocalDate.class)),
                row.getDouble(4),
                row.getDouble(5),
                row.getDouble(6),
                row.getLong(7)));
  }

  @Override
  public List<String> idsAlike(HistoryTable histories, int most) {
    return database.query(
        Sql.load(DuckDb.class, "ids_alike")
            .with("histories", Tables.name(histories))
            .with("most", most),
        row -> row.getString(1));
  }

  @Override
  public List<IdShape> idShapes(HistoryTable histories) {
    return database.query(
        Sql.load(DuckDb.class, "id_shapes").with("histories", Tables.name(histories)),
        row -> new IdShape(row.getString(1), row.getLong(2), row.getString(3)));
  }

  @Override
  public RowLook look(TransactionTable transactions) {
    return new RowLooks(database)
        .look(Tables.own(DuckDbSource.Table.class, transactions).relation());
  }

  @Override
  public List<SuspiciousIds.Suspicion> suspiciousIds(HistoryTable histories) {
    SuspiciousIds.Base base =
        database.queryOne(
            Sql.load(DuckDb.class, "ticket_base").with("histories", Tables.name(histories)),
            row -> new SuspiciousIds.Base(row.getLong(1), row.getLong(2), row.getLong(3)));
    return SuspiciousIds.find(
        database.query(
            Sql.load(DuckDb.class, "largest_ids")
                .with("histories", Tables.name(histories))
                .with("most", MOST_SUSPICIOUS),
            row ->
                new SuspiciousIds.IdCount(
                    row.getString(1), row.getLong(2), row.getLong(3), row.getBigDecimal(4))),
        base);
  }

  @Override
  public Optional<NonProducts.Suspects> nonProducts(TransactionTable transactions) {
    DuckDbSource.Table table = Tables.own(DuckDbSource.Table.class, transactions);
    return table.source().current().has("product")
        ? new Products(database).suspects(table.relation())
        : Optional.empty();
  }

  @Override
  public CustomerMatch join(HistoryTable histories, CustomerTable customers) {
    return new CrmJoin(database, histories, CrmTable.of(customers)).join();
  }

  @Override
  public Optional<ColumnOffer> otherColumns(
      CustomerMatch match, TransactionTable transactions, CustomerTable customers) {
    return new CrmColumns(database, CrmTable.of(customers), match)
        .best(Tables.own(DuckDbSource.Table.class, transactions).source().current());
  }

  @Override
  public CadenceStatistics cadenceStatistics(HistoryTable histories) {
    return database.queryOne(
        Sql.load(DuckDb.class, "cadence_statistics").with("histories", Tables.name(histories)),
        row -> new CadenceStatistics(row.getLong(1), row.getDouble(2)));
  }

  @Override
  public HistoryCells historyCells(HistoryTable histories) {
    HistoryCells.Builder cells = HistoryCells.builder();
    database.scan(
        Sql.load(DuckDb.class, "history_cells")
            .with("reference_date", histories.period().referenceDate())
            .with("histories", Tables.name(histories)),
        row ->
            cells.add(
                row.getInt(1),
                row.getInt(2),
                row.getInt(3),
                row.getDouble(4),
                (double) row.getLong(5)));
    return cells.build();
  }

  @Override
  public SpendCells spendCells(HistoryTable histories, PriceLevel prices) {
    boolean many = histories.counts().customers() > MOST_SPEND_CELLS;
    String bin =
        many ? "floor(ln(spend) * " + SPEND_BINS_PER_LOG_UNIT + ")::INTEGER" : "spend, spend_log";
    Sql statement =
        Sql.load(DuckDb.class, "spend_cells")
            .with("spend_days", spendDays(histories))
            .with("histories", Tables.name(histories))
            .with("bin", bin);
    if (prices.isConstant()) {
      statement = statement.with("spend", "spend").with("spend_log", "spend_log");
    } else {
      String factor = priceFactor(newTable("prices"), prices);
      statement =
          statement
              .with("spend", "round(spend * " + factor + ")::BIGINT")
              .with(
                  "spend_log",
                  "spend_log + round(1e9 * ln(%s) * (%s))::BIGINT"
                      .formatted(factor, spendDays(histories)));
    }
    SpendCells.Builder cells = SpendCells.builder();
    database.scan(
        statement,
        row ->
            cells.add(row.getInt(1), row.getDouble(2), row.getDouble(3), (double) row.getLong(4)));
    return cells.build();
  }

  @Override
  public PurchaseLog purchaseSample(HistoryTable histories, int most) {
    PurchaseLog.Builder log = PurchaseLog.builder();
    PurchaseBuffer purchases = new PurchaseBuffer(true);
    database.scan(
        Sql.load(DuckDb.class, "purchase_sample")
            .with("histories", Tables.name(histories))
            .with("most", most),
        row -> {
          purchases.decode(row.getInt(1), row.getString(2), row.getString(3));
          log.add(purchases.days(), purchases.values(), purchases.count());
        });
    return log.build();
  }

  @Override
  public ValueTable value(HistoryTable histories, ValueBasis basis) {
    String name = newTable("customer_values");
    functions.defineValuation(suffix(name), basis.valuation());
    functions.defineRefunds(suffix(name), basis.refunds());
    String money = basis.margins() ? "historic_margin" : "historic_value";
    String known =
        basis.historicFactor() == 1
            ? money
            : "round(" + money + " * " + basis.historicFactor() + ")::BIGINT";
    boolean priced = !basis.prices().isConstant();
    Optional<OperationalClock> gapTime = basis.valuation().gapTime();
    basis.states().ifPresent(states -> functions.defineStates(suffix(name), states));
    database.execute(
        Sql.load(DuckDb.class, "customer_values")
            .with("price_factor", priced ? priceFactor(name, basis.prices()) : "1::DOUBLE")
            .with("spend_today", priced ? "round(spend * price_factor)::BIGINT" : "spend")
            .with("log_gaps", gapTime.map(time -> logGaps(name, time)).orElse("0::DOUBLE"))
            .with("gaps_too", gapTime.isPresent() ? ", log_gaps" : "")
            .with("state_factor", basis.states().isPresent() ? stateFactor(name) : "1::DOUBLE")
            .with("name", name)
            .with("suffix", suffix(name))
            .with("spend_days", spendDays(histories))
            .with("kept", basis.refunds().rate() > 0 ? keptShare(name) : "1::DOUBLE")
            .with("residual_factor", Double.toString(basis.residualFactor()))
            .with("known_units", known)
            .with("reference_date", histories.period().referenceDate())
            .with("histories", Tables.name(histories)));
    return new Tables.Values(name, histories);
  }

  @Override
  public BuyerStatistics buyerStatistics(ValueTable values, Cadence cadence) {
    NormalisedGaps gaps = gaps(values, cadence);
    return database.queryOne(
        Sql.load(DuckDb.class, "buyer_statistics").with("values", Tables.name(values)),
        row -> {
          double[] ltv = doubles(row.getArray(2), 4);
          double[] log = doubles(row.getArray(4), 2);
          return new BuyerStatistics(
              row.getLong(1),
              ltv[0],
              ltv[1],
              ltv[2],
              ltv[3],
              row.getLong(3),
              log[0],
              log[1],
              row.getLong(5),
              row.getDouble(6),
              gaps.firstSize(),
              gaps.firstQ90(),
              gaps.firstQ99(),
              gaps.laterSize(),
              gaps.laterQ90(),
              gaps.laterQ99());
        });
  }

  private NormalisedGaps gaps(ValueTable values, Cadence cadence) {
    return gaps(
        Tables.name(values.histories()), GapQuantiles.NAME + suffix(Tables.name(values)), cadence);
  }

  /** Measures the gaps of a table of histories, by a function that gets this name. */
  NormalisedGaps gaps(String histories, String function, Cadence cadence) {
    String customers =
        " FROM " + histories + " WHERE interval_purchase_days > 0 AND purchase_days > 1";
    NormalisedGaps gaps =
        database.queryOne(
            "SELECT count(*), sum(purchase_days - 1)" + customers,
            row -> new NormalisedGaps(cadence, row.getLong(1), row.getLong(2)));
    functions.defineSink(function, new GapQuantiles(gaps), DuckDBColumnType.VARCHAR);
    while (gaps.needsPass()) {
      long oneOf = gaps.oneOf();
      String sample = oneOf == 1 ? "" : " AND rowid // " + ROWS_OF_CALL + " % " + oneOf + " = 0";
      database.execute("SELECT sum(" + function + "(gaps))" + customers + sample);
      gaps.endPass();
    }
    return gaps;
  }

  private static double[] doubles(Array array, int size) throws SQLException {
    double[] numbers = new double[size];
    if (array == null) {
      return numbers;
    }
    Object[] values = (Object[]) array.getArray();
    for (int i = 0; i < size; i++) {
      numbers[i] = ((Number) values[i]).doubleValue();
    }
    return numbers;
  }

  @Override
  public SegmentTable segment(ValueTable values, SegmentRules rules) {
    String name = newTable("segments");
    functions.defineCadence(suffix(name), rules.thresholds().cadence());
    functions.defineDecision(suffix(name), rules);
    database.execute(
        Sql.load(DuckDb.class, "segments")
            .with("name", name)
            .with("suffix", suffix(name))
            .with("values", Tables.name(values)));
    return new Tables.Segments(name, values, rules);
  }

  @Override
  public boolean canRead(Path table, List<String> columns) {
    try {
      database.queryOne(
          Sql.load(DuckDb.class, "decoded_table")
              .with("columns", '"' + String.join("\", \"", columns) + '"')
              .withText("file", table.toString()),
          row -> row.getString(1));
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  @Override
  public Datamodel publish(SegmentTable segments, Publication publication, Path file) {
    return new Publisher(database, functions, segments, publication).publish(file);
  }

  @Override
  public DatamodelSummary summary(Datamodel datamodel) {
    return new DatamodelReader(database, datamodel).summary();
  }

  @Override
  public void export(Datamodel datamodel, ContractFile contract) {
    new DatamodelReader(database, datamodel).export(contract);
  }

  @Override
  public List<BacktestRow> future(SegmentTable segments, HistoryTable later) {
    return database.query(
        Sql.load(DuckDb.class, "segment_future")
            .with("segment", Functions.segmentOf("segments.decision"))
            .with("segments", Tables.name(segments))
            .with("later", Tables.name(later)),
        row ->
            new BacktestRow(
                Segment.of(row.getInt(1)),
                row.getLong(2),
                row.getLong(3),
                row.getDouble(4),
                row.getDouble(5)));
  }

  private static String keptShare(String values) {
    return "kept_share" + suffix(values) + "(bought, historic_value)";
  }

  private String priceFactor(String table, PriceLevel prices) {
    functions.definePrices(suffix(table), prices);
    return "coalesce(price_factor%s((first_micros // 86400000000)::INTEGER, gaps), 1::DOUBLE)"
        .formatted(suffix(table));
  }

  private String logGaps(String table, OperationalClock time) {
    functions.defineLogGaps(suffix(table), time);
    return "coalesce(log_gaps%s((first_micros // 86400000000)::INTEGER, gaps), 0::DOUBLE)"
        .formatted(suffix(table));
  }

  private static String stateFactor(String values) {
    return "state_factor"
        + suffix(values)
        + "(model_value, interval_purchase_days, purchase_days, silence, age, gap_sum, gap_count)";
  }

  private static String spendDays(HistoryTable histories) {
    return histories.rules().spendDays() == SpendDays.ALL ? "purchase_days" : "purchase_days - 1";
  }

  private String newTable(String stem) {
    tables++;
    return stem + "_" + tables;
  }

  private static String suffix(String table) {
    return table.substring(table.lastIndexOf('_'));
  }
}
