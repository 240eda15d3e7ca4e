// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Earlier formats become the newest, also when the machine stops in the middle. */
class FormatsTest {
  private static final boolean EVERY_STATEMENT = Integer.getInteger("perenne.kills", 20) > 20;

  private static final Jobs.Order RUN = Jobs.Order.of("run", "", Optional.empty(), "ana");

  private @TempDir Path home;

  private DatabaseAddress ofFormat(int format) {
    DatabaseAddress address = DatabaseAddress.sqlite(home.resolve("store" + format + ".db"));
    try (HikariDataSource pool = Pools.writers(address)) {
      new Formats(address, () -> StoreContract.NOW).migrate(pool, format);
      try (var connection = pool.getConnection()) {
        new Users(new Transaction(connection)).add(StoreContract.user("ana@example.org", "admin"));
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return address;
  }

  private static List<String> tables(DatabaseAddress address) {
    try (HikariDataSource pool = Pools.writers(address);
        var connection = pool.getConnection()) {
      return new Transaction(connection)
          .list("SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.text("name"));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void earlierFormat_becomesTheNewest_afterACopyWasMade() {
    DatabaseAddress address = ofFormat(1);

    try (Store store = Store.open(address, () -> StoreContract.NOW)) {
      assertThat(store.<List<User>>read(in -> new Users(in).all()))
          .extracting(User::name)
          .hasSize(1);
      assertThat(store.<Long>write(in -> new Jobs(in).add(RUN, StoreContract.NOW))).isEqualTo(1);
    }
    Path copy = home.resolve("store1.db.format-1");
    assertThat(tables(DatabaseAddress.sqlite(copy))).contains("users").doesNotContain("jobs");
  }

  @Test
  void jobThatRan_whenJobsHadNoLease_isUnknown() throws Exception {
    DatabaseAddress address = ofFormat(2);
    try (HikariDataSource pool = Pools.writers(address);
        var connection = pool.getConnection()) {
      new Transaction(connection)
          .update(
              "INSERT INTO jobs (kind, who, state, created, started)"
                  + " VALUES ('run', 'ana', 'running', 5, 6), ('run', 'ana', 'waiting', 7, NULL)");
    }

    try (Store store = Store.open(address, () -> StoreContract.NOW)) {
      assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).newest("run", 9)))
          .extracting(Jobs.Job::state)
          .containsExactly("waiting", "unknown");
      assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).ready(StoreContract.NOW)))
          .extracting(Jobs.Job::order)
          .containsExactly(RUN);
    }
  }

  @Test
  void newestFormat_isNotCopied() {
    DatabaseAddress address = ofFormat(Formats.NEWEST);

    Store.open(address, () -> StoreContract.NOW).close();

    assertThat(home.resolve("store" + Formats.NEWEST + ".db.format-" + Formats.NEWEST))
        .doesNotExist();
  }

  /** Otherwise at every fifth. */
  @Test
  void deathAtAnyStatement_leavesTheOldFormatOrTheNew() throws Exception {
    int stride = EVERY_STATEMENT ? 1 : 5;
    int deaths = 0;
    boolean died = true;
    for (int statement = 1; died; statement += stride) {
      Files.deleteIfExists(home.resolve("store1.db.format-1"));
      Files.deleteIfExists(home.resolve("store1.db"));
      DatabaseAddress address = ofFormat(1);
      int status = DyingMigration.start("store1.db", home, statement);
      died = status == DyingMigration.DIED;
      assertThat(status).isIn(0, DyingMigration.DIED);

      List<String> tables = tables(address);
      assertThat(tables.contains("jobs")).isEqualTo(tables.contains("schedule"));
      try (Store store = Store.open(address, () -> StoreContract.NOW)) {
        assertThat(store.<Optional<User>>read(in -> new Users(in).find("ana@example.org")))
            .isPresent();
        assertThat(store.<List<Jobs.Job>>read(in -> new Jobs(in).newest("run", 1))).isEmpty();
      }
      deaths += died ? 1 : 0;
    }
    assertThat(deaths).as("statements of the migration").isGreaterThan(EVERY_STATEMENT ? 25 : 5);
  }
}
