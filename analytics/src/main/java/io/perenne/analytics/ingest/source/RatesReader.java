// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.Resources;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Opens a table of exchange rates: either long (date, currency, value of one unit in the reporting
 * currency) or wide in the manner of the European Central Bank (date, one column for each currency,
 * units of it for one euro). A faulty rate would falsify every amount, so it is refused, not
 * skipped.
 */
public final class RatesReader {

  private static final Vocabulary VOCABULARY = Vocabulary.load("rate_columns.txt");
  private static final int MIN_WIDE = 2;

  private final Connection connection;
  private final ReadOptions options;
  private final EngineReader reader;
  private final SqlValues values;

  private RatesReader(Connection connection, ReadOptions options) {
    this.connection = connection;
    this.options = options;
    this.reader = new EngineReader("rejects_of_rates", options.nullTexts());
    this.values = new SqlValues(ZoneOffset.UTC, options.nullTexts());
  }

  /**
   * Opens rates.
   *
   * @param connection an engine connection
   * @param path one file
   * @param reporting the reporting currency's ISO code
   * @param workDirectory an existing folder for copies of files that the engine cannot read
   * @return the rates, read once and found sound
   * @throws InputException if the table is none of the two kinds or holds a faulty rate
   */
  public static RatesSource open(
      Connection connection, Path path, String reporting, ReadOptions options, Path workDirectory)
      throws SQLException {
    RatesReader rates = new RatesReader(connection, options);
    TableFile table = new TableOpener(options).open(connection, path);
    if (!new EngineCheck(connection, rates.reader, options).reads(table)) {
      table = new TableCopier(workDirectory).copy(table);
    }
    RatesSource source = rates.source(table, reporting.toUpperCase(Locale.ROOT));
    rates.requireSound(source);
    return source;
  }

  private RatesSource source(TableFile table, String reporting) throws SQLException {
    List<Integer> currencies = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().matches("[A-Z]{3}")) {
        currencies.add(i);
      }
    }
    List<FieldMapping> found =
        new ColumnRecogniser(
                table.path(), table.sample(), VOCABULARY, ColumnMapping.none(), options.nullTexts())
            .recognise();
    Map<String, FieldMapping> fields = new HashMap<>();
    found.forEach(mapping -> fields.put(mapping.field(), mapping));
    FieldMapping date = fields.get("date");
    if (date == null) {
      throw refused(table);
    }
    if (currencies.size() >= MIN_WIDE) {
      List<FieldMapping> mapping = new ArrayList<>(List.of(date));
      currencies.forEach(index -> mapping.add(rateColumn(table, index)));
      return new RatesSource(table, mapping, wide(table, date, currencies, reporting));
    }
    FieldMapping currency = fields.get("currency");
    FieldMapping rate = fields.get("rate");
    if (currency == null || rate == null) {
      throw refused(table);
    }
    Map<String, String> parts = new HashMap<>();
    parts.put("time", time(table, date));
    parts.put("currency", text(table, currency.index()));
    parts.put("rate", number(table, rate.index(), style(table, List.of(rate.index()))));
    parts.put("rate_text", text(table, rate.index()));
    parts.put("reader", reader.sql(List.of(table)));
    return new RatesSource(table, List.of(date, currency, rate), Resources.sql("rates.sql", parts));
  }

  private static FieldMapping rateColumn(TableFile table, int index) {
    String name = table.columns().get(index).name();
    return new FieldMapping("rate", name, index, "a currency's code for one euro", "");
  }

  private static InputException refused(TableFile table) {
    return InputException.of(
        table.path(),
        "no table of rates: give the columns date, currency and rate (one unit in the reporting"
            + " currency), or date and one column for each currency as the European Central Bank"
            + " does; it has "
            + String.join(", ", table.sample().names()));
  }

  private String wide(
      TableFile table, FieldMapping date, List<Integer> currencies, String reporting)
      throws SQLException {
    DecimalMark style = style(table, currencies);
    Map<String, String> perEuro = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    for (int index : currencies) {
      perEuro.put(table.columns().get(index).name(), number(table, index, style));
      texts.put(table.columns().get(index).name(), text(table, index));
    }
    perEuro.putIfAbsent("EUR", "1");
    texts.putIfAbsent("EUR", "'1'");
    String base = perEuro.get(reporting);
    if (base == null) {
      throw InputException.of(
          table.path(), "it has no column for the reporting currency " + reporting);
    }
    Map<String, String> parts = new HashMap<>();
    parts.put("time", time(table, date));
    parts.put("base", "CAST(" + base + " AS DOUBLE)");
    parts.put("names", perEuro.keySet().stream().map(Sql::quote).collect(Collectors.joining(", ")));
    parts.put(
        "values",
        perEuro.values().stream()
            .map(value -> "CAST(" + value + " AS DOUBLE)")
            .collect(Collectors.joining(", ")));
    parts.put("texts", String.join(", ", texts.values()));
    parts.put("reader", reader.sql(List.of(table)));
    return Resources.sql("rates_wide.sql", parts);
  }

  private String time(TableFile table, FieldMapping date) throws SQLException {
    TimeStyle style = new TimeDecision(connection, reader, options).decided(table, date);
    return values.time(table.engineColumn(date.index()), type(table, date.index()), style).whole();
  }

  private String text(TableFile table, int index) {
    return values.text(table.engineColumn(index), type(table, index));
  }

  private static Column type(TableFile table, int index) {
    return table.columns().get(index);
  }

  private static String number(TableFile table, int index, DecimalMark style) {
    return SqlValues.number(table.engineColumn(index), type(table, index), style, 8).whole();
  }

  private DecimalMark style(TableFile table, List<Integer> columns) {
    if (options.decimalSeparator() != null) {
      return options.decimalSeparator() == ',' ? DecimalMark.COMMA : DecimalMark.POINT;
    }
    List<String> all = new ArrayList<>();
    for (int column : columns) {
      all.addAll(table.sample().values(column, java.util.Set.copyOf(options.nullTexts())));
    }
    return DecimalMark.of(all).orElse(DecimalMark.POINT);
  }

  /** Looks for what cannot be: no date, a rate that is not positive, two rates of one day. */
  private void requireSound(RatesSource source) throws SQLException {
    String sql = Resources.sql("faulty_rate.sql", Map.of("rates", source.relationSql()));
    Damage damage = new Damage(reader);
    damage.forget(connection);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      if (result.next()) {
        throw InputException.of(
            source.file(), "faulty rate: " + result.getString(1) + "; correct it");
      }
    }
    if (!damage.noted(connection, List.of(source.table())).isEmpty()) {
      throw InputException.of(
          source.file(), "rows with too few or too many fields, or broken quotes; correct it");
    }
  }
}
