// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Labelled;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.util.PSQLException;

/** Small statements for PostgreSQL. */
final class PostgresStatements {
  private PostgresStatements() {}

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Makes a table.
   *
   * @throws DeliveryFailedException naming the table if we may not
   */
  static void create(Connection connection, String sql, PostgresTable table, String name)
      throws SQLException {
    try {
      run(connection, sql);
    } catch (SQLException e) {
      if ("42501".equals(e.getSQLState())) {
        throw DeliveryFailedException.lasting(
            Texts.message(
                "delivery.postgres.may-not-create", said(e), table.user(), name, table.schema()),
            e);
      }
      throw e;
    }
  }

  /** Returns what the server said, but not its details, which quote rows. */
  static String said(SQLException e) {
    if (e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
      return String.valueOf(postgres.getServerErrorMessage().getMessage());
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Returns what the server said, or what became of the connection to it. */
  static Labelled reason(SQLException e) {
    boolean answered = e instanceof PSQLException server && server.getServerErrorMessage() != null;
    String said = said(e);
    return answered || !(e.getCause() instanceof IOException cause)
        ? language -> said
        : Spoken.reason(cause);
  }

  /** Returns whether the schema in use has a table of a name. */
  static boolean exists(Connection connection, String name) throws SQLException {
    return !strings(connection, "postgres_table", name).isEmpty();
  }

  /** Returns the first column of what a statement of ours yields. */
  static List<String> strings(Connection connection, String statement, String... values)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement prepared =
        connection.prepareStatement(Sql.fill(PostgresStatements.class, statement, Map.of()))) {
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
}
