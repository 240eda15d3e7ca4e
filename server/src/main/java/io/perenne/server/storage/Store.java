// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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

  /** Returns what a question finds. It must not write. */
  public <T> T read(Function<Transaction, T> question) {
    return in(readers, question);
  }

  /**
   * Returns what a change returns, once it is kept. If another change was faster it is tried again,
   * so it must do nothing outside the store.
   *
   * @throws StoreException if the database failed; nothing is kept then
   */
  public <T> T write(Function<Transaction, T> change) {
    for (int tried = 1; ; tried++) {
      try {
        return in(writers, change);
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

  private static <T> T in(HikariDataSource pool, Function<Transaction, T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      boolean kept = false;
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        kept = true;
        return result;
      } finally {
        if (!kept) {
          rollBack(pool, connection);
        }
      }
    } catch (SQLException e) {
      throw Failure.of(e);
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
