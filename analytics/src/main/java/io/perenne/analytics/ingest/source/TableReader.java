// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvParser;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.CsvTable;
import io.perenne.analytics.ingest.text.RecordWalk;
import java.io.IOException;
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
   * Reads a file, packed or not.
   *
   * @throws InputException if it cannot be opened or unpacked, or holds binary data
   */
  public static CsvTable read(Path file, ReadOptions options) {
    CsvFormat dialect = new TableOpener(options).dialect(file);
    List<CsvRow> rows = new ArrayList<>();
    List<String> header = List.of();
    try (CsvParser parser =
        new CsvParser(RecordWalk.reader(Content.of(file).open(), dialect.encoding()), dialect)) {
      if (dialect.header() && parser.next()) {
        header = parser.fields();
      }
      while (parser.next()) {
        rows.add(parser.row());
      }
    } catch (IOException | RuntimeException e) {
      throw Content.refusal(file, e);
    }
    return new CsvTable(dialect, header, rows);
  }
}
