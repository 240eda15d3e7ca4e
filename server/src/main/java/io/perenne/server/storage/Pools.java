// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Connections to the two kinds of database. */
final class Pools {
  private static final int READERS = 4;
  private static final int POSTGRESQL = 8;

  private Pools() {}

  static HikariDataSource writers(DatabaseAddress address) {
    HikariConfig config = common(address);
    if (address.file().isPresent()) {
      makePrivate(address.file().get());
      config.setMaximumPoolSize(1);
      config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    } else {
      config.setMaximumPoolSize(POSTGRESQL);
      // what is wrong with a row is told with its values, which no log may show
      config.addDataSourceProperty("logServerErrorDetail", "false");
      config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    }
    return open(config, address);
  }

  /** Returns the pool for questions, which in PostgreSQL is that of the writers. */
  static HikariDataSource readers(DatabaseAddress address, HikariDataSource writers) {
    if (address.file().isEmpty()) {
      return writers;
    }
    HikariConfig config = common(address);
    config.setMaximumPoolSize(READERS);
    config.setConnectionInitSql("PRAGMA query_only = ON");
    return open(config, address);
  }

  private static HikariConfig common(DatabaseAddress address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    // the pool asks a new connection whether it lives: in a transaction that would hold the lock
    config.setAutoCommit(true);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    if (address.file().isPresent()) {
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
      config.addDataSourceProperty("foreign_keys", "true");
      config.addDataSourceProperty("busy_timeout", "10000");
      // pages that change often are copied into the database once, not each time
      config.addDataSourceProperty("wal_autocheckpoint", "4000");
    }
    return config;
  }

  private static HikariDataSource open(HikariConfig config, DatabaseAddress address) {
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new StoreException("the database cannot be opened: " + address, e);
    }
  }

  /** Only the owner may read hashes of passwords; SQLite gives its other files the same rights. */
  private static void makePrivate(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      // an earlier start made it
    } catch (IOException e) {
      throw new StoreException("the database cannot be made: " + file, e);
    }
  }
}
