// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.sql.Sql;
import io.perenne.analytics.task.CancelledException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/** An in-memory DuckDB with bounded memory, which spills into a folder and is gone when closed. */
final class DuckDb implements AutoCloseable {
  private final DuckDBConnection connection;
  private final Set<Statement> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  private DuckDb(DuckDBConnection connection) {
    this.connection = connection;
  }

  /**
   * Opens a database.
   *
   * @param memoryBytes what it may hold in memory
   * @param threads how many threads it uses
   * @param spillFolder where it puts what does not fit
   */
  static DuckDb open(long memoryBytes, int threads, Path spillFolder) {
    try {
      DuckDBConnection connection =
          DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
      DuckDb database = new DuckDb(connection);
      database.execute("SET memory_limit = '" + memoryBytes / 1_000_000 + "MB'");
      database.execute("SET threads = " + threads);
      database.execute("SET temp_directory = " + Sql.quote(spillFolder.toString()));
      database.execute("SET preserve_insertion_order = false");
      database.execute("SET autoinstall_known_extensions = false");
      database.execute("SET autoload_known_extensions = false");
      database.execute("SET TimeZone = 'UTC'");
      return database;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Wraps a connection that someone else opened, set up and will close. */
  static DuckDb over(Connection connection) {
    try {
      return new DuckDb(connection.unwrap(DuckDBConnection.class));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Returns the connection, for readers that speak plain JDBC. */
  DuckDBConnection connection() {
    return connection;
  }

  /** Opens another connection to the same database. */
  DuckDBConnection another() throws SQLException {
    return connection.duplicate();
  }

  /**
   * Ends the statement that runs now, if any, and refuses every later one. Called from any thread,
   * more than once.
   */
  void interrupt() {
    interrupted = true;
    for (Statement statement : List.copyOf(running)) {
      try {
        statement.cancel();
      } catch (SQLException e) { // it has ended meanwhile
        running.remove(statement);
      }
    }
  }

  private void requireNotInterrupted() {
    if (interrupted) {
      throw new CancelledException();
    }
  }

  private RuntimeException failed(SQLException e) {
    return interrupted ? new CancelledException(e) : failure(e);
  }

  /** Runs a statement whose result nobody reads. */
  void execute(Object sql) {
    run(statement -> statement.execute(sql.toString()));
  }

  /** Runs a statement and returns how many rows it wrote. */
  long update(Object sql) {
    long[] rows = new long[1];
    run(statement -> rows[0] = statement.executeUpdate(sql.toString()));
    return rows[0];
  }

  private interface StatementUser {
    void use(Statement statement) throws SQLException;
  }

  private void run(StatementUser user) {
    requireNotInterrupted();
    // a new statement each time: one that failed cannot be used again
    try (Statement statement = connection.createStatement()) {
      running.add(statement);
      try {
        user.use(statement);
      } finally {
        running.remove(statement);
      }
    } catch (SQLException e) {
      throw failed(e);
    } catch (ArithmeticException e) {
      throw SumOverflow.refused(e);
    }
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a query and reads every row of its result. */
  <T> List<T> query(Object sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    scan(sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Runs a query of one row. */
  <T> T queryOne(Object sql, RowReader<T> reader) {
    List<T> rows = query(sql, reader);
    if (rows.size() != 1) {
      throw new IllegalStateException("not one row but " + rows.size() + ": " + sql);
    }
    return rows.get(0);
  }

  /** Uses one row of a result. */
  @FunctionalInterface
  interface RowUser {
    void use(ResultSet row) throws SQLException;
  }

  /** Runs a query and passes every row on, without keeping any. */
  void scan(Object sql, RowUser user) {
    requireNotInterrupted();
    try (Statement statement = connection.createStatement()) {
      running.add(statement);
      try (ResultSet rows = statement.executeQuery(sql.toString())) {
        while (rows.next()) {
          requireNotInterrupted();
          user.use(rows);
        }
      } finally {
        running.remove(statement);
      }
    } catch (SQLException e) {
      throw failed(e);
    } catch (ArithmeticException e) {
      throw SumOverflow.refused(e);
    }
  }

  /** Closes the database. */
  @Override
  public void close() {
    try (Connection closing = connection) {
      closing.createStatement().close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Tells what the user can mend, such as a lack of memory or disk, from a failure of ours. */
  static RuntimeException failure(SQLException e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (SumOverflow.isMeantBy(lower)) {
      return SumOverflow.refused(e);
    }
    if (lower.contains("out of memory")
        || lower.contains("outofmemoryerror")
        || lower.contains("no space left")
        || lower.contains("max_temp_directory_size")) {
      return new OutOfResourcesException(
          Problem.of(Texts.message("problem.engine.full"))
              .withRemedy(Texts.message("problem.engine.full.remedy")),
          e);
    }
    if (lower.contains("io error") && (lower.contains("gzip") || lower.contains("zstd"))) {
      return new InputException(Problem.of(Texts.message("problem.file.packed")), e);
    }
    return new EngineException(firstLine(message), e);
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
