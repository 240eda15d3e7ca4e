// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.nio.file.Path;
import java.util.List;

/** Rows on their way into a Parquet file; what does not fit in memory is kept on disk. */
public interface TableWriter extends AutoCloseable {
  /** The type of a column. */
  enum Type {
    /** Text. */
    VARCHAR,
    /** A date, given as {@link java.time.LocalDate}. */
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
  record Column(String name, Type type) {}

  /** Opens an empty table on an engine of its own. */
  static TableWriter open(List<Column> columns, EngineOptions options) {
    Engine engine = Engine.open(options);
    try {
      return engine.newTable(columns);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Adds a row: a String, LocalDate, Integer or Double for each column, or an empty Optional. */
  void add(Object... row);

  /** Writes the rows to a file, in the order in which they came. */
  void write(Path file);

  /** Frees the engine. */
  @Override
  void close();
}
