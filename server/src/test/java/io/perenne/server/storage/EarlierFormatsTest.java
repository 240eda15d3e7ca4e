// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores as earlier versions wrote them, by the statements of those versions. */
class EarlierFormatsTest {
  private static final int EARLIER = 5;
  private static final InstantSource CLOCK = () -> StoreContract.NOW;
  private static final String FORMAT =
      "CREATE TABLE format (number BIGINT NOT NULL PRIMARY KEY, made BIGINT NOT NULL)";

  private static final boolean EVERY_STATEMENT = Integer.getInteger("perenne.kills", 20) > 20;

  private @TempDir Path home;

  private static String text(String name) {
    try (InputStream file =
        Objects.requireNonNull(EarlierFormatsTest.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(String url, String kind, int format) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(FORMAT);
      for (int each = 1; each <= format; each++) {
        for (String sql : text("formats/" + kind + "-" + each + ".sql").split(";\n", -1)) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
        statement.execute("INSERT INTO format VALUES (" + each + ", 5)");
      }
      statement.execute(
          "INSERT INTO users (name, role, language, password_hash, disabled, created)"
              + " VALUES ('ana@example.org', 'admin', 'es', 'hash', 0, 5)");
      statement.execute(
          "INSERT INTO sessions (token_hash, user_id, csrf_token, created, last_used)"
              + " VALUES ('token', 1, 'csrf', 5, 6)");
      statement.execute(
          "INSERT INTO api_keys (key_hash, prefix, name, scopes, created_by, created)"
              + " VALUES ('hash', 'perenne_abc', 'warehouse', 'read', 'ana@example.org', 5)");
      statement.execute(
          "INSERT INTO audit (at, who, origin, what, target, state_after)"
              + " VALUES (5, 'ana@example.org', '127.0.0.1', 'key.add', 'warehouse', 'read')");
      statement.execute("INSERT INTO settings VALUES ('language', 'es', 5)");
      if (format >= 2) {
        statement.execute(
            "INSERT INTO jobs (kind, who, state, created, started)"
                + " VALUES ('run', 'ana', 'running', 5, 6), ('run', 'ana', 'waiting', 7, NULL)");
        statement.execute(
            "INSERT INTO schedule (name, next_due, last_started) VALUES ('run', 9, 5)");
      }
    }
  }

  private static void requireEverything(Store store, int format) {
    User ana =
        store.<Optional<User>>read(in -> new Users(in).find("ana@example.org")).orElseThrow();
    assertThat(ana.passwordHash()).hasValue("hash");
    assertThat(store.<Long>read(in -> new Users(in).administrators())).isEqualTo(1);
    assertThat(store.<Optional<Sessions.Session>>read(in -> new Sessions(in).find("token")))
        .hasValueSatisfying(
            session -> {
              assertThat(session.userId()).isEqualTo(ana.id());
              assertThat(session.idToken()).isEmpty();
            });
    assertThat(store.<List<ApiKeys.Key>>read(in -> new ApiKeys(in).all()))
        .extracting(ApiKeys.Key::name)
        .containsExactly("warehouse");
    assertThat(store.<List<Audit.Entry>>read(in -> new Audit(in).newest(9)))
        .extracting(Audit.Entry::what)
        .containsExactly("key.add");
    assertThat(store.<Optional<String>>read(in -> new Settings(in).find("language")))
        .hasValue("es");
    List<Jobs.Job> jobs = store.read(in -> new Jobs(in).newest("run", 9));
    assertThat(jobs).hasSize(format >= 2 ? 2 : 0);
    assertThat(jobs.stream().filter(job -> job.state().equals("waiting"))).hasSize(jobs.size() / 2);
    assertThat(store.<Boolean>read(in -> new Identities(in).users().isEmpty())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, EARLIER})
  void fileOfAnEarlierVersion_losesNothing_andIsCopiedBefore(int format) throws SQLException {
    Path file = home.resolve("perenne.db");
    write("jdbc:sqlite:" + file, "sqlite", format);

    try (Store store = Store.open(DatabaseAddress.sqlite(file), CLOCK)) {
      requireEverything(store, format);
    }

    Path copy = home.resolve("perenne.db.format-" + format);
    assertThat(copy).exists();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement();
        var users =
            statement.executeQuery("SELECT (SELECT max(number) FROM format), name FROM users")) {
      assertThat(users.next()).isTrue();
      assertThat(users.getInt(1)).isEqualTo(format);
      assertThat(users.getString(2)).isEqualTo("ana@example.org");
    }
  }

