// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A copy of a SQLite database in one file, complete or not there at all. */
final class Backup {
  private Backup() {}

  /**
   * Writes it.
   *
   * @throws StoreException if the file is there already or cannot be written
   */
  static void write(DataSource store, Path file) {
    if (Files.exists(file)) {
      throw new StoreException("the file of the backup is there already: " + file);
    }
    Path half = file.resolveSibling(file.getFileName() + ".half");
    try {
      Files.deleteIfExists(half);
      copy(store, half);
      if (Files.getFileStore(half).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
      }
      try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | SQLException e) {
      throw new StoreException("the backup cannot be written: " + file, e);
    }
  }

  /** The statement is refused within a transaction. */
  private static void copy(DataSource store, Path file) throws SQLException {
    try (Connection connection = store.getConnection();
        PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, file.toAbsolutePath().toString());
      statement.executeUpdate();
    }
  }
}
