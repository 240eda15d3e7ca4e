// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.datamodel.Ddl;
import io.perenne.analytics.datamodel.Dialect;
import io.perenne.clv.segment.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A table in PostgreSQL. All of a delivery is one transaction, the note of it in the table {@code
 * perenne_deliveries} included: readers see all of it or nothing, and after a lost answer the note
 * tells whether it was committed.
 */
final class PostgresDestination implements Destination {
  private static final int COPY_BUFFER = 1 << 16;

  private final PostgresTable table;
  private final Secret.Sources secrets;

  PostgresDestination(PostgresTable table, Secret.Sources secrets) {
    this.table = table;
    this.secrets = secrets;
  }

  @Override
  public String describe() {
    return table.url() + " " + table.schema() + "." + table.table();
  }

  @Override
  public String check() {
    return inTransaction(
        connection -> {
          run(connection, "CREATE TABLE perenne_check (x integer)");
          connection.rollback();
          return "connected, and may create tables in the schema " + table.schema();
        });
  }

  @Override
  public boolean holds(Label label) {
    return inTransaction(
        connection -> {
          if (!exists(connection, "perenne_deliveries") || !exists(connection, table.table())) {
            return false;
          }
          try (PreparedStatement statement =
              connection.prepareStatement(SqlText.load("postgres_delivered", Map.of()))) {
            statement.setString(1, table.table());
            statement.setString(2, label.runId());
            statement.setString(3, label.sha256());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next();
            }
          }
        });
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress progress) {
    return inTransaction(
        connection -> {
          run(connection, SqlText.load("postgres_deliveries", Map.of()));
          run(connection, "LOCK TABLE perenne_deliveries IN EXCLUSIVE MODE");
          if (table.mode() == PostgresMode.SWAP) {
            swap(connection, shipment, progress);
          } else {
            upsert(connection, shipment, progress);
          }
          note(connection, shipment.label());
          commit(connection);
          return Arrival.at(describe());
        });
  }

  private void upsert(Connection connection, Shipment shipment, Progress progress)
      throws SQLException, IOException {
    if (!exists(connection, table.table())) {
      create(connection, table.table(), shipment.columns());
    }
    run(
        connection,
        SqlText.load("postgres_staging", Map.of("table", SqlText.identifier(table.table()))));
    copy(connection, "perenne_staging", shipment, progress);
    run(connection, upsertStatement(shipment.columns()));
  }

  private String upsertStatement(List<ShippedColumn> columns) {
    List<String> names = names(columns);
    List<String> values =
        columns.stream()
            .filter(column -> !isKey(column))
            .map(column -> SqlText.identifier(column.name()))
            .toList();
    return SqlText.load(
        values.isEmpty() ? "postgres_insert_missing" : "postgres_upsert",
        Map.of(
            "table",
            SqlText.identifier(table.table()),
            "columns",
            String.join(", ", names),
            "key",
            SqlText.identifier(keyName(columns)),
            "assignments",
            joined(values, "%1$s = excluded.%1$s"),
            "old",
            joined(values, "kept.%1$s"),
            "new",
            joined(values, "excluded.%1$s")));
  }

  private static String joined(List<String> names, String pattern) {
    return names.stream().map(pattern::formatted).collect(Collectors.joining(", "));
  }

  private void swap(Connection connection, Shipment shipment, Progress progress)
      throws SQLException, IOException {
    String next = table.table() + "__next";
    run(connection, "DROP TABLE IF EXISTS " + SqlText.identifier(next));
    create(connection, next, shipment.columns());
    // an index is built faster at the end than row by row
    for (String constraint : strings(connection, "postgres_primary_key", next)) {
      run(
          connection,
          "ALTER TABLE "
              + SqlText.identifier(next)
              + " DROP CONSTRAINT "
              + SqlText.identifier(constraint));
    }
    copy(connection, next, shipment, progress);
    run(
        connection,
        "ALTER TABLE "
            + SqlText.identifier(next)
            + " ADD PRIMARY KEY ("
            + SqlText.identifier(keyName(shipment.columns()))
            + ")");
    run(connection, "ANALYZE " + SqlText.identifier(next));
    if (exists(connection, table.table())) {
      for (String grant : strings(connection, "postgres_grants", table.table(), next)) {
        run(connection, grant);
      }
      run(connection, "DROP TABLE " + SqlText.identifier(table.table()));
    }
    run(
        connection,
        "ALTER TABLE "
            + SqlText.identifier(next)
            + " RENAME TO "
            + SqlText.identifier(table.table()));
  }

  private static void create(Connection connection, String name, List<ShippedColumn> columns)
      throws SQLException {
    run(
        connection,
        Ddl.render(
            Dialect.POSTGRESQL,
            name,
            columns.stream().map(ShippedColumn::column).toList(),
            Language.EN));
    for (ShippedColumn column : columns) {
      if (!column.name().equals(column.column().name())) {
        run(
            connection,
            "ALTER TABLE "
                + SqlText.identifier(name)
                + " RENAME COLUMN "
                + SqlText.identifier(column.column().name())
                + " TO "
                + SqlText.identifier(column.name()));
      }
    }
  }

  private static void copy(
      Connection connection, String target, Shipment shipment, Progress progress)
      throws SQLException, IOException {
    String copy =
        SqlText.load(
            "postgres_copy",
            Map.of(
                "table",
                SqlText.identifier(target),
                "columns",
                String.join(", ", names(shipment.columns()))));
    try (InputStream in = new CountedStream(Files.newInputStream(shipment.file()), progress)) {
      long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, in, COPY_BUFFER);
      if (rows != shipment.label().rows()) {
        throw new IOException("of " + shipment.label().rows() + " rows, " + rows + " arrived");
      }
    }
  }

  private void note(Connection connection, Label label) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SqlText.load("postgres_note", Map.of()))) {
      statement.setString(1, table.table());
      statement.setString(2, label.runId());
      statement.setString(3, label.sha256());
      statement.setLong(4, label.rows());
      statement.executeUpdate();
    }
  }

  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (isBroken(e)) {
        throw new DeliveryStateUnknownException("the connection broke during the commit", e);
      }
      throw e;
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    return !strings(connection, "postgres_table", name).isEmpty();
  }

  /** Returns the first column of what a statement of ours yields. */
  private static List<String> strings(Connection connection, String statement, String... values)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement prepared =
        connection.prepareStatement(SqlText.load(statement, Map.of()))) {
      for (int i = 0; i < values.length; i++) {
        prepared.setString(i + 1, values[i]);
      }
      try (ResultSet rows = prepared.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> names(List<ShippedColumn> columns) {
    return columns.stream().map(column -> SqlText.identifier(column.name())).toList();
  }

  private static boolean isKey(ShippedColumn column) {
    return column.column().equals(DatamodelColumn.key());
  }

  private static String keyName(List<ShippedColumn> columns) {
    return columns.stream()
        .filter(PostgresDestination::isKey)
        .findFirst()
        .map(ShippedColumn::name)
        .orElseThrow(
            () -> DeliveryFailedException.lasting("a table needs the column CustomerId", null));
  }

  @FunctionalInterface
  private interface Work<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      run(connection, "SET search_path TO " + SqlText.identifier(table.schema()));
      return work.run(connection);
    } catch (SQLException e) {
      throw failure(e);
    } catch (IOException e) {
      throw DeliveryFailedException.passing(String.valueOf(e.getMessage()), e);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", table.user());
    table
        .password()
        .ifPresent(
            secret ->
                properties.setProperty("password", secret.reveal("PostgreSQL password", secrets)));
    properties.setProperty("ApplicationName", "perenne");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Long.toString(table.timeout().toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(table.timeout().toSeconds()));
    return DriverManager.getConnection(table.url(), properties);
  }

  /** Tells what the server said, but not its details, which quote rows. */
  private static DeliveryFailedException failure(SQLException e) {
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (e instanceof PSQLException postgres) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      said = message == null ? said : String.valueOf(message.getMessage());
    }
    String state = String.valueOf(e.getSQLState());
    if (isBroken(e) || state.matches("(40|53|55|57).*")) {
      return DeliveryFailedException.passing("PostgreSQL: " + said, e);
    }
    String advice =
        state.equals("2BP01")
            ? " (views or other objects depend on the table; use the mode upsert)"
            : "";
    return DeliveryFailedException.lasting("PostgreSQL: " + said + advice, e);
  }

  private static boolean isBroken(SQLException e) {
    return e.getSQLState() == null || e.getSQLState().startsWith("08");
  }
}
