// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import io.perenne.analytics.duckdb.ParquetTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * A table on its way into a file, CSV or Parquet as the name of the file ends. The file appears
 * when the table is complete.
 */
public interface Table extends AutoCloseable {

  /** Some rows, which any thread may fill; a value for each column of a row, then its end. */
  interface Block {

    /** Adds a text. */
    Block add(String value);

    /** Adds a day, as an epoch day. */
    Block addDay(int epochDay);

    /** Adds a whole number. */
    Block add(int value);

    /** Adds a number. */
    Block add(double value);

    /** Ends the row. */
    void end();
  }

  /** Returns a block without rows. */
  Block block();

  /** Adds the rows of a block that {@link #block} made. */
  void append(Block rows);

  /** Puts the file in its place. */
  void publish();

  @Override
  void close();

  /** Returns an empty table. */
  static Table of(Path file, List<ParquetTable.Column> columns) {
    boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    return parquet
        ? new ParquetFile(file, draft, ParquetTable.of(columns))
        : new CsvFile(file, draft, columns.stream().map(ParquetTable.Column::name).toList());
  }

  /** Moves a complete draft to its place. */
  static void move(Path draft, Path file) {
    try {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a draft if there is one. */
  static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
