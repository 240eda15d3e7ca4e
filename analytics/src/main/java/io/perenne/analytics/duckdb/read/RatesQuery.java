// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.source.RatesFile;
import io.perenne.analytics.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of a table of exchange rates as a query. */
public final class RatesQuery {
  private static final int DECIMALS = 8;
  private static final String EURO = "EUR";

  private final RatesFile file;
  private final FileSql reader;
  private final ValueSql values;

  private RatesQuery(RatesFile file) {
    this.file = file;
    reader = new FileSql("rejects_of_rates", file.nullTexts());
    values = new ValueSql(ZoneOffset.UTC, file.nullTexts());
  }

  /** Writes the query for a described file. */
  public static RatesQuery of(RatesFile file) {
    return new RatesQuery(file);
  }

  /**
   * Returns a SELECT, to be put in parentheses, of {@code date DATE}, {@code currency VARCHAR} in
   * upper case and {@code rate DOUBLE}, the value of one unit of the currency in the reporting
   * currency. One row for each day and currency; days without a rate, such as weekends, are absent.
   */
  public String sql() {
    Map<String, String> parts = new HashMap<>();
    parts.put("time", time(file.layout().date()));
    parts.put("reader", reader.sql(List.of(file.table())));
    if (file.layout() instanceof RatesFile.Listed listed) {
      parts.put("currency", text(listed.currency()));
      parts.put("rate", number(listed.rate()));
      parts.put("rate_text", text(listed.rate()));
      return Sql.fill(RatesQuery.class, "rates", parts);
    }
    putCurrencies(((RatesFile.Wide) file.layout()).currencies(), parts);
    return Sql.fill(RatesQuery.class, "rates_wide", parts);
  }

  private void putCurrencies(List<FieldMapping> currencies, Map<String, String> parts) {
    Map<String, String> perEuro = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    for (FieldMapping currency : currencies) {
      perEuro.put(currency.column(), number(currency));
      texts.put(currency.column(), text(currency));
    }
    perEuro.putIfAbsent(EURO, "1");
    texts.putIfAbsent(EURO, "'1'");
    parts.put("base", asDouble(perEuro.getOrDefault(file.reporting(), "NULL")));
    parts.put("names", joined(perEuro.keySet().stream().map(Sql::quote).toList()));
    parts.put("values", joined(perEuro.values().stream().map(RatesQuery::asDouble).toList()));
    parts.put("texts", joined(List.copyOf(texts.values())));
  }

  private static String joined(List<String> expressions) {
    return expressions.stream().collect(Collectors.joining(", "));
  }

  private static String asDouble(String number) {
    return "CAST(" + number + " AS DOUBLE)";
  }

  private String time(FieldMapping date) {
    return values.time(column(date), file.table().columns().get(date.index()), file.time()).whole();
  }

  private String text(FieldMapping found) {
    return values.text(column(found), file.table().columns().get(found.index()));
  }

  private String number(FieldMapping found) {
    return ValueSql.number(
            column(found), file.table().columns().get(found.index()), file.numbers(), DECIMALS)
        .whole();
  }

  private String column(FieldMapping found) {
    return FileSql.column(file.table(), found.index());
  }

  /**
   * Reads all rates and refuses what cannot be: no date, a rate that is not positive, two rates of
   * one day, broken rows.
   */
  public void requireSound(Connection connection) throws SQLException {
    DamageLog damage = new DamageLog(reader);
    damage.forget(connection);
    String faulty = Sql.fill(RatesQuery.class, "faulty_rate", Map.of("rates", sql()));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(faulty)) {
      if (result.next()) {
        throw InputException.of(
            file.table().path(),
            Texts.message("problem.rates.faulty", String.valueOf(result.getString(1))));
      }
    }
    if (!damage.noted(connection, List.of(file.table())).isEmpty()) {
      throw InputException.of(file.table().path(), Texts.message("problem.rates.rows"));
    }
  }
}
