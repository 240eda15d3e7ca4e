// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Can the engine be trusted with this file? It reads UTF-8 with uniform line ends; and if the
 * sample has quotes, it must read the first rows exactly as we do.
 */
final class EngineCheck {

  private static final int ROWS = 100;

  private final Connection connection;
  private final EngineReader reader;
  private final Set<String> nullTexts;

  EngineCheck(Connection connection, EngineReader reader, ReadOptions options) {
    this.connection = connection;
    this.reader = reader;
    this.nullTexts = Set.copyOf(options.nullTexts());
  }

  boolean reads(TableFile file) {
    if (file.format() != FileFormat.CSV) {
      return true;
    }
    CsvFormat dialect = file.csv();
    boolean plain =
        dialect.encoding().equals(java.nio.charset.StandardCharsets.UTF_8)
            && dialect.uniformLineEnds()
            && dialect.comment() == null
            && !dialect.trim()
            && dialect.skippedLines() == 0
            && dialect.ignoreEmptyLines();
    return plain && (!dialect.quotesSeen() || agrees(file));
  }

  private boolean agrees(TableFile file) {
    List<List<String>> rows = file.sample().rows();
    List<List<String>> expected = new ArrayList<>();
    for (List<String> row : rows.subList(0, Math.min(ROWS, rows.size()))) {
      if (row.size() != file.columns().size()) {
        return true; // a broken row: the scan will tell
      }
      expected.add(row.stream().map(value -> nullTexts.contains(value) ? "" : value).toList());
    }
    try {
      return expected.equals(read(file, expected.size()));
    } catch (SQLException e) {
      return false;
    }
  }

  private List<List<String>> read(TableFile file, int count) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    String sql = "SELECT * FROM " + reader.sql(List.of(file)) + " LIMIT " + count;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(TableOpener.row(result, file.columns().size()));
      }
    }
    return rows;
  }
}
