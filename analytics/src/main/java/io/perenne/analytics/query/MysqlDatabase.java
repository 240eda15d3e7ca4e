// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MariaDB and MySQL, both through MariaDB's driver. A {@code TIMESTAMP} is an instant and is given
 * in UTC; a {@code DATETIME} has no zone and stays as it stands, to be read in the zone that is
 * configured. A binary column is written in hexadecimal digits.
 */
final class MysqlDatabase implements Database {
  private static final Pattern QUOTED =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.|'')*+'|\"(?:[^\"\\\\]|\\\\.|\"\")*+\"|`[^`]*+`|/\\*(?!M?!).*?\\*/",
          Pattern.DOTALL);

  /**
   * {@code INTO OUTFILE} writes a file of the server; in {@code /*! … *}{@code /} stands more SQL.
   */
  private static final Pattern MORE = Pattern.compile("(?i)\\binto\\b|/\\*M?!");

  private static final String ZEROS = "0000-00-00";

  @Override
  public Set<String> kinds() {
    return Set.of("mysql", "mariadb");
  }

  @Override
  public Set<String> parameters() {
    return Set.of("sslMode", "serverSslCert", "allowPublicKeyRetrieval");
  }

  @Override
  public String driverUrl(String url) {
    return url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
  }

  @Override
  public Map<String, String> properties(Duration limit) {
    return Map.of(
        "connectTimeout",
        "10000",
        "socketTimeout",
        Long.toString(limit.toMillis() + 10_000),
        "allowLocalInfile",
        "false",
        "tinyInt1isBit",
        "false",
        "yearIsDateType",
        "false",
        "connectionAttributes",
        "program_name:perenne");
  }

  @Override
  public boolean mayDoMore(String sql) {
    return MORE.matcher(QUOTED.matcher(sql).replaceAll(" ")).find();
  }

  @Override
  public void begin(Connection connection, Duration limit, int most) throws SQLException {
    boolean maria = connection.getMetaData().getDatabaseProductName().contains("MariaDB");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION time_zone = '+00:00'");
      statement.execute(
          maria
              ? "SET SESSION max_statement_time = " + limit.toSeconds()
              : "SET SESSION max_execution_time = " + limit.toMillis());
      // How long the server waits until we have written the rows that it sent.
      statement.execute("SET SESSION net_write_timeout = 600");
      if (most > 0) {
        statement.execute("SET SESSION sql_select_limit = " + most);
      }
      statement.execute("SET SESSION TRANSACTION READ ONLY");
      statement.execute("START TRANSACTION READ ONLY");
    }
  }

  /** The session ends it; the driver would ask a MySQL for what only MariaDB knows. */
  @Override
  public Statement statement(Connection connection, Duration limit) throws SQLException {
    return connection.createStatement();
  }

  @Override
  public boolean sendsAll() {
    return true;
  }

  @Override
  public String value(ResultSet rows, int column, ResultSetMetaData description)
      throws SQLException {
    int type = description.getColumnType(column);
    if (type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY) {
      byte[] bytes = rows.getBytes(column);
      return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }
    String text = rows.getString(column);
    if (text == null) {
      return "";
    }
    return switch (type) {
      case Types.DOUBLE, Types.REAL, Types.FLOAT -> Values.plain(text);
      case Types.TIMESTAMP -> isInstant(description, column) ? instant(text) : text;
      case Types.BIT, Types.BOOLEAN -> rows.getBoolean(column) ? "true" : "false";
      default -> text;
    };
  }

  private static boolean isInstant(ResultSetMetaData description, int column) throws SQLException {
    return description.getColumnTypeName(column).equals("TIMESTAMP");
  }

  /** The session's zone is UTC, so the server has written it so. */
  private static String instant(String text) {
    return text.startsWith(ZEROS) ? text : text.replace(' ', 'T') + "Z";
  }

  @Override
  public Refusal refusal(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case 1045, 1130, 1698 -> Refusal.SIGN_IN;
      case 3159 -> Refusal.ENCRYPTION;
      case 1044, 1142, 1143, 1227, 1370 -> Refusal.RIGHTS;
      case 1049 -> Refusal.DATABASE;
      case 1146 -> Refusal.TABLE;
      case 1054 -> Refusal.COLUMN;
      case 1064 -> Refusal.SYNTAX;
      case 1792 -> Refusal.WRITES;
      case 1969, 3024 -> Refusal.LATE;
      default -> ofDriver(failure);
    };
  }

  /** What the driver itself says has no number. */
  private static Refusal ofDriver(SQLException failure) {
    String said = Optional.ofNullable(failure.getMessage()).orElse("");
    if (said.contains("RSA public key") || said.contains("SSL") || said.contains("certificate")) {
      return Refusal.ENCRYPTION;
    }
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    return Refusal.ofState(state).orElse(Refusal.REFUSED);
  }
}
