// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.RejectWriter;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.RecordWalk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Describes the rows that a scan could not read. The relation alone decides which rows these are;
 * here their lines are looked up, in a second pass over the files that have any.
 */
final class RejectCollector {

  private final Connection connection;
  private final List<UnreadableRows> files;
  private final RejectWriter writer;
  private long broken;

  private RejectCollector(Connection connection, List<UnreadableRows> files, RejectWriter writer) {
    this.connection = connection;
    this.files = files;
    this.writer = writer;
  }

  /**
   * Writes the unreadable rows of files.
   *
   * @param relation all rows of the files
   * @param badRows how many of them have {@code bad} other than 0
   */
  static Rejects collect(
      Connection connection,
      String relation,
      List<UnreadableRows> files,
      long badRows,
      RejectFile target)
      throws SQLException {
    try (RejectWriter writer = new RejectWriter(target)) {
      long broken = new RejectCollector(connection, files, writer).collect(relation, badRows);
      writer.writeRest(broken + badRows - writer.written());
      return new Rejects(
          broken + badRows, broken, writer.written(), target.path(), writer.reasons());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the rejects of all files; returns how many records of broken structure there are. */
  private long collect(String relation, long badRows) throws SQLException, IOException {
    Set<Integer> withBadRows = badRows > 0 ? filesWithBadRows(relation) : Set.of();
    for (int i = 0; i < files.size(); i++) {
      UnreadableRows file = files.get(i);
      boolean copied = file.table().copy() != null;
      if (copied || (withBadRows.contains(i) && !writer.isFull())) {
        collect(file, withBadRows.contains(i));
      }
    }
    return broken;
  }

  private Set<Integer> filesWithBadRows(String relation) throws SQLException {
    Set<Integer> indexes = new TreeSet<>();
    String query = "SELECT DISTINCT file FROM (" + relation + ") WHERE bad <> 0";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        indexes.add(result.getInt(1));
      }
    }
    return indexes;
  }

  private void collect(UnreadableRows file, boolean bad) throws SQLException, IOException {
    String rows = "SELECT * FROM (" + file.sql() + ") WHERE bad <> 0 ORDER BY row_place LIMIT ";
    long limit = bad ? writer.room() : 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(rows + limit)) {
      switch (file.table().format()) {
        case CSV -> collectText(file, result);
        case JSON -> collectJson(file, result);
        case PARQUET -> {
          while (result.next()) {
            write(file, result, result.getLong("row_place"));
          }
        }
      }
    }
  }

  private void collectText(UnreadableRows file, ResultSet bad) throws SQLException, IOException {
    boolean more = bad.next();
    try (RecordWalk walk =
        file.table().copy() == null
            ? RecordWalk.sound(file.table())
            : RecordWalk.damaged(file.table())) {
      while (walk.next() && (more || file.table().copy() != null)) {
        if (!walk.isSound()) {
          broken++;
          writer.write(file.table().path(), walk.line(), "", walk.text(), walk.fault());
        } else if (more && walk.place() == bad.getLong("row_place")) {
          write(file, bad, walk.line());
          more = bad.next();
        }
      }
    }
    while (more) {
      write(file, bad, 0);
      more = bad.next();
    }
  }

  private void collectJson(UnreadableRows file, ResultSet bad) throws SQLException, IOException {
    boolean more = bad.next();
    long line = 0;
    long place = 0;
    try (BufferedReader reader =
        new BufferedReader(
            RecordWalk.reader(
                Content.of(file.table().table()).open(),
                java.nio.charset.StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null && more; text = reader.readLine()) {
        line++;
        place += text.isBlank() ? 0 : 1;
        if (text.isBlank() || place != bad.getLong("row_place")) {
          continue;
        }
        if (isObject(text)) {
          write(file, bad, line);
        } else {
          writer.write(file.table().path(), line, "", text, Texts.message("reject.no-object"));
        }
        more = bad.next();
      }
    }
  }

  private static boolean isObject(String text) {
    return Json.parse(text).isObject();
  }

  private void write(UnreadableRows file, ResultSet bad, long line)
      throws SQLException, IOException {
    RowFault fault = RowFault.of(bad.getInt("bad"));
    String raw = bad.getString("raw_" + fault.field());
    String value = raw == null ? "" : raw;
    writer.write(file.table().path(), line, file.column(fault.field()), value, fault.reason(value));
  }
}
