// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.duckdb.read.FileSql;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.source.TableProbe;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Answers the questions that describing a file may raise by queries over it. */
final class DuckDbProbe implements TableProbe {
  private final DuckDb database;
  private final FileSql reader;

  /** Makes a probe that takes the given texts for none. */
  DuckDbProbe(DuckDb database, List<String> nullTexts) {
    this.database = database;
    reader = new FileSql("rejects_of_probes", nullTexts);
  }

  @Override
  public TableSample parquet(Path file, int rows) {
    String table = "read_parquet(" + FileSql.fileLiteral(file) + ")";
    try {
      List<Column> columns =
          database.query(
              "DESCRIBE SELECT * FROM " + table,
              row -> new Column(row.getString(1), row.getString(2)));
      List<List<String>> first =
          database.query(
              "SELECT COLUMNS(*)::VARCHAR FROM " + table + " LIMIT " + rows,
              row -> texts(row, columns.size()));
      return new TableSample(columns, first);
    } catch (EngineException e) {
      throw InputException.of(file, Texts.message("problem.file.damaged-parquet"), e.sql());
    }
  }

  private static List<String> texts(ResultSet row, int width) throws SQLException {
    List<String> texts = new ArrayList<>(width);
    for (int i = 1; i <= width; i++) {
      texts.add(Objects.requireNonNullElse(row.getString(i), ""));
    }
    return texts;
  }

  @Override
  public Optional<List<List<String>>> firstRows(TableFile file, int rows) {
    try {
      return Optional.of(
          database.query(
              "SELECT * FROM " + reader.sql(List.of(file)) + " LIMIT " + rows,
              row -> texts(row, file.columns().size())));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  @Override
  public DateNumbers dateNumbers(TableFile file, int column) {
    return database.queryOne(
        overAllRows("day_or_month", file, column),
        row -> new DateNumbers(row.getLong(1), row.getLong(2)));
  }

  @Override
  public MarkCounts decimalMarks(TableFile file, int column) {
    return database.queryOne(
        overAllRows("decimal_mark", file, column),
        row -> new MarkCounts(row.getLong(1), row.getLong(2)));
  }

  private Sql overAllRows(String statement, TableFile file, int column) {
    return Sql.load(FileSql.class, statement)
        .with("column", FileSql.column(file, column))
        .with("reader", reader.sql(List.of(file)));
  }
}
