// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import io.perenne.analytics.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small statements for PostgreSQL. */
final class PostgresStatements {
  private PostgresStatements() {}

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
