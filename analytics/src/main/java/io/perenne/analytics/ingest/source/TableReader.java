// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvParser;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.CsvTable;
import io.perenne.analytics.ingest.text.InputPlace;
import io.perenne.analytics.ingest.text.RecordWalk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads any delimited text into memory, by the same detection and the same rules of quoting as the
 * bulk readers. For tables that fit into memory; lenient, so that every text is read somehow.
 */
public final class TableReader {

  private TableReader() {}

  /**
   * Reads a file, packed or not, or a sheet of a workbook.
   *
   * @throws InputException if it cannot be opened or unpacked, or holds binary data
   */
  public static CsvTable read(Path file, ReadOptions options) {
    Whole whole = new Whole();
    read(file, options, whole);
    return new CsvTable(whole.dialect, whole.header, whole.rows);
  }

  /** A table as a whole. */
  private static final class Whole implements Rows {
    private final List<CsvRow> rows = new ArrayList<>();
    private List<String> header = List.of();
    private CsvFormat dialect = CsvFormat.COPY;

    @Override
    public Consumer<CsvRow> begin(List<String> names, CsvFormat format) {
      header = names;
      dialect = format;
      return rows::add;
    }
  }

  /** Says what to do with the rows of a table once its header is known. */
  public interface Rows {
    /**
     * Begins a table.
     *
     * @param header the names of the columns; empty without a header
     * @param dialect how it is written
     * @return what takes the rows, one after the other
     */
    Consumer<CsvRow> begin(List<String> header, CsvFormat dialect);
  }

  /**
   * Reads a file, packed or not, or a sheet of a workbook, row by row and once.
   *
   * @throws InputException if it cannot be opened or unpacked, or holds binary data
   */
  public static void read(Path file, ReadOptions options, Rows rows) {
    if (!InputSpool.isNeeded(file)) {
      read(InputPlace.of(file), options, rows);
      return;
    }
    try {
      Path folder = Files.createTempDirectory("perenne-");
      try {
        read(new InputSpool(folder, sheet -> true).place(file), options, rows);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw Content.refusal(file, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Returns the file that a path means, which may name a sheet in it. */
  public static Path file(Path path) {
    return InputSpool.file(path);
  }

  private static void read(InputPlace file, ReadOptions options, Rows rows) {
    CsvFormat dialect = new TableOpener(options).dialect(file);
    try (CsvParser parser =
        new CsvParser(
            RecordWalk.reader(Content.of(file.table()).open(), dialect.encoding()), dialect)) {
      List<String> header = dialect.header() && parser.next() ? parser.fields() : List.of();
      Consumer<CsvRow> taker = rows.begin(header, dialect);
      while (parser.next()) {
        taker.accept(parser.row());
      }
    } catch (IOException | RuntimeException e) {
      throw Content.refusal(file.shown(), e);
    }
  }
}
