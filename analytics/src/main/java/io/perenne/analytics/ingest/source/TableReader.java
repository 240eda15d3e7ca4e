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
    if (!InputSpool.isNeeded(file)) {
      return read(InputPlace.of(file), options);
    }
    try {
      Path folder = Files.createTempDirectory("perenne-");
      try {
        return read(new InputSpool(folder, sheet -> true).place(file), options);
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

  private static CsvTable read(InputPlace file, ReadOptions options) {
    CsvFormat dialect = new TableOpener(options).dialect(file);
    List<CsvRow> rows = new ArrayList<>();
    List<String> header = List.of();
    try (CsvParser parser =
        new CsvParser(
            RecordWalk.reader(Content.of(file.table()).open(), dialect.encoding()), dialect)) {
      if (dialect.header() && parser.next()) {
        header = parser.fields();
      }
      while (parser.next()) {
        rows.add(parser.row());
      }
    } catch (IOException | RuntimeException e) {
      throw Content.refusal(file.shown(), e);
    }
    return new CsvTable(dialect, header, rows);
  }
}
