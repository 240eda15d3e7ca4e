// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/** Rows on their way into a Parquet file; what does not fit in memory waits on disk. */
public final class ParquetTable implements AutoCloseable {

  private static final long MEMORY_BYTES = 512_000_000;

  private final WorkFolder work;
  private final DuckDb database;
  private final DuckDBAppender appender;

  /** The type of a column. */
  public enum Type {
    /** Text. */
    VARCHAR,
    /** A date, given as {@link LocalDate}. */
    DATE,
    /** A whole number of 32 bits. */
    INTEGER,
    /** A floating-point number of 64 bits. */
    DOUBLE
  }

  /**
   * A column.
   *
   * @param name its name, of letters, digits and underscores
   * @param type its type
   */
  public record Column(String name, Type type) {}

  private ParquetTable(WorkFolder work, DuckDb database, DuckDBAppender appender) {
    this.work = work;
    this.database = database;
    this.appender = appender;
  }

  /** Returns an empty table. */
  public static ParquetTable of(List<Column> columns) {
    WorkFolder work = WorkFolder.create();
    DuckDb database = DuckDb.open(MEMORY_BYTES, 2, work.path().resolve("spill"));
    String types =
        columns.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    database.execute("SET preserve_insertion_order = true");
    database.execute("CREATE TABLE rows (" + types + ")");
    try {
      return new ParquetTable(work, database, database.connection().createAppender("rows"));
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /** Adds a row: a String, LocalDate, Integer or Double for each column. */
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
    } else {
      throw new IllegalArgumentException("value of no column type: " + value);
    }
  }

  /** Writes the rows to a file, in the order in which they came. */
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
      database.close();
      work.close();
    }
  }
}
