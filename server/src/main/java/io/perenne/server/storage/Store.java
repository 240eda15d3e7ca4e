// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The operational store. SQLite has one writer at a time and readers beside it; in PostgreSQL
 * transactions are serializable. Both keep what was committed when the power fails.
 */
public final class Store implements AutoCloseable {
  private static final int TRIES = 8;

  private final DatabaseAddress address;
  private final HikariDataSource writers;
  private final HikariDataSource readers;

  private Store(DatabaseAddress address, HikariDataSource writers, HikariDataSource readers) {
    this.address = address;
    this.writers = writers;
    this.readers = readers;
  }

  /**
   * Opens the store, makes it if it is not there, and brings it to the newest format.
   *
   * @throws StoreException if it does not answer, or a newer version of the product wrote it
   */
  public static Store open(DatabaseAddress address, InstantSource clock) {
    HikariDataSource writers = Pools.writers(address);
    try {
      new Formats(address, clock).migrate(writers);
      return new Store(address, writers, Pools.readers(address, writers));
    } catch (RuntimeException e) {
      writers.close();
      throw e;
    }
  }

  /**
   * Returns what a question finds. It must not write. If a change comes between in PostgreSQL it is
   * asked again, so it must do nothing outside the store that may not be done twice.
   */
  public <T> T read(Function<Transaction, T> question) {
    return repeated(readers, question, connection -> {}, connection -> {});
  }

  /**
   * Returns what a question finds that sees all of the store as it was at one instant, however long
   * it takes and whatever is written meanwhile. It must not write.
   */
  public <T> T snapshot(Function<Transaction, T> question) {
    return read(
        in -> {
          if (address.file().isEmpty()) {
            in.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
          }
          return question.apply(in);
        });
  }

  /**
   * Returns what a question finds once everybody who is adding rows to a table has ended, so that
   * no row with an earlier number comes after it.
   */
  public <T> T afterWriters(String table, Function<Transaction, T> question) {
    return read(
        in -> {
          if (address.file().isEmpty()) {
            // numbers are given before a transaction ends; in SQLite only one writes at a time
            in.update("LOCK TABLE " + table + " IN SHARE MODE");
          }
          return question.apply(in);
        });
  }

  /**
   * Returns what a change returns, once it is kept. If another change was faster it is tried again,
   * so it must do nothing outside the store.
   *
   * @throws StoreException if the database failed; nothing is kept then
   */
  public <T> T write(Function<Transaction, T> change) {
    return write(change, connection -> {}, connection -> {});
  }

  /**
   * Changes what follows from something else that is kept, and the note of how far it was followed,
   * without waiting for the disk. A power failure may undo the last such changes, each whole and
   * with its note, so that they are made again; never a change that {@link #write} has returned.
   *
   * @throws StoreException if the database failed; nothing is kept then
   */
  public <T> T follow(Function<Transaction, T> change) {
    return address.file().isPresent()
        ? write(
            change,
            connection -> execute(connection, "PRAGMA synchronous = NORMAL"),
            connection -> execute(connection, "PRAGMA synchronous = FULL"))
        : write(
            in -> {
              in.update("SET LOCAL synchronous_commit = off");
              return change.apply(in);
            });
  }

  /** What is asked of a connection between two transactions. */
  private interface Wish {
    void tell(Connection connection) throws SQLException;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private <T> T write(Function<Transaction, T> change, Wish before, Wish after) {
    return repeated(writers, change, before, after);
  }

  private static <T> T repeated(
      HikariDataSource pool, Function<Transaction, T> change, Wish before, Wish after) {
    for (int tried = 1; ; tried++) {
      try {
        return in(pool, change, before, after);
      } catch (StoreException e) {
        if (tried == TRIES || !Failure.passes(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Writes a copy of a SQLite store as it is now, while it is in use.
   *
   * @throws StoreException if the file is there already, cannot be written, or the store is a
   *     PostgreSQL database, which {@code pg_dump} copies
   */
  public void copyTo(Path file) {
    if (address.file().isEmpty()) {
      throw new StoreException("a PostgreSQL database is copied with pg_dump: " + address);
    }
    Backup.write(writers, file);
  }

  private static <T> T in(
      HikariDataSource pool, Function<Transaction, T> work, Wish before, Wish after) {
    try (Connection connection = pool.getConnection()) {
      boolean kept = false;
      before.tell(connection);
      connection.setAutoCommit(false);
      try (Transaction transaction = new Transaction(connection)) {
        T result = work.apply(transaction);
        connection.commit();
        kept = true;
        return result;
      } finally {
        if (!kept) {
          rollBack(pool, connection);
        }
        reset(pool, connection, after);
      }
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  /** A connection that cannot be brought back to what it was is used no more. */
  private static void reset(HikariDataSource pool, Connection connection, Wish after) {
    try {
      connection.setAutoCommit(true);
      after.tell(connection);
    } catch (SQLException e) {
      pool.evictConnection(connection);
    }
  }

  /**
   * Undoes a transaction; what failed in it is what is told. On a full disk SQLite has undone it by
   * itself, and knows of none any more.
   */
  private static void rollBack(HikariDataSource pool, Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      pool.evictConnection(connection);
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
