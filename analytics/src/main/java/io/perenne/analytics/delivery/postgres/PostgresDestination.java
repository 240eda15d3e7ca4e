// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import static io.perenne.analytics.delivery.postgres.PostgresStatements.exists;
import static io.perenne.analytics.delivery.postgres.PostgresStatements.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;

/**
 * A table in PostgreSQL. All of a delivery is one transaction, the note of it in the table {@code
 * perenne_deliveries} included: readers see all of it or nothing, and after a lost answer the note
 * tells whether it was committed.
 */
public final class PostgresDestination implements Destination {
  /** The table that tells which run each table holds. */
  private static final String NOTES = "perenne_deliveries";

  private final PostgresTable table;
  private final Secret.Sources secrets;

  public PostgresDestination(PostgresTable table, Secret.Sources secrets) {
    this.table = table;
    this.secrets = secrets;
  }

  @Override
  public String describe() {
    return table.where();
  }

  @Override
  public Message check() {
    return inTransaction(
        connection -> {
          if (table.mode() == PostgresMode.UPSERT
              && exists(connection, NOTES)
              && exists(connection, table.table())) {
            return Texts.message("destination.check.table", table.table());
          }
          run(connection, "CREATE TABLE perenne_check (x integer)");
          connection.rollback();
          return Texts.message("destination.check.schema", table.schema());
        });
  }

  @Override
  public boolean holds(Label label) {
    return inTransaction(
        connection -> {
          if (!exists(connection, NOTES) || !exists(connection, table.table())) {
            return false;
          }
          try (PreparedStatement statement =
              connection.prepareStatement(
                  Sql.fill(PostgresDestination.class, "postgres_delivered", Map.of()))) {
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
          // one delivery after the other, and nobody makes the same table at once
          run(connection, Sql.fill(PostgresDestination.class, "postgres_lock", Map.of()));
          if (!exists(connection, NOTES)) {
            PostgresStatements.create(
                connection,
                Sql.fill(PostgresDestination.class, "postgres_deliveries", Map.of()),
                table,
                NOTES);
          }
          inZone(connection, shipment.zone());
          String how = new PostgresLoad(connection, table, shipment, progress).load();
          note(connection, shipment.label());
          commit(connection);
          return new Arrival(describe(), how, 0);
        });
  }

  /** Times are local to the tenant; a column that stores instants has to be told where. */
  private static void inZone(Connection connection, ZoneId zone) throws SQLException {
    ZoneId plain = zone.normalized();
    // the server counts the hours of a bare offset westwards, unless it is an interval
    run(
        connection,
        plain instanceof ZoneOffset offset
            ? "SET LOCAL TIME ZONE INTERVAL '" + offset.getTotalSeconds() + " s'"
            : "SET LOCAL TIME ZONE " + Sql.quote(zone.getId()));
  }

  private void note(Connection connection, Label label) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            Sql.fill(PostgresDestination.class, "postgres_note", Map.of()))) {
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
        throw new DeliveryStateUnknownException(
            Texts.message("delivery.broke-during", "COMMIT"), e);
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      run(connection, "SET search_path TO " + Sql.identifier(table.schema()));
      // a locked table is told before the silence looks like a broken connection
      run(connection, "SET lock_timeout TO " + table.timeout().toMillis() * 4 / 5);
      return work.run(connection);
    } catch (SQLException e) {
      throw failure(e);
    } catch (IOException e) {
      throw DeliveryFailedException.passing(Texts.message("delivery.reason", Spoken.reason(e)), e);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", table.user());
    table
        .password()
        .ifPresent(
            secret ->
                properties.setProperty(
                    "password", secret.reveal(Texts.message("secret.postgres"), secrets)));
    properties.setProperty("ApplicationName", "perenne");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Long.toString(table.timeout().toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(table.timeout().toSeconds()));
    return DriverManager.getConnection(table.url(), properties);
  }

  /** Tells what the server said, but not its details, which quote rows. */
  private DeliveryFailedException failure(SQLException e) {
    Message message = Texts.message("delivery.said", "PostgreSQL", PostgresStatements.reason(e));
    String state = String.valueOf(e.getSQLState());
    if (state.equals("55P03")) {
      return DeliveryFailedException.passing(
          Texts.message("delivery.postgres.locked", table.table()), e);
    }
    if (isBroken(e) || state.matches("(40|53|55|57).*")) {
      return DeliveryFailedException.passing(message, e);
    }
    return DeliveryFailedException.lasting(message, e);
  }

  private static boolean isBroken(SQLException e) {
    return e.getSQLState() == null || e.getSQLState().startsWith("08");
  }
}
