// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The formats the store has had. Format n is made of format n - 1 by the statements in {@code
 * KIND-n.sql}, all in one transaction: a crash leaves the one or the other. Before a SQLite file is
 * changed, a copy is written beside it.
 */
final class Formats {
  static final int NEWEST = 4;

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS format (number BIGINT NOT NULL PRIMARY KEY, made BIGINT NOT"
          + " NULL)";

  /** Holds back a second server that starts on the same PostgreSQL. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7213460018)";

  private final DatabaseAddress address;
  private final InstantSource clock;

  Formats(DatabaseAddress address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
  }

  void migrate(DataSource store) {
    migrate(store, NEWEST);
  }

  void migrate(DataSource store, int newest) {
    try {
      int found = find(store);
      if (found > newest) {
        throw new StoreException(
            "a newer version of Perenne wrote the database (format %d, this version knows %d): %s;"
                    .formatted(found, newest, address)
                + " start that version or a later one, or put back the copy made before it");
      }
      if (found > 0 && found < newest && address.file().isPresent()) {
        backUp(store, address.file().get(), found);
      }
      for (int format = found + 1; format <= newest; format++) {
        step(store, format);
      }
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  private static void backUp(DataSource store, Path file, int format) {
    Path copy = file.resolveSibling(file.getFileName() + ".format-" + format);
    if (!Files.exists(copy)) {
      Backup.write(store, copy);
    }
  }

  private int find(DataSource store) throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      prepare(statement);
      int found = newest(statement);
      connection.commit();
      return found;
    }
  }

  private void prepare(Statement statement) throws SQLException {
    statement.getConnection().setAutoCommit(false);
    if (address.file().isEmpty()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
      statement.execute(LOCK);
    }
    statement.execute(TABLE);
  }

  private static int newest(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT max(number) FROM format")) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Does nothing if another server was faster. */
  private void step(DataSource store, int format) throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      prepare(statement);
      if (newest(statement) < format) {
        for (String each : statements(format).toList()) {
          statement.execute(each);
        }
        statement.execute(
            "INSERT INTO format (number, made) VALUES (%d, %d)".formatted(format, clock.millis()));
      }
      connection.commit();
    }
  }

  private Stream<String> statements(int format) {
    String name = address.kind() + "-" + format + ".sql";
    try (InputStream file = Objects.requireNonNull(Formats.class.getResourceAsStream(name), name)) {
      String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split(";\n", -1)).map(String::strip).filter(each -> !each.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
