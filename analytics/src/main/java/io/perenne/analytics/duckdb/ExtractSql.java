// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.Extract;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the statement that makes a file of an {@link Extract}. */
final class ExtractSql {
  private static final String NOBODY = "SELECT '' WHERE false";

  private final DuckDb database;
  private final Extract extract;

  ExtractSql(DuckDb database, Extract extract) {
    this.database = database;
    this.extract = extract;
  }

  String copyTo(Path file) {
    return "COPY (" + select() + ") TO " + Sql.quote(file.toString()) + options();
  }

  private String select() {
    String now = rows(extract.customers(), condition());
    return extract.changes().map(changes -> changed(now, changes)).orElse(now);
  }

  private String changed(String now, Extract.Changes changes) {
    String key = Sql.identifier(changes.key());
    String compared =
        extract.columns().stream()
            .filter(column -> !changes.ignored().contains(column.source()))
            .map(column -> Sql.identifier(column.name()))
            .collect(Collectors.joining(", "));
    return Sql.load(DuckDb.class, "changed_rows")
            .with("now", now)
            .with("before", rows(changes.before(), chosen()))
            .with("key", key)
            .with("compared", compared)
            .with("refused", changes.refused().map(ExtractSql::keys).orElse(NOBODY))
        + " ORDER BY "
        + key;
  }

  private String rows(Path customers, String condition) {
    String columns =
        extract.columns().stream().map(ExtractSql::expression).collect(Collectors.joining(", "));
    return Sql.load(DuckDb.class, "shipped_rows")
        .with("columns", columns)
        .with("customers", PublishedTable.sql(database.connection(), customers))
        .with("condition", condition)
        .toString();
  }

  /** The condition of those chosen now. */
  private String chosen() {
    Extract.Choice choice = extract.rows().choice();
    String segment =
        choice.segmentIds().isEmpty()
            ? "true"
            : choice.segmentIds().stream()
                .map(Sql::quote)
                .collect(Collectors.joining(", ", "\"ID_CLV_SEGMENT\" IN (", ")"));
    return segment + (choice.contactableOnly() ? " AND \"EMAIL_COMMUNICATIONS\"" : "");
  }

  /** The condition on a row, with those who were chosen before. */
  private String condition() {
    List<String> before =
        Stream.concat(
                extract.rows().chosenBefore().stream().map(this::chosenKeys),
                extract.rows().keyLists().stream().map(ExtractSql::keys))
            .map(keys -> "\"CustomerId\" IN (" + keys + ")")
            .toList();
    return before.isEmpty() ? chosen() : "(" + chosen() + ") OR " + String.join(" OR ", before);
  }

  private String chosenKeys(Path customers) {
    return Sql.load(DuckDb.class, "chosen_keys")
        .withText("customers", customers.toString())
        .with("condition", chosen())
        .toString();
  }

  private static String keys(Path list) {
    return Sql.load(DuckDb.class, "refused_keys").withText("list", list.toString()).toString();
  }

  private static String expression(Extract.Column column) {
    return value(Sql.identifier(column.source()), column.writing())
        + " AS "
        + Sql.identifier(column.name());
  }

  private static String value(String column, Extract.Writing writing) {
    if (writing instanceof Extract.Time time) {
      String local =
          time.utcFrom()
              .map(
                  zone ->
                      "timezone('UTC', timezone(" + Sql.quote(zone.getId()) + ", " + column + "))")
              .orElse(column);
      return "strftime(" + local + ", " + Sql.quote(time.pattern()) + ")";
    }
    if (writing instanceof Extract.Flag flag) {
      return "CASE WHEN %1$s THEN %2$s WHEN NOT %1$s THEN %3$s END"
          .formatted(column, Sql.quote(flag.yes()), Sql.quote(flag.no()));
    }
    return column;
  }

  private String options() {
    if (extract.format() instanceof Extract.Csv csv) {
      return " (FORMAT csv, HEADER true, QUOTE '\"', ESCAPE '\"', DELIMITER "
          + Sql.quote(csv.delimiter())
          + ", NULLSTR "
          + Sql.quote(csv.nullText())
          + ")";
    }
    return extract.format() instanceof Extract.JsonLines ? " (FORMAT json)" : " (FORMAT parquet)";
  }
}
