// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import io.perenne.analytics.duckdb.ParquetTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table on its way into a file, CSV or Parquet as the name of the file ends. The file appears
 * when the table is complete.
 */
interface Table extends AutoCloseable {

  /** Forgets all rows. */
  void clear();

  /** Adds a row with a value for each column. */
  void add(Object... row);

  /** Puts the file in its place. */
  void publish();

  @Override
  void close();

  /** Returns an empty table. */
  static Table of(Path file, List<ParquetTable.Column> columns) {
    boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    return parquet ? new Parquet(file, draft, columns) : new Csv(file, draft, columns);
  }

  /** A table of columns. */
  final class Parquet implements Table {
    private final Path file;
    private final Path draft;
    private final ParquetTable rows;

    private Parquet(Path file, Path draft, List<ParquetTable.Column> columns) {
      this.file = file;
      this.draft = draft;
      this.rows = ParquetTable.of(columns);
    }

    @Override
    public void clear() {
      rows.clear();
    }

    @Override
    public void add(Object... row) {
      rows.add(row);
    }

    @Override
    public void publish() {
      rows.write(draft);
      move(draft, file);
    }

    @Override
    public void close() {
      rows.close();
      delete(draft);
    }
  }

  /** Text in UTF-8 by RFC 4180, numbers as short as they can be without loss. */
  final class Csv implements Table {
    private final Path file;
    private final Path draft;
    private final String header;
    private final StringBuilder line = new StringBuilder();
    private BufferedWriter writer;

    private Csv(Path file, Path draft, List<ParquetTable.Column> columns) {
      this.file = file;
      this.draft = draft;
      this.header =
          columns.stream().map(ParquetTable.Column::name).collect(Collectors.joining(",")) + "\n";
      this.writer = open();
    }

    private BufferedWriter open() {
      try {
        BufferedWriter opened = Files.newBufferedWriter(draft);
        opened.write(header);
        return opened;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void clear() {
      end();
      writer = open();
    }

    @Override
    public void add(Object... row) {
      line.setLength(0);
      for (int i = 0; i < row.length; i++) {
        line.append(i == 0 ? "" : ",");
        String text = row[i].toString();
        line.append(row[i] instanceof String ? quoted(text) : text);
      }
      try {
        writer.append(line).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String quoted(String text) {
      boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
      return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void end() {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void publish() {
      end();
      move(draft, file);
    }

    @Override
    public void close() {
      end();
      delete(draft);
    }
  }

  private static void move(Path draft, Path file) {
    try {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