  @Test
  void databaseOfAnEarlierVersion_losesNothing() throws Exception {
    try (PostgresServer postgres = PostgresServer.startOrSkip(home)) {
      for (int format = 1; format <= EARLIER; format++) {
        String url = postgres.newDatabase();
        write(url, "postgresql", format);

        try (Store store = Store.open(DatabaseAddress.postgresql(url, home), CLOCK)) {
          requireEverything(store, format);
        }

        Path copy = home.resolve("perenne-postgresql.format-" + format + ".sql");
        assertThat(Files.getPosixFilePermissions(copy)).hasSize(2);
        String earlier = postgres.newDatabase();
        postgres.run(copy, earlier);
        requireRows(earlier, format);
        try (Store store = Store.open(DatabaseAddress.postgresql(earlier, home), CLOCK)) {
          requireEverything(store, format);
          assertThat(
                  store.<OptionalLong>write(
                      in -> new Users(in).add(StoreContract.user("eva", "viewer"))))
              .as("numbers go on after those of the copy")
              .hasValue(2);
        }
        assertThat(home.resolve(copy.getFileName() + ".previous")).exists();
      }
    }
  }

  private static void requireRows(String url, int format) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT (SELECT max(number) FROM format), (SELECT name FROM users),"
                    + " (SELECT target FROM audit), (SELECT name FROM api_keys)")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getInt(1)).isEqualTo(format);
      assertThat(found.getString(2)).isEqualTo("ana@example.org");
      assertThat(found.getString(3)).isEqualTo("warehouse");
      assertThat(found.getString(4)).isEqualTo("warehouse");
    }
  }

  /** Otherwise at every nineteenth statement: each death takes a process and two databases. */
  @Test
  void deathAtAnyStatement_leavesTheOldFormatOrTheNew_andAWholeCopy() throws Exception {
    try (PostgresServer postgres = PostgresServer.startOrSkip(home)) {
      boolean died = true;
      int deaths = 0;
      for (int statement = 1; died; statement += EVERY_STATEMENT ? 1 : 19) {
        Path copies = Files.createDirectories(home.resolve("copies" + statement));
        String url = postgres.newDatabase();
        write(url, "postgresql", 1);

        int status = DyingMigration.start(url, copies, statement);

        died = status == DyingMigration.DIED;
        assertThat(status).isIn(0, DyingMigration.DIED);
        deaths += died ? 1 : 0;
        Path copy = copies.resolve("perenne-postgresql.format-1.sql");
        if (Files.exists(copy)) {
          String earlier = postgres.newDatabase();
          postgres.run(copy, earlier);
          requireRows(earlier, 1);
        }
        try (Store store = Store.open(DatabaseAddress.postgresql(url, copies), CLOCK)) {
          requireEverything(store, 1);
        }
        assertThat(copy).exists();
      }
      assertThat(deaths).isGreaterThan(EVERY_STATEMENT ? 40 : 6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void statementsOfAFormatThatIsOutThere_areNeverChanged(String kind) {
    for (int format = 1; format <= EARLIER; format++) {
      String name = kind + "-" + format + ".sql";
      assertThat(text(name)).as(name).isEqualTo(text("formats/" + name));
    }
  }

  @Test
  void fileOfALaterVersion_isRefusedWithWhatToDo_andNotChanged() throws SQLException {
    Path file = home.resolve("perenne.db");
    write("jdbc:sqlite:" + file, "sqlite", EARLIER);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO format VALUES (99, 5)");
    }

    assertThatThrownBy(() -> Store.open(DatabaseAddress.sqlite(file), CLOCK))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("format 99")
        .hasMessageContaining("start that version or a later one");
    assertThat(home.resolve("perenne.db.format-99")).doesNotExist();
  }
}
