// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A copy of Perenne's own tables in a PostgreSQL database as a script that {@code psql} runs in an
 * empty one: the definitions of the format, then the rows. Needs no other program and no right
 * beyond reading the tables.
 */
final class PostgresDump {
  private static final Pattern CREATED = Pattern.compile("(?m)^CREATE TABLE (\\w+)");

  private final Formats formats;
  private final long lock;

  /**
   * Makes the copies of a database.
   *
   * @param lock the number of the lock that holds back changes of the format
   */
  PostgresDump(Formats formats, long lock) {
    this.formats = formats;
    this.lock = lock;
  }

  /**
   * Writes the rows of one moment; nothing if the database no longer has that format. Nobody
   * changes the format meanwhile.
   *
   * @return whether the copy was written
   */
  boolean write(DataSource store, int format, Path file) throws SQLException, IOException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      // held until the session gives it back: the rows are read as of a moment after it was taken
      statement.execute("SELECT pg_advisory_lock(" + lock + ")");
      try {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        boolean same = Formats.newest(statement) == format;
        if (same) {
          write(statement, format, file);
        }
        connection.commit();
        return same;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        statement.execute("SELECT pg_advisory_unlock(" + lock + ")");
      }
    }
  }

  private void write(Statement statement, int format, Path file) throws SQLException, IOException {
    List<String> definitions =
        IntStream.rangeClosed(1, format).boxed().flatMap(formats::statements).toList();
    try (FileChannel channel = create(file);
        OutputStream out = Channels.newOutputStream(channel)) {
      line(out, "-- Perenne, format " + format + " of its database, before an upgrade.");
      line(out, "-- To go back: stop Perenne, make an empty database, and run");
      line(out, "--   psql --single-transaction -v ON_ERROR_STOP=1 -f THIS_FILE DATABASE");
      line(out, "-- Then start the earlier version of Perenne with that database.");
      line(out, Formats.table() + ";");
      for (String each : definitions) {
        line(out, each + ";");
      }
      for (String table : tables(definitions)) {
        rows(statement, table, out);
      }
      channel.force(true);
    }
  }

  /** Only the owner may read hashes of passwords. */
  private static FileChannel create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return FileChannel.open(file, StandardOpenOption.WRITE);
    }
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Returns the tables in the order they were made: one refers to those before it. */
  private static List<String> tables(List<String> definitions) {
    List<String> tables = new ArrayList<>(List.of("format"));
    for (String each : definitions) {
      Matcher created = CREATED.matcher(each);
      while (created.find()) {
        tables.add(created.group(1));
      }
    }
    return tables;
  }

  private static void rows(Statement statement, String table, OutputStream out)
      throws SQLException, IOException {
    List<String> names = columns(statement, table);
    String columns = String.join(", ", names);
    line(out, "COPY %s (%s) FROM stdin;".formatted(table, columns));
    statement
        .getConnection()
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut("COPY %s (%s) TO STDOUT (ENCODING 'UTF8')".formatted(table, columns), out);
    line(out, "\\.");
    for (String column : names) {
      OptionalLong next = next(statement, table, column);
      if (next.isPresent()) {
        line(
            out,
            "SELECT setval(%s, %d, false);".formatted(sequence(table, column), next.getAsLong()));
      }
    }
  }

  private static List<String> columns(Statement statement, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery("SELECT * FROM %s WHERE false".formatted(table))) {
      for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
        columns.add(found.getMetaData().getColumnName(column));
      }
    }
    return columns;
  }

  private static String sequence(String table, String column) {
    return "pg_get_serial_sequence('%s', '%s')".formatted(table, column);
  }

  /** Returns the number of the next row, which no deleted one has had; empty without numbers. */
  private static OptionalLong next(Statement statement, String table, String column)
      throws SQLException {
    String name;
    try (ResultSet found = statement.executeQuery("SELECT " + sequence(table, column))) {
      found.next();
      name = found.getString(1);
    }
    if (name == null) {
      return OptionalLong.empty();
    }
    try (ResultSet found =
        statement.executeQuery(
            "SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM " + name)) {
      found.next();
      return OptionalLong.of(found.getLong(1));
    }
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
