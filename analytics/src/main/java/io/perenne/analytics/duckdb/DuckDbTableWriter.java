// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.TableWriter;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/** A {@link TableWriter} that collects rows in a table of a DuckDB. */
final class DuckDbTableWriter implements TableWriter {
  private final Engine engine;
  private final DuckDb database;
  private final DuckDBAppender appender;

  private DuckDbTableWriter(Engine engine, DuckDb database, DuckDBAppender appender) {
    this.engine = engine;
    this.database = database;
    this.appender = appender;
  }

  /** Returns an empty table; closing it closes the engine. */
  static DuckDbTableWriter of(Engine engine, DuckDb database, List<Column> columns) {
    String types =
        columns.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    database.execute("SET preserve_insertion_order = true");
    database.execute("CREATE TABLE rows (" + types + ")");
    try {
      return new DuckDbTableWriter(engine, database, database.connection().createAppender("rows"));
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  @Override
  public void add(Object... row) {
    try {
      appender.beginRow();
      for (Object value : row) {
        append(value);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  private void append(Object value) throws SQLException {
    if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof Integer number) {
      appender.append(number.intValue());
    } else if (value instanceof LocalDate date) {
      appender.append(date);
    } else if (value.equals(Optional.empty())) {
      appender.appendNull();
    } else {
      throw new IllegalArgumentException("value of no column type: " + value);
    }
  }

  @Override
  public void write(Path file) {
    try {
      appender.flush();
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
    database.execute(
        "COPY rows TO " + Sql.quote(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
  }

  @Override
  public void close() {
    try {
      appender.close();
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    } finally {
      engine.close();
    }
  }
}
