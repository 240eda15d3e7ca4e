// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.source.Damage;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.sql.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the engine could not read while it scanned a list of files. */
final class DamageLog {

  private final FileSql reader;

  DamageLog(FileSql reader) {
    this.reader = reader;
  }

  /** Forgets what earlier scans on this connection have noted. */
  void forget(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + reader.rejectsTable());
      statement.execute("DROP TABLE IF EXISTS " + reader.rejectsScan());
    }
  }

  /** The damaged files, by their place, that the engine has noted during the last scan. */
  Map<Integer, Damage> noted(Connection connection, List<TableFile> files) throws SQLException {
    Map<String, Damage> noted = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      if (!hasNotes(statement)) {
        return Map.of();
      }
      String query =
          Sql.fill(
              DamageLog.class,
              "damaged_files",
              Map.of("errors", reader.rejectsTable(), "scans", reader.rejectsScan()));
      try (ResultSet result = statement.executeQuery(query)) {
        while (result.next()) {
          noted.put(result.getString(1), result.getBoolean(2) ? Damage.RECORDS : Damage.VALUES);
        }
      }
    }
    Map<Integer, Damage> damage = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      Damage kind = noted.get(absolute(files.get(i).readPath()));
      if (kind != null) {
        damage.put(i, kind);
      }
    }
    return damage;
  }

  private boolean hasNotes(Statement statement) throws SQLException {
    String query =
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = "
            + Sql.quote(reader.rejectsTable());
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next() && result.getLong(1) > 0;
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().toString();
  }

  /**
   * The files an engine error speaks of, and all files of the same likeness, which would fail next.
   *
   * @throws InputException if such a file cannot be repaired
   * @throws SQLException the failure itself, if it names no file
   */
  static Map<Integer, Damage> namedIn(
      SQLException failure, List<TableFile> files, List<Object> likenesses) throws SQLException {
    String message = String.valueOf(failure.getMessage());
    Set<Object> alike = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      TableFile file = files.get(i);
      if (message.contains(absolute(file.readPath()))) {
        if (file.format() != FileFormat.CSV || file.copy() != null) {
          throw InputException.of(file.path(), Texts.message("problem.file.cut"), failure);
        }
        alike.add(likenesses.get(i));
      }
    }
    if (alike.isEmpty()) {
      throw failure;
    }
    Map<Integer, Damage> damage = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      if (alike.contains(likenesses.get(i))) {
        damage.put(i, Damage.RECORDS);
      }
    }
    return damage;
  }
}
