// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.ArmFigures;
import io.perenne.analytics.pipeline.Arms;
import io.perenne.analytics.pipeline.CustomerGroup;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.FollowUp;
import io.perenne.analytics.pipeline.Foretold;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.analytics.pipeline.QuarterSpread;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.analytics.pipeline.TicketDayCode;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.control.Arm;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The table of customers of a published run on an embedded DuckDB. */
final class DuckDbCustomers implements PublishedCustomers {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** A column that runs of earlier versions have not. */
  private static final String LOG_GAPS = "log_gaps";

  private static final String DAYS = "ticket_days";

  private final Engine engine;
  private final DuckDb database;
  private final Path file;
  private final Map<Language, String> tables = new EnumMap<>(Language.class);

  /** Opens a table; closing it closes the engine. */
  DuckDbCustomers(Engine engine, DuckDb database, Path file) {
    this.engine = engine;
    this.database = database;
    this.file = file;
    database.execute("SET parquet_metadata_cache = true"); // a published file never changes
  }

  @Override
  public List<String> columns() {
    return database.query(
        "SELECT column_name FROM (DESCRIBE SELECT * FROM " + table(Language.EN) + ")",
        row -> row.getString(1));
  }

  @Override
  public Optional<Map<String, String>> find(String customerId, Language language) {
    Sql sql =
        Sql.load(DuckDb.class, "customer_row")
            .with("datamodel", table(language))
            .withText("customer", customerId);
    return database.query(sql, DuckDbCustomers::values).stream().findFirst();
  }

  @Override
  public void facts(List<String> numbers, String text, FactReader reader) {
    String columns =
        numbers.stream()
            .map(each -> column(each) + "::DOUBLE")
            .collect(Collectors.joining(", ", "", ", coalesce(" + column(text) + ", '')"));
    double[] values = new double[numbers.size()];
    database.scan(
        overCustomers("customer_facts").with("columns", columns),
        row -> {
          for (int i = 0; i < values.length; i++) {
            double number = row.getDouble(i + 1);
            values[i] = row.wasNull() ? Double.NaN : number;
          }
          reader.read(values, row.getString(values.length + 1));
        });
  }

  private String column(String name) {
    return PublishedTable.has(database, file, name) ? '"' + name + '"' : "NULL";
  }

  @Override
  public int[] order(String column, boolean descending) {
    if (!columns().contains(column)) {
      throw new IllegalArgumentException("no such column: " + column);
    }
    Sql sql =
        Sql.load(DuckDb.class, "customer_order")
            .with("datamodel", table(Language.EN))
            .with("column", '"' + column + '"')
            .with("direction", descending ? "DESC" : "ASC");
    int[] order = new int[Math.toIntExact(count())];
    int[] next = {0};
    database.scan(sql, row -> order[next[0]++] = row.getInt(1));
    return order;
  }

  @Override
  public RunFigures figures() {
    return new RunFigures(
        database.query(overCustomers("customer_groups"), DuckDbCustomers::cell),
        database.query(
            overCustomers("value_distribution"),
            row -> new RunFigures.ValueCell(row.getString(1), row.getInt(2), row.getLong(3))),
        database.query(
            overCustomers("tickets_and_silence"),
            row -> new RunFigures.ActivityCell(row.getInt(1), row.getInt(2), row.getLong(3))));
  }

  @Override
  public Map<String, SegmentFigures> segmentFigures() {
    Map<String, SegmentCollector> segments = new TreeMap<>();
    database.scan(
        overCustomers("segment_figures")
            .with("steps", SegmentFigures.MOST_RHYTHM)
            .with("per_unit", SegmentFigures.STEPS_PER_RHYTHM)
            .with("most_tickets", SegmentFigures.MOST_TICKETS),
        row ->
            segments
                .computeIfAbsent(row.getString("segment"), id -> new SegmentCollector())
                .add(row));
    Map<String, SegmentFigures> figures = new TreeMap<>();
    segments.forEach((id, collected) -> figures.put(id, collected.figures()));
    return figures;
  }

  @Override
  public Movement since(Path earlier, boolean compared) {
    Sql sql =
        Sql.load(DuckDb.class, "movement")
            .with("before", PublishedTable.file(earlier))
            .with("now", PublishedTable.file(file))
            .with("cause", compared ? "given_cause" : "''");
    return new Movement(database.query(sql, DuckDbCustomers::moved));
  }

  private static Movement.Cell moved(ResultSet row) throws SQLException {
    return new Movement.Cell(
        row.getString("segment_before"),
        row.getString("segment_now"),
        row.getString("band_before"),
        row.getString("band_now"),
        Movement.Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
        row.getString("cause"),
        row.getLong("customers"),
        row.getBigDecimal("so_far_before"),
        row.getBigDecimal("expected_before"),
        row.getBigDecimal("so_far_now"),
        row.getBigDecimal("expected_now"));
  }

  @Override
  public List<Foretold> foretold(Path earlier, int every) {
    Sql sql =
        Sql.load(DuckDb.class, "foretold")
            .with("before", PublishedTable.file(earlier))
            .with("now", PublishedTable.file(file))
            .with("log_gaps", PublishedTable.has(database, earlier, LOG_GAPS) ? LOG_GAPS : "0")
            .with("every", every);
    return database.query(sql, DuckDbCustomers::foretold);
  }

