// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.nio.file.Path;
import java.util.Optional;

/** Where the store is: a SQLite file, or a PostgreSQL database. */
public final class DatabaseAddress {
  private static final String POSTGRESQL = "jdbc:postgresql://";

  private final String url;
  private final Optional<Path> file;
  private final Path copies;

  private DatabaseAddress(String url, Optional<Path> file, Path copies) {
    this.url = url;
    this.file = file;
    this.copies = copies;
  }

  /** Returns the address of {@code perenne.db} in a home. */
  public static DatabaseAddress inHome(Path home) {
    return sqlite(home.resolve("perenne.db"));
  }

  static DatabaseAddress sqlite(Path file) {
    Path absolute = file.toAbsolutePath();
    return new DatabaseAddress(
        "jdbc:sqlite:" + absolute, Optional.of(absolute), absolute.resolveSibling(""));
  }

  /**
   * Returns the address of a PostgreSQL database.
   *
   * @param url such as {@code jdbc:postgresql://host:5432/perenne?user=perenne}; the driver also
   *     reads the password from {@code ~/.pgpass}
   * @param copies the folder where a copy is written before the format of the database changes
   * @throws IllegalArgumentException if the text does not begin so, or a user stands before the
   *     host
   */
  public static DatabaseAddress postgresql(String url, Path copies) {
    if (!url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException("a database address begins with " + POSTGRESQL);
    }
    // the driver takes user:password@host for the name of a host, and its log would show it
    if (url.matches("[^?]*@.*")) {
      throw new IllegalArgumentException("user and password are parameters of the address");
    }
    return new DatabaseAddress(url, Optional.empty(), copies.toAbsolutePath());
  }

  /** Returns the file, if the store is one. */
  public Optional<Path> file() {
    return file;
  }

  /** Returns the file of the copy of a format. */
  Path copy(int format) {
    String name =
        file.map(each -> each.getFileName() + ".format-" + format)
            .orElse("perenne-postgresql.format-" + format + ".sql");
    return copies.resolve(name);
  }

  String url() {
    return url;
  }

  /** Returns the name of the kind of database, as the definitions of tables use it. */
  String kind() {
    return file.isPresent() ? "sqlite" : "postgresql";
  }

  /** Returns the address without user and password. */
  @Override
  public String toString() {
    return file.map(Path::toString)
        .orElseGet(() -> url.replaceFirst("[?].*", "").replaceFirst("//[^/]*@", "//"));
  }
}
