// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL. */
final class PostgresqlDatabase implements Database {
  @Override
  public Set<String> kinds() {
    return Set.of("postgresql");
  }

  @Override
  public Set<String> parameters() {
    return Set.of("sslmode", "sslrootcert", "currentSchema", "targetServerType", "ApplicationName");
  }

  @Override
  public String driverUrl(String url) {
    return url;
  }

  @Override
  public Map<String, String> properties(Duration limit) {
    return Map.of(
        "connectTimeout",
        "10",
        "loginTimeout",
        "15",
        "socketTimeout",
        Long.toString(limit.toSeconds() + 10),
        "readOnlyMode",
        "always",
        "options",
        "-c statement_timeout=" + limit.toMillis());
  }

  @Override
  public boolean mayDoMore(String sql) {
    return false;
  }

  @Override
  public void begin(Connection connection, Duration limit, int most) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
  }

  @Override
  public Statement statement(Connection connection, Duration limit) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout((int) limit.toSeconds());
    return statement;
  }

  @Override
  public boolean sendsAll() {
    return false;
  }

  @Override
  public String value(ResultSet rows, int column, ResultSetMetaData description)
      throws SQLException {
    String text = rows.getString(column);
    if (text == null) {
      return "";
    }
    return switch (description.getColumnType(column)) {
      case Types.DOUBLE, Types.REAL, Types.FLOAT -> Values.plain(text);
      case Types.TIMESTAMP_WITH_TIMEZONE -> Values.instant(rows, column);
      case Types.TIMESTAMP ->
          description.getColumnTypeName(column).equals("timestamptz")
              ? Values.instant(rows, column)
              : text;
      case Types.BIT, Types.BOOLEAN -> rows.getBoolean(column) ? "true" : "false";
      default -> text;
    };
  }

  @Override
  public Refusal refusal(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    return switch (state) {
      case "57014" -> Refusal.LATE;
      case "3D000" -> Refusal.DATABASE;
      case "42501" -> Refusal.RIGHTS;
      case "42P01", "3F000" -> Refusal.TABLE;
      case "42703" -> Refusal.COLUMN;
      case "42601" -> Refusal.SYNTAX;
      case "25006" -> Refusal.WRITES;
      default -> Refusal.ofState(state).orElse(Refusal.REFUSED);
    };
  }
}
