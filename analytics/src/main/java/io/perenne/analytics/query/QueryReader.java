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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
    Database database = database();
    read(
        database,
        TRY,
        most,
        (rows, columns) -> {
          names.addAll(columns);
          while (taken.size() < most && rows.next()) {
            taken.add(values(database, rows));
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
    Database database = database();
    try {
      Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
      try (DraftFile draft = DraftFile.of(target, Access.OWNER)) {
        try (Writer out =
            new BufferedWriter(
                new OutputStreamWriter(
                    new GZIPOutputStream(draft.open()), StandardCharsets.UTF_8))) {
          read(
              database,
              most == 0 ? READ : TRY,
              most,
              (rows, columns) -> {
                line(out, columns);
                for (int i = 0; (most == 0 || i < most) && rows.next(); i++) {
                  line(out, values(database, rows));
                }
              });
        }
        draft.commit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(Writer out, List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      out.write(i == 0 ? "" : ",");
      out.write(Csv.value(values.get(i)));
    }
    out.write('\n');
  }

  private Database database() {
    source.requireUsable();
    return Database.of(source.url()).orElseThrow();
  }

  private void read(Database database, Duration limit, int most, Taker taker) {
    try (Connection connection = connect(database, limit)) {
      database.begin(connection, limit, most);
      try (Statement statement = database.statement(connection, limit)) {
        statement.setFetchSize(most == 0 ? FETCHED : most);
        if (!database.sendsAll()) {
          statement.setMaxRows(most);
        }
        try (Cancellation.Registration registered =
            cancellation.register(() -> cancel(statement))) {
          take(database.sendsAll() && most > 0, connection, statement, taker);
        }
      } finally {
        endQuietly(connection);
      }
    } catch (SQLException e) {
      cancellation.check();
      throw refused(database, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who closes rows that have not all arrived waits for the rest, unless the connection is cut. */
  private void take(boolean cut, Connection connection, Statement statement, Taker taker)
      throws SQLException, IOException {
    ResultSet rows = statement.executeQuery(source.statement());
    boolean arrived = false;
    try {
      taker.take(rows, columns(rows.getMetaData()));
      arrived = !cut;
    } finally {
      if (arrived) {
        rows.close();
      } else {
        connection.abort(Runnable::run);
      }
    }
  }

  private static void endQuietly(Connection connection) {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // nothing was written, and the connection is closed next
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // it has ended by itself
    }
  }

  private Connection connect(Database database, Duration limit) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(database.properties(limit));
    properties.setProperty("user", source.user());
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
    return DriverManager.getConnection(database.driverUrl(source.url()), properties);
  }

  private InputException refused(Database database, SQLException e) {
    Refusal refusal = isDriverMissing(e) ? Refusal.DRIVER : database.refusal(e);
    return new InputException(
        Problem.of(Texts.message(refusal.key(), arguments(refusal, e)))
            .withWhere(source.name())
            .withRemedy(Texts.message(refusal.key() + ".remedy")),
        e);
  }

  private Object[] arguments(Refusal refusal, SQLException e) {
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return switch (refusal) {
      case LATE, DRIVER -> new Object[0];
      case SIGN_IN -> new Object[] {said, source.user()};
      case UNREACHABLE, DATABASE -> new Object[] {said, Database.hosts(source.url())};
      default -> new Object[] {said};
    };
  }

  private static boolean isDriverMissing(SQLException e) {
    return String.valueOf(e.getMessage()).startsWith("No suitable driver");
  }

  private static List<String> columns(ResultSetMetaData description) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= description.getColumnCount(); i++) {
      names.add(description.getColumnLabel(i));
    }
    return names;
  }

  private static List<String> values(Database database, ResultSet rows) throws SQLException {
    ResultSetMetaData description = rows.getMetaData();
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= description.getColumnCount(); i++) {
      values.add(database.value(rows, i, description));
    }
    return values;
  }
}
