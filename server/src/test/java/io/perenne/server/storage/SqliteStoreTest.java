// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
  private @TempDir Path home;

  @Override
  DatabaseAddress empty() {
    return DatabaseAddress.inHome(home);
  }

  @Test
  void file_isReadableByItsOwnerOnly() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("perenne.db"))))
        .isEqualTo("rw-------");
  }

  @Test
  void file_survivesALossOfPower() {
    try (HikariDataSource pool = Pools.writers(empty())) {
      assertThat(pragma(pool, "synchronous")).isEqualTo("2");
      assertThat(pragma(pool, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(pool, "foreign_keys")).isEqualTo("1");
    }
  }

  private static String pragma(HikariDataSource pool, String name) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA " + name)) {
      return result.getString(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void copy_isAWholeStore_andIsNotWrittenOverAnother() {
    Path copy = home.resolve("copy.db");
    try (Store store = Store.open(empty(), () -> NOW)) {
      store.write(in -> new Users(in).add(user("ana@example.org", "admin")));
      store.copyTo(copy);

      assertThatThrownBy(() -> store.copyTo(copy))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(copy.toString());
    }
    try (Store copied = Store.open(DatabaseAddress.sqlite(copy), () -> NOW)) {
      assertThat(copied.<Optional<User>>read(in -> new Users(in).find("ana@example.org")))
          .isPresent();
    }
  }

  @Test
  void question_cannotWrite() {
    try (Store store = Store.open(empty(), () -> NOW)) {
      assertThatThrownBy(() -> store.read(in -> new Users(in).add(user("a@b.example", "admin"))))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void fileThatIsNoDatabase_isRefusedAndLeftAsItIs() throws Exception {
    Path other = Files.writeString(home.resolve("other.db"), "not a database, ".repeat(99));

    assertThatThrownBy(() -> Store.open(DatabaseAddress.sqlite(other), () -> NOW))
        .isInstanceOf(StoreException.class);
    assertThat(other).hasContent("not a database, ".repeat(99));
  }

  /** Only what follows from something else need not wait for the disk; it changes nothing else. */
  @Test
  void changeThatFollows_isNotFlushed_andTheNextOneIs() {
    try (Store store = Store.open(empty(), () -> NOW)) {
      assertThat(store.<Long>follow(SqliteStoreTest::flushes)).isEqualTo(1);
      assertThat(store.<Long>write(SqliteStoreTest::flushes)).isEqualTo(2);
      assertThatThrownBy(() -> store.follow(in -> in.update("no statement")))
          .isInstanceOf(StoreException.class);
      assertThat(store.<Long>write(SqliteStoreTest::flushes)).isEqualTo(2);
    }
  }

  private static long flushes(Transaction in) {
    return in.first("PRAGMA synchronous", row -> row.number("synchronous")).orElseThrow();
  }
}
