// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.Csv;
import io.perenne.analytics.home.DraftFile;
import io.perenne.analytics.task.Cancellation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/**
 * Reads the rows of a query: in a transaction that only reads, a few at a time, with a limit of
 * time. Nothing of a query is kept before its last row has arrived.
 */
public final class QueryReader {
  /** How long a query may take when it is tried. */
  private static final Duration TRY = Duration.ofSeconds(15);

  /** How long it may take when its rows are needed. */
  private static final Duration READ = Duration.ofMinutes(60);

  private static final int FETCHED = 5000;
  private static final String CANCELLED = "57014";

  private final QuerySource source;
  private final Secret.Sources secrets;
  private final Cancellation cancellation;

  /** Makes a reader that stops when somebody cancels. */
  public QueryReader(QuerySource source, Secret.Sources secrets, Cancellation cancellation) {
    this.source = source;
    this.secrets = secrets;
    this.cancellation = cancellation;
  }

  /** Takes the rows of an answer. */
  private interface Taker {
    void take(ResultSet rows, List<String> columns) throws SQLException, IOException;
  }

  /**
   * Returns the first rows.
   *
   * @throws InputException if the database refuses, or takes too long
   */
  public QueryRows first(int most) {
    List<List<String>> taken = new ArrayList<>();
    List<String> names = new ArrayList<>();
    read(
        TRY,
        most,
        (rows, columns) -> {
          names.addAll(columns);
          while (rows.next()) {
            taken.add(values(rows));
          }
        });
    return new QueryRows(names, taken);
  }

  /**
   * Writes the rows as CSV, packed, in place of a file; on return all of them are on disk.
   *
   * @param most rows; 0 for all
   * @throws InputException if the database refuses, or takes too long
   */
  public void write(Path target, int most) {
    try {
      Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
      try (DraftFile draft = DraftFile.of(target, Access.OWNER)) {
        try (Writer out =
            new BufferedWriter(
                new OutputStreamWriter(
                    new GZIPOutputStream(draft.open()), StandardCharsets.UTF_8))) {
          read(most == 0 ? READ : TRY, most, (rows, columns) -> write(out, rows, columns));
        }
        draft.commit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Writer out, ResultSet rows, List<String> columns)
      throws SQLException, IOException {
    line(out, columns);
    while (rows.next()) {
      line(out, values(rows));
    }
  }

  private static void line(Writer out, List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      out.write(i == 0 ? "" : ",");
      out.write(Csv.value(values.get(i)));
    }
    out.write('\n');
  }

  private void read(Duration limit, int most, Taker taker) {
    source.requireUsable();
    try (Connection connection = connect(limit)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(source.statement())) {
        statement.setFetchSize(most == 0 ? FETCHED : most);
        statement.setMaxRows(most);
        statement.setQueryTimeout((int) limit.toSeconds());
        try (Cancellation.Registration registered = cancellation.register(() -> cancel(statement));
            ResultSet rows = statement.executeQuery()) {
          taker.take(rows, columns(rows.getMetaData()));
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      cancellation.check();
      throw refused(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cancel(PreparedStatement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // it has ended by itself
    }
  }

  private Connection connect(Duration limit) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", source.user());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "15");
    properties.setProperty("socketTimeout", Long.toString(limit.toSeconds() + 10));
    properties.setProperty("readOnlyMode", "always");
    properties.setProperty("options", "-c statement_timeout=" + limit.toMillis());
    try {
      source
          .secret()
          .ifPresent(
              secret ->
                  properties.setProperty(
                      "password", secret.reveal(Texts.message("secret.database"), secrets)));
    } catch (DeliveryFailedException e) {
      throw new InputException(
          Problem.of(Texts.message("problem.query.secret"))
              .withValue(source.password())
              .withRemedy(Texts.message("problem.query.secret.remedy")),
          e);
    }
    return DriverManager.getConnection(source.url(), properties);
  }

  private InputException refused(SQLException e) {
    boolean late = CANCELLED.equals(e.getSQLState());
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new InputException(
        Problem.of(
                late
                    ? Texts.message("problem.query.late")
                    : Texts.message("problem.query.refused", said))
            .withWhere(source.name())
            .withRemedy(
                Texts.message(late ? "problem.query.late.remedy" : "problem.query.refused.remedy")),
        e);
  }

  private static List<String> columns(ResultSetMetaData description) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= description.getColumnCount(); i++) {
      names.add(description.getColumnLabel(i));
    }
    return names;
  }

  private static List<String> values(ResultSet rows) throws SQLException {
    ResultSetMetaData description = rows.getMetaData();
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= description.getColumnCount(); i++) {
      values.add(value(rows, i, description));
    }
    return values;
  }

  /** Numbers with a point and instants in UTC, whatever the database is set to. */
  private static String value(ResultSet rows, int column, ResultSetMetaData description)
      throws SQLException {
    String text = rows.getString(column);
    if (text == null) {
      return "";
    }
    return switch (description.getColumnType(column)) {
      case Types.DOUBLE, Types.REAL, Types.FLOAT -> plain(text);
      case Types.TIMESTAMP_WITH_TIMEZONE -> instant(rows, column);
      case Types.TIMESTAMP ->
          description.getColumnTypeName(column).equals("timestamptz")
              ? instant(rows, column)
              : text;
      case Types.BIT, Types.BOOLEAN -> rows.getBoolean(column) ? "true" : "false";
      default -> text;
    };
  }

  private static String instant(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
  }

  /** Without an exponent; what is no number stays. */
  private static String plain(String text) {
    try {
      return new BigDecimal(text).toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