  private static Foretold foretold(ResultSet row) throws SQLException {
    double money = row.getDouble("money");
    boolean gone = row.wasNull();
    return new Foretold(
        row.getString("segment"),
        row.getInt("purchase_days"),
        day(row.getLong("first_micros")),
        day(row.getLong("last_micros")),
        row.getDouble("log_gaps"),
        row.getDouble("expected"),
        row.getDouble("expected_purchases"),
        gone ? Double.NaN : money,
        row.getInt("purchases"));
  }

  @Override
  public boolean tellsDays(Path earlier) {
    return PublishedTable.has(database, file, DAYS) && PublishedTable.has(database, earlier, DAYS);
  }

  @Override
  public long followed(Path earlier, Consumer<FollowUp> reader) {
    String before = PublishedTable.file(earlier);
    String now = PublishedTable.file(file);
    database.scan(
        Sql.load(DuckDb.class, "followed").with("before", before).with("now", now),
        row -> reader.accept(followed(row)));
    return database.queryOne(
        "SELECT count(*) FROM "
            + now
            + " WHERE \"CG_SEGMENT\" IS NOT NULL AND \"CG_SEGMENT\"::VARCHAR <> '' AND"
            + " \"CustomerId\" NOT IN (SELECT \"CustomerId\" FROM "
            + before
            + ")",
        row -> row.getLong(1));
  }

  private static FollowUp followed(ResultSet row) throws SQLException {
    return new FollowUp(
        row.getString("segment"),
        row.getString("arm").equals(Arm.CONTROL.code()) ? Arm.CONTROL : Arm.TARGET,
        row.getBoolean("contactable"),
        row.getDouble("value"),
        row.getDouble("expected"),
        TicketDayCode.read(row.getString("days")),
        row.getBoolean("known"),
        row.getString("segment_now"),
        row.getString("arm_now"),
        row.getBoolean("consents_now"),
        row.getDouble("expected_now"),
        TicketDayCode.read(row.getString("days_now")));
  }

  private static int day(long micros) {
    return Math.toIntExact(Math.floorDiv(micros, MICROS_PER_DAY));
  }

  @Override
  public Arms arms() {
    Map<String, QuarterSpread> spread = new TreeMap<>();
    database.scan(
        overCustomers("spread"),
        row ->
            spread.put(
                row.getString("segment"),
                new QuarterSpread(
                    row.getLong("customers"),
                    row.getDouble("sum_now"),
                    row.getDouble("squares_now"),
                    row.getDouble("sum_before"),
                    row.getDouble("squares_before"),
                    row.getDouble("products"))));
    return Arms.of(database.query(overCustomers("arms"), DuckDbCustomers::arm), spread);
  }

  private static Arms.Part arm(ResultSet row) throws SQLException {
    long customers = row.getLong("customers");
    return new Arms.Part(
        row.getString("segment"),
        row.getBoolean("control"),
        new ArmFigures(
            sums(row, "value", customers),
            sums(row, "money", customers),
            sums(row, "tickets", customers),
            sums(row, "silence", row.getLong("buyers"))));
  }

  private static ArmFigures.Sums sums(ResultSet row, String name, long customers)
      throws SQLException {
    return new ArmFigures.Sums(customers, row.getDouble(name), row.getDouble(name + "_squares"));
  }

  /** The file itself: no sentence is needed to add numbers. */
  private Sql overCustomers(String statement) {
    return Sql.load(DuckDb.class, statement).with("customers", PublishedTable.file(file));
  }

  private static RunFigures.Cell cell(ResultSet row) throws SQLException {
    return new RunFigures.Cell(
        row.getString("segment"),
        row.getString("band"),
        new CustomerGroup(
            row.getLong("customers"),
            row.getLong("control"),
            row.getLong("up"),
            row.getLong("down"),
            row.getLong("with_rhythm"),
            row.getDouble("rhythm_days"),
            row.getDouble("silence_days"),
            row.getDouble("life_days"),
            row.getLong("tickets"),
            row.getDouble("revenue"),
            row.getDouble("value")));
  }

  private long count() {
    return database.queryOne("SELECT count(*) FROM " + table(Language.EN), row -> row.getLong(1));
  }

  private String table(Language language) {
    return tables.computeIfAbsent(
        language, words -> PublishedTable.sql(database.connection(), file, words));
  }

  private static Map<String, String> values(ResultSet row) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.put(
          row.getMetaData().getColumnLabel(i), Objects.requireNonNullElse(row.getString(i), ""));
    }
    return values;
  }

  @Override
  public List<Named> named(Collection<String> ids, Collection<String> emails) {
    if (ids.isEmpty() && emails.isEmpty()) {
      return List.of();
    }
    return database.query(
        "SELECT CustomerId, coalesce(Email, '') FROM "
            + PublishedTable.file(file)
            + " WHERE CustomerId IN "
            + list(ids)
            + " OR lower(Email) IN "
            + list(emails)
            + " ORDER BY CustomerId",
        row -> new Named(row.getString(1), row.getString(2)));
  }

  private static String list(Collection<String> values) {
    return values.isEmpty()
        ? "(NULL)"
        : values.stream().map(Sql::quote).collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public long without(Collection<String> ids, Path target) {
    database.execute("SET preserve_insertion_order = true");
    String rows = "SELECT * FROM " + PublishedTable.file(file);
    String left = ids.isEmpty() ? rows : rows + " WHERE CustomerId NOT IN " + list(ids);
    return database.update(Publisher.copy(left, target));
  }

  @Override
  public void close() {
    engine.close();
  }
}
