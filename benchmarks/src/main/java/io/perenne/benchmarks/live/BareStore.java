// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The least that keeping events and looking up profiles can cost: one connection of the driver, and
 * nothing around it.
 */
final class BareStore {
  private static final int ROWS = 50_000;
  private static final double NANOS = 1e9;
  private static final String COLUMNS =
      "message_id, source_id, received, happened, type, name, said, body";

  private final Connection connection;
  private final boolean sqlite;

  private BareStore(Connection connection, boolean sqlite) {
    this.connection = connection;
    this.sqlite = sqlite;
  }

  /**
   * Writes or reads, and prints how many a second: {@code write FROM TO ROWS-A-TRANSACTION SECONDS}
   * or {@code read FROM SECONDS}, where FROM has events and TO is an empty database.
   */
  public static void main(String[] arguments) throws SQLException {
    if (arguments[0].equals("read")) {
      try (Connection from = DriverManager.getConnection(arguments[1])) {
        read(from, Double.parseDouble(arguments[2]));
      }
      return;
    }
    List<Object[]> rows = rows(arguments[1]);
    boolean sqlite = arguments[2].startsWith("jdbc:sqlite:");
    try (Connection to = DriverManager.getConnection(arguments[2])) {
      BareStore store = new BareStore(to, sqlite);
      store.prepare();
      store.write(rows, Integer.parseInt(arguments[3]), Double.parseDouble(arguments[4]));
    }
  }

  private static List<Object[]> rows(String url) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (Connection from = DriverManager.getConnection(url);
        Statement statement = from.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT " + COLUMNS + " FROM events LIMIT " + ROWS)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Makes the tables as the server has them, with the same promise to a power failure. */
  private void prepare() throws SQLException {
    String key = sqlite ? "INTEGER PRIMARY KEY" : "BIGINT PRIMARY KEY";
    try (Statement statement = connection.createStatement()) {
      if (sqlite) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
      }
      statement.execute("DROP TABLE IF EXISTS events");
      statement.execute("DROP TABLE IF EXISTS events_waiting");
      statement.execute(
          "CREATE TABLE events (id "
              + key
              + ", message_id TEXT NOT NULL UNIQUE, source_id BIGINT NOT NULL,"
              + " received BIGINT NOT NULL, happened BIGINT NOT NULL, type TEXT NOT NULL,"
              + " name TEXT NOT NULL, said TEXT NOT NULL, body TEXT NOT NULL)");
      statement.execute("CREATE INDEX events_by_said ON events (said, happened)");
      statement.execute("CREATE TABLE events_waiting (event_id " + key + ")");
    }
    connection.setAutoCommit(false);
  }

  private void write(List<Object[]> rows, int together, double seconds) throws SQLException {
    long id = 0;
    long start = System.nanoTime();
    String sql = "INSERT INTO events (id, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement event = connection.prepareStatement(sql);
        PreparedStatement waiting =
            connection.prepareStatement("INSERT INTO events_waiting (event_id) VALUES (?)")) {
      while ((System.nanoTime() - start) / NANOS < seconds) {
        for (int i = 0; i < together; i++) {
          Object[] row = rows.get((int) (id % rows.size()));
          id++;
          event.setLong(1, id);
          event.setString(2, "bare-" + id);
          for (int column = 1; column < row.length; column++) {
            event.setObject(column + 2, row[column]);
          }
          event.addBatch();
          waiting.setLong(1, id);
          waiting.addBatch();
        }
        event.executeBatch();
        waiting.executeBatch();
        connection.commit();
      }
    }
    tell(id, (System.nanoTime() - start) / NANOS, Double.NaN);
  }

  private static void read(Connection from, double seconds) throws SQLException {
    List<String> people = new ArrayList<>();
    try (Statement statement = from.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT value FROM identifiers WHERE type = 'user_id'")) {
      while (result.next()) {
        people.add(result.getString(1));
      }
    }
    SplittableRandom random = new SplittableRandom(1);
    List<Long> nanos = new ArrayList<>();
    long start = System.nanoTime();
    try (PreparedStatement profile =
            from.prepareStatement(
                "SELECT p.id, p.events, p.state FROM identifiers i JOIN profiles p"
                    + " ON p.id = i.profile WHERE i.type = 'user_id' AND i.value = ?");
        PreparedStatement known =
            from.prepareStatement("SELECT type, value FROM identifiers WHERE profile = ?")) {
      while ((System.nanoTime() - start) / NANOS < seconds) {
        long begin = System.nanoTime();
        profile.setString(1, people.get(random.nextInt(people.size())));
        try (ResultSet result = profile.executeQuery()) {
          if (result.next()) {
            known.setString(1, result.getString(1));
            result.getString(3);
            try (ResultSet all = known.executeQuery()) {
              while (all.next()) {
                all.getString(2);
              }
            }
          }
        }
        nanos.add(System.nanoTime() - begin);
      }
    }
    long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
    Spread spread = Spread.of(List.of(all), 0, (System.nanoTime() - start) / NANOS);
    tell(spread.answers(), spread.seconds(), spread.p99());
  }

  private static void tell(long number, double seconds, double p99) {
    System.out.printf(Locale.ROOT, "per-second %.1f p99 %.3f%n", number / seconds, p99);
  }
}
