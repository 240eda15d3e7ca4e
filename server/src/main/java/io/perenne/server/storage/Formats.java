// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The formats the store has had. Format n is made of format n - 1 by the statements in {@code
 * KIND-n.sql}, all in one transaction: a crash leaves the one or the other. Before a store is
 * changed, a copy of it is written.
 */
final class Formats {
  private static final Logger LOG = LoggerFactory.getLogger(Formats.class);

  static final int NEWEST = 11;

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS format (number BIGINT NOT NULL PRIMARY KEY, made BIGINT NOT"
          + " NULL)";

  /** Holds back a second server that starts on the same PostgreSQL. */
  private static final long LOCK_NUMBER = 7213460018L;

  private static final String LOCK = "SELECT pg_advisory_xact_lock(" + LOCK_NUMBER + ")";

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
      if (found > 0 && found < newest) {
        backUp(store, found);
      }
      for (int format = found + 1; format <= newest; format++) {
        step(store, format);
      }
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  /**
   * A copy that an earlier upgrade made is kept under another name: it may be of an older state.
   */
  private void backUp(DataSource store, int format) throws SQLException {
    Path copy = address.copy(format);
    Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      if (address.file().isPresent()) {
        Backup.write(store, fresh);
      } else if (!new PostgresDump(this, LOCK_NUMBER).write(store, format, fresh)) {
        return; // another server was faster
      }
      if (Files.exists(copy)) {
        Files.move(
            copy,
            copy.resolveSibling(copy.getFileName() + ".previous"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException("the copy before the upgrade cannot be written: " + copy, e);
    }
    LOG.info("the database has format {}; before it changes, a copy is in {}", format, copy);
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

  /** Returns the definition of the table that says which format a store has. */
  static String table() {
    return TABLE;
  }

  static int newest(Statement statement) throws SQLException {
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

  Stream<String> statements(int format) {
    String name = address.kind() + "-" + format + ".sql";
    try (InputStream file = Objects.requireNonNull(Formats.class.getResourceAsStream(name), name)) {
      String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split(";\n", -1)).map(String::strip).filter(each -> !each.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
