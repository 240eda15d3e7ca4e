// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.DestinationContract;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTest {
  private static final Map<String, String> SECRETS = Map.of("PW", "open sesame");

  private static final String COLUMNS =
      "columns=CustomerId=id, LTV_VALUE, LAST_TICKET_DATE, EMAIL_COMMUNICATIONS";

  private PostgresServer server;
  private int tables;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = PostgresServer.startOrSkip(folder);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Route route(Path home, String table, String... more) {
    String[] settings = {
      "kind=postgresql",
      "url=" + server.url(),
      "user=tester",
      "password=env:PW",
      "table=" + table,
      COLUMNS
    };
    return TestRoutes.of(
        home,
        SECRETS,
        java.util.stream.Stream.of(settings, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  /** Returns the destination as it is reached through a proxy. */
  private static Destination through(Path home, int port, String table, String timeout) {
    return TestRoutes.of(
            home,
            SECRETS,
            "kind=postgresql",
            "url=" + PostgresServer.url(port),
            "user=tester",
            "password=env:PW",
            "table=" + table,
            timeout,
            COLUMNS)
        .destination();
  }

  private static Shipment pack(Route route, Path folder, String runId, Map<String, String> first)
      throws Exception {
    return route
        .packer()
        .pack(Customers.run(folder, runId, first), EarlierRuns.none(), runId, folder);
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract class ModeContract implements DestinationContract {
    abstract String mode();

    @Override
    public Destination destination() {
      return route(Path.of("."), "contract_" + tables++, "mode=" + mode()).destination();
    }

    @Override
    public Shipment shipment(Path folder, int version) throws Exception {
      Route route = route(folder, "any", "mode=" + mode());
      return pack(route, folder, "run-" + version, Map.of("LTV_VALUE", "" + version));
    }
  }

  @Nested
  class Upsert extends ModeContract {
    @Override
    String mode() {
      return "upsert";
    }
  }

  @Nested
  class Swap extends ModeContract {
    @Override
    String mode() {
      return "swap";
    }
  }

  @Test
  void deliver_upsert_changesRowsAndKeepsThoseWhoAreGone(@TempDir Path folder) throws Exception {
    Route route = route(folder, "upserted");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    server.query("INSERT INTO upserted VALUES ('gone', 1, null, true)");
    Map<String, String> richer = Map.of("LTV_VALUE", "99.90");
    route.destination().deliver(pack(route, folder, "run-b", richer), bytes -> {});
    assertThat(
            server.query(
                "SELECT concat_ws('|', id, \"LTV_VALUE\", \"LAST_TICKET_DATE\","
                    + " \"EMAIL_COMMUNICATIONS\") FROM upserted ORDER BY id"))
        .containsExactly(
            "ana, \"la 1\"|99.90|2025-06-29 21:15:00|t",
            "bob\nñ|0.00|2025-06-29 21:15:00|f",
            "céline|3.10|2025-06-29 21:15:00|f",
            "gone|1.00|t");
  }

  @Test
  void deliver_swap_leavesOnlyTheRunAndKeepsGrants(@TempDir Path folder) throws Exception {
    Route route = route(folder, "swapped", "mode=swap");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    server.query("CREATE ROLE reader");
    server.query("GRANT SELECT ON swapped TO reader");
    server.query("INSERT INTO swapped VALUES ('gone', 1, null, true)");
    route.destination().deliver(pack(route, folder, "run-b", Map.of()), bytes -> {});
    route.destination().deliver(pack(route, folder, "run-c", Map.of()), bytes -> {});
    assertThat(server.query("SELECT count(*) FROM swapped")).containsExactly("3");
    assertThat(server.query("SELECT has_table_privilege('reader', 'swapped', 'SELECT')"))
        .containsExactly("t");
    assertThatThrownBy(() -> server.query("INSERT INTO swapped SELECT * FROM swapped"))
        .hasMessageContaining("duplicate key");
  }

  @Test
  void deliver_swapUnderAView_keepsTheView(@TempDir Path folder) throws Exception {
    Route route = route(folder, "viewed", "mode=swap");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    server.query("CREATE VIEW on_viewed AS SELECT * FROM viewed");
    Shipment later = pack(route, folder, "run-b", Map.of("LTV_VALUE", "7"));
    Arrival arrival = route.destination().deliver(later, bytes -> {});
    assertThat(arrival.how()).contains("filled in place", "view on_viewed");
    assertThat(server.query("SELECT max(\"LTV_VALUE\") FROM on_viewed")).containsExactly("7.00");
    assertThat(route.destination().holds(later.label())).isTrue();
  }

  @Test
  void deliver_swapOfATableWithPolicies_letsRestrictedReadersSeeNoMore(@TempDir Path folder)
      throws Exception {
    Route route = route(folder, "guarded", "mode=swap");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    server.query("CREATE ROLE restricted");
    server.query("GRANT SELECT ON guarded TO restricted");
    server.query("ALTER TABLE guarded ENABLE ROW LEVEL SECURITY");
    server.query("CREATE POLICY own ON guarded TO restricted USING (id = 'céline')");
    server.query("CREATE INDEX by_value ON guarded (\"LTV_VALUE\")");
    server.query("COMMENT ON TABLE guarded IS 'of the marketing team'");
    server.query("ALTER TABLE guarded ADD COLUMN note text DEFAULT 'theirs'");
    server.query(
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
    server.query(
        "CREATE TRIGGER watch BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION nothing()");
    Arrival arrival =
        route.destination().deliver(pack(route, folder, "run-b", Map.of()), bytes -> {});
    assertThat(arrival.how())
        .contains("row-level security", "policy own", "trigger watch", "column note");
    assertThat(server.query("SELECT count(*) FROM guarded")).containsExactly("3");
    assertThat(server.query("SELECT count(*) FROM pg_policy WHERE polname = 'own'"))
        .containsExactly("1");
    assertThat(server.query("SELECT relrowsecurity FROM pg_class WHERE relname = 'guarded'"))
        .containsExactly("t");
    assertThat(server.query("SELECT count(*) FROM pg_class WHERE relname = 'by_value'"))
        .containsExactly("1");
    assertThat(server.query("SELECT obj_description('guarded'::regclass)"))
        .containsExactly("of the marketing team");
    assertThat(server.query("SELECT DISTINCT note FROM guarded")).containsExactly("theirs");
    assertThat(server.query("SELECT tgname FROM pg_trigger WHERE tgname = 'watch'"))
        .containsExactly("watch");
  }

  @Test
  void deliver_swapOfATableThatOthersReferTo_failsForGoodAndChangesNothing(@TempDir Path folder)
      throws Exception {
    Route route = route(folder, "referred", "mode=swap");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    server.query("CREATE TABLE letters (id varchar(100) REFERENCES referred)");
    Shipment later = pack(route, folder, "run-b", Map.of("LTV_VALUE", "7"));
    assertThatThrownBy(() -> route.destination().deliver(later, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("foreign key");
    assertThat(server.query("SELECT max(\"LTV_VALUE\") FROM referred")).containsExactly("12.50");
  }

  @Test
  void check_wrongPassword_failsForGoodWithoutNamingIt(@TempDir Path folder) {
    Route route =
        TestRoutes.of(
            folder,
            Map.of("PW", "barley"),
            "kind=postgresql",
            "url=" + server.url(),
            "user=tester",
            "password=env:PW");
    assertThatThrownBy(() -> route.destination().check())
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("barley");
  }

  @Test
  void deliver_rowThatTheTableRefuses_saysNothingOfTheRow(@TempDir Path folder) throws Exception {
    Route route = route(folder, "narrow");
    server.query(
        "CREATE TABLE narrow (id varchar(2) PRIMARY KEY, \"LTV_VALUE\" numeric,"
            + " \"LAST_TICKET_DATE\" timestamp, \"EMAIL_COMMUNICATIONS\" boolean)");
    Shipment shipment = pack(route, folder, "run-a", Map.of());
    assertThatThrownBy(() -> route.destination().deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("value too long")
        .hasMessageNotContaining("ana");
    assertThat(server.query("SELECT count(*) FROM narrow")).containsExactly("0");
  }

  @Test
  void deliver_upsertIntoATableWithColumnsOfOthers_fillsThemAsTheTableSays(@TempDir Path folder)
      throws Exception {
    Route route = route(folder, "extended");
    server.query(
        "CREATE TABLE extended (id varchar(255) PRIMARY KEY, \"LTV_VALUE\" numeric(20, 4),"
            + " \"LAST_TICKET_DATE\" timestamp, \"EMAIL_COMMUNICATIONS\" boolean,"
            + " number integer GENERATED ALWAYS AS IDENTITY, source text NOT NULL DEFAULT 'clv',"
            + " doubled numeric GENERATED ALWAYS AS (\"LTV_VALUE\" * 2) STORED, note text)");
    for (String run : new String[] {"run-a", "run-b"}) {
      route.destination().deliver(pack(route, folder, run, Map.of()), bytes -> {});
      assertThat(
              server.query(
                  "SELECT concat_ws('|', source, doubled) FROM extended WHERE \"LTV_VALUE\" = 12.5"))
          .as(run)
          .containsExactly("clv|25.0000");
    }
    assertThat(server.query("SELECT count(DISTINCT number) FROM extended")).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"LTV_VALUE\" numeric(18,0)",
        "\"LTV_VALUE\" integer",
        "\"LTV_VALUE\" real",
        "\"LAST_TICKET_DATE\" date",
        "id integer",
        "\"EMAIL_COMMUNICATIONS\" boolean GENERATED ALWAYS AS (true) STORED"
      })
  void deliver_columnThatChangesValues_isRefusedByNameBeforeTheFirstRow(
      String column, @TempDir Path folder) throws Exception {
    String name = "rounding_" + tables++;
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("id", "id varchar(255)");
    columns.put("\"LTV_VALUE\"", "\"LTV_VALUE\" numeric");
    columns.put("\"LAST_TICKET_DATE\"", "\"LAST_TICKET_DATE\" timestamp");
    columns.put("\"EMAIL_COMMUNICATIONS\"", "\"EMAIL_COMMUNICATIONS\" boolean");
    columns.put(column.split(" ", -1)[0], column);
    server.query(
        "CREATE TABLE "
            + name
            + " ("
            + String.join(", ", columns.values())
            + ", PRIMARY KEY (id))");
    Route route = route(folder, name);
    Shipment shipment = pack(route, folder, "run-a", Map.of());
    assertThatThrownBy(() -> route.destination().deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining(name)
        .hasMessageContaining(column.split(" ", -1)[0].replace("\"", ""));
    assertThat(server.query("SELECT count(*) FROM " + name)).containsExactly("0");
  }

  @Test
  void deliver_columnThatDemandsAValueOfNobody_isRefusedByName(@TempDir Path folder)
      throws Exception {
    Route route = route(folder, "demanding");
    server.query(
        "CREATE TABLE demanding (id text PRIMARY KEY, \"LTV_VALUE\" numeric,"
            + " \"LAST_TICKET_DATE\" timestamp, \"EMAIL_COMMUNICATIONS\" boolean,"
            + " owner text NOT NULL)");
    Shipment shipment = pack(route, folder, "run-a", Map.of());
    assertThatThrownBy(() -> route.destination().deliver(shipment, bytes -> {}))
        .hasMessageContaining("owner text");
  }

  @Test
  void deliver_columnOfInstants_holdsTheLocalTimesOfTheTenant(@TempDir Path folder)
      throws Exception {
    Route route = route(folder, "instants");
    server.query(
        "CREATE TABLE instants (id text PRIMARY KEY, \"LTV_VALUE\" numeric,"
            + " \"LAST_TICKET_DATE\" timestamptz, \"EMAIL_COMMUNICATIONS\" boolean)");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    Route plain = route(folder, "local_times");
    plain.destination().deliver(pack(plain, folder, "run-a", Map.of()), bytes -> {});
    assertThat(
            server.query(
                "SELECT \"LAST_TICKET_DATE\" AT TIME ZONE 'Europe/Madrid' FROM instants"
                    + " WHERE \"LAST_TICKET_DATE\" IS NOT NULL ORDER BY id"))
        .isNotEmpty()
        .isEqualTo(
            server.query(
                "SELECT \"LAST_TICKET_DATE\" FROM local_times"
                    + " WHERE \"LAST_TICKET_DATE\" IS NOT NULL ORDER BY id"));
  }

  @Test
  void deliver_connectionCutOnTheWay_failsAndChangesNothing(@TempDir Path folder) throws Exception {
    Route route = route(folder, "cut");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    Shipment later = pack(route, folder, "run-b", Map.of("LTV_VALUE", "7"));
    try (FaultyProxy proxy = FaultyProxy.start(server.port(), 1_000, FaultyProxy.CUT)) {
      Destination cut = through(folder, proxy.port(), "cut", "timeout=1m");
      assertThatThrownBy(() -> cut.deliver(later, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue());
    }
    assertThat(server.query("SELECT max(\"LTV_VALUE\") FROM cut")).containsExactly("12.50");
  }

  @Test
  void route_passwordInTheUrl_isRefusedWithoutRepeatingIt(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                TestRoutes.of(
                    folder,
                    SECRETS,
                    "kind=postgresql",
                    "url=jdbc:postgresql://host/db?password=barley",
                    "user=tester"))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("barley");
  }

  @Test
  void deliver_networkStandsStill_givesUpAndChangesNothing(@TempDir Path folder) throws Exception {
    Route route = route(folder, "frozen");
    route.destination().deliver(pack(route, folder, "run-a", Map.of()), bytes -> {});
    // more than the buffers of the sockets in between hold
    Path many = Files.writeString(folder.resolve("many"), "x".repeat(40_000_000));
    Shipment later = pack(route, folder, "run-b", Map.of("LTV_VALUE", "7"));
    Shipment large = new Shipment(later.label(), many, later.columns());
    try (FaultyProxy proxy = FaultyProxy.start(server.port(), 5_000_000, FaultyProxy.FREEZE)) {
      Destination frozen = through(folder, proxy.port(), "frozen", "timeout=2s");
      assertThatThrownBy(() -> frozen.deliver(large, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue());
    }
    assertThat(server.query("SELECT max(\"LTV_VALUE\") FROM frozen")).containsExactly("12.50");
  }

  @Test
  void deliver_userWhoMayCreateNothing_fillsTheTablesMadeForThem(@TempDir Path folder)
      throws Exception {
    Route made = route(folder, "made");
    made.destination().deliver(pack(made, folder, "run-a", Map.of()), bytes -> {});
    server.query("CREATE ROLE loader LOGIN PASSWORD 'open sesame'");
    server.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    server.query("GRANT SELECT, INSERT, UPDATE ON made, perenne_deliveries TO loader");
    Route loader =
        TestRoutes.of(
            folder,
            SECRETS,
            "kind=postgresql",
            "url=" + server.url(),
            "user=loader",
            "password=env:PW",
            "table=made",
            COLUMNS);
    assertThat(loader.destination().check()).hasToString("connected, and found the table made");
    Shipment later = pack(made, folder, "run-b", Map.of("LTV_VALUE", "7"));
    loader.destination().deliver(later, bytes -> {});
    assertThat(server.query("SELECT max(\"LTV_VALUE\") FROM made")).containsExactly("7.00");
  }

  @Test
  void deliver_upsertOfWhoMayBeWrittenTo_tellsWhoMayNoLonger(@TempDir Path home) throws Exception {
    Route route = route(home, "contactable", "contactable-only=true");
    Courier courier =
        new Courier(
            DeliveryLedger.of(home),
            id -> Optional.of(home.resolve(id + ".parquet")),
            () -> TestRoutes.NOW,
            new Random(1),
            wait -> {});
    courier.deliver(Customers.run(home, "run-a"), route, DeliveryListener.silent());
    Map<String, String> out = Map.of("EMAIL_COMMUNICATIONS", "false");
    courier.deliver(Customers.run(home, "run-b", out), route, DeliveryListener.silent());
    assertThat(server.query("SELECT id || \"EMAIL_COMMUNICATIONS\" FROM contactable"))
        .containsExactly("ana, \"la 1\"false");
    Route swapped = route(home, "swapped", "contactable-only=true", "mode=swap");
    courier.deliverAgain(Customers.run(home, "run-b", out), swapped, DeliveryListener.silent());
    assertThat(server.query("SELECT id FROM swapped")).isEmpty();
  }
}
