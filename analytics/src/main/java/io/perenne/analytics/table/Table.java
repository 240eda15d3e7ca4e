// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DraftFile;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

    /** Leaves a value out. */
    Block addNothing();

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

  /**
   * Returns an empty table.
   *
   * @param options the resources of the engine that writes Parquet
   */
  static Table of(Path file, List<TableWriter.Column> columns, EngineOptions options) {
    boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    try {
      DraftFile draft = DraftFile.of(file, Access.USUAL);
      return parquet
          ? new ParquetFile(draft, TableWriter.open(columns, options))
          : new CsvFile(draft, columns.stream().map(TableWriter.Column::name).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a complete draft in its place. */
  static void commit(DraftFile draft) {
    try {
      draft.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a draft that was not put in its place. */
  static void discard(DraftFile draft) {
    try {
      draft.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
