// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.PostgresServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a real PostgreSQL as a source. */
class QueryPageTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final String SQL =
      "SELECT customer_id, order_id, ordered_at, amount, status FROM orders ORDER BY order_id";

  private static @TempDir Path shared;
  private static PostgresServer postgres;
  private static String database;

  private @TempDir Path home;
  private PerenneServer server;
  private Browser admin;

  @BeforeAll
  static void fillDatabase() throws Exception {
    postgres = PostgresServer.startOrSkip(shared);
    database = postgres.newDatabase();
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (customer_id integer, order_id text, ordered_at timestamptz,"
              + " amount numeric(10,2), status text)");
      statement.execute(
          "INSERT INTO orders SELECT 1 + i % 400, 'o' || i,"
              + " timestamptz '2023-01-01 23:30:00+00' + (i % 700) * interval '1 day',"
              + " 10 + i % 90 + 0.25, CASE i % 10 WHEN 0 THEN 'cancelled' ELSE 'paid' END"
              + " FROM generate_series(1, 12000) AS i");
      statement.execute("CREATE ROLE reader LOGIN PASSWORD 'look-only'");
      statement.execute("GRANT SELECT ON orders TO reader");
    }
  }

  @AfterAll
  static void stopDatabase() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                false));
    admin = new Browser(server.address());
    admin.post(
        server.entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/account");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> query(String user, String password, String sql) throws IOException {
    Path secret = Files.writeString(home.resolve("secret"), password + "\n");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "shop-orders");
    fields.put("url", database.replaceFirst("[?].*", ""));
    fields.put("user", user);
    fields.put("password", "file:" + secret);
    fields.put("sql", sql);
    return fields;
  }

  private HttpResponse<String> send(String what, Map<String, String> query) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>(query);
    fields.put("do", what);
    return admin.post("/data/queries", fields);
  }

  @Test
  void fileOfAQueryThatIsDamaged_isNamed_withWhatToDo() throws IOException {
    Files.createDirectories(home.resolve("queries"));
    Files.writeString(home.resolve("queries/half.json"), "{\"name\": ");

    HttpResponse<String> page = admin.get("/data");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("half.json", "restore it from a backup");
  }

  @Test
  void query_isTried_kept_lookedAt_andReadAnewByEachRun() throws Exception {
    Map<String, String> query = query("reader", "look-only", SQL);

    String tried = send("try", query).body();
    assertThat(tried).contains("20 rows, at most 20", "<td>2023-01-02T23:30:00Z</td>", "11.25");
    assertThat(send("save", query).statusCode()).isEqualTo(303);
    assertThat(Files.readString(home.resolve("queries/shop-orders.json")))
        .contains("file:")
        .doesNotContain("look-only");

    String look = admin.get("/data/look?kind=transactions&path=query%3Ashop-orders").body();
    assertThat(look).contains("It can be read as transactions", "2023-01-03 00:30");

    Map<String, String> source = Map.of("kind", "transactions", "path", "query:shop-orders");
    assertThat(admin.post("/data/sources/add", source).statusCode()).isEqualTo(303);
    assertThat(admin.get("/data").body()).contains("query:shop-orders", "Stop using");
    RunDocument first = run();
    assertThat(first.rows().rows()).isEqualTo(12_000);
    assertThat(first.rows().notCountable()).isEqualTo(1_200);

    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO orders VALUES (1, 'late', '2024-06-01 10:00:00+00', 5, 'paid')");
    }
    assertThat(run().rows().rows()).isEqualTo(12_001);
    assertThat(admin.get("/platform").body()).contains("query.save").doesNotContain("look-only");
    assertThat(admin.post("/data/queries/delete", Map.of("name", "shop-orders")).statusCode())
        .isEqualTo(422);
  }

  private RunDocument run() throws Exception {
    int before = RunStore.of(home).ids().size();
    String job =
        admin
            .post("/runs", Map.of("as-of", "2024-12-31"))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    for (int i = 0; i < 600; i++) {
      if (RunStore.of(home).ids().size() > before) {
        return RunStore.of(home).find("latest");
      }
      Thread.sleep(100);
    }
    throw new AssertionError(admin.get(job).body());
  }

  @Test
  void statementsThatWrite_areRefused_byPageAndDatabase() throws Exception {
    for (String sql :
        List.of(
            "DELETE FROM orders",
            "SELECT 1; DELETE FROM orders",
            "-- look\nUPDATE orders SET amount = 0",
            "COMMIT",
            "")) {
      assertThat(send("try", query("tester", "open-sesame", sql)).body())
          .as(sql)
          .contains("this is not one statement that only reads");
    }
    for (String sql :
        List.of(
            "WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone",
            "SELECT * INTO other FROM orders")) {
      HttpResponse<String> refused = send("try", query("tester", "open-sesame", sql));
      assertThat(refused.statusCode()).as(sql).isEqualTo(422);
      assertThat(refused.body()).as(sql).contains("read-only transaction");
    }
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM orders")) {
      rows.next();
      assertThat(rows.getLong(1)).isGreaterThanOrEqualTo(12_000);
    }
  }

  @Test
  void whatTheDatabaseRefuses_isToldWithoutAnySecret() throws IOException {
    assertThat(send("try", query("reader", "wrong-one", SQL)).body())
        .contains("the database does not let reader in", "password authentication failed")
        .doesNotContain("wrong-one");
    assertThat(send("try", query("reader", "look-only", "SELECT * FROM nothing")).body())
        .contains("there is no such table", "does not exist");
    Map<String, String> closed = query("reader", "look-only", SQL);
    closed.put("url", "jdbc:postgresql://127.0.0.1:1/shop");
    HttpResponse<String> nobody = send("try", closed);
    assertThat(nobody.statusCode()).isEqualTo(422);
    assertThat(nobody.body()).contains("no database answers at 127.0.0.1:1");
    Map<String, String> other = query("reader", "look-only", "SELECT ammount FROM orders");
    assertThat(send("try", other).body()).contains("there is no such column", "ammount");
    other.put("url", database.replaceFirst("/[^/]*$", "/shopp"));
    assertThat(send("try", other).body()).contains("there is no such database", "shopp");
    Map<String, String> typed = query("reader", "look-only", SQL);
    typed.put("password", "look-only");
    HttpResponse<String> refused = send("save", typed);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("the password is not a reference")
        .doesNotContain("value=\"look-only\"");
    Map<String, String> missing = query("reader", "look-only", SQL);
    missing.put("password", "env:NOT_SET_ANYWHERE");
    assertThat(send("try", missing).body()).contains("the password of the database is not there");
  }

  @Test
  void addressesThatDoMoreThanConnect_areRefused() throws IOException {
    for (String url :
        List.of(
            "jdbc:postgresql://db/shop?socketFactory=org.example.Evil",
            "jdbc:postgresql://db/shop?loggerFile=/tmp/x&sslmode=require",
            "jdbc:postgresql://db/shop?user=me&password=hush",
            "jdbc:postgresql://me:hush@db/shop",
            "jdbc:sqlite:/etc/passwd",
            "jdbc:duckdb:",
            "http://db/shop")) {
      Map<String, String> query = query("reader", "look-only", SQL);
      query.put("url", url);
      HttpResponse<String> refused = send("save", query);
      assertThat(refused.statusCode()).as(url).isEqualTo(422);
      assertThat(refused.body())
          .as(url)
          .contains("this address of a database cannot be used")
          .doesNotContain("hush");
    }
    assertThat(home.resolve("queries")).doesNotExist();
  }

  @Test
  void queryThatTakesTooLong_isEnded() throws IOException {
    long began = System.nanoTime();
    HttpResponse<String> late =
        send("try", query("reader", "look-only", "SELECT pg_sleep(60), 1 AS customer_id"));

    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("the database took too long");
    assertThat(System.nanoTime() - began).isLessThan(40_000_000_000L);
  }

  @Test
  void operator_usesQueries_andDoesNotWriteThem() throws IOException {
    send("save", query("reader", "look-only", SQL));
    admin.get("/platform");
    String shown =
        admin
            .post(
                "/platform/users",
                Map.of("name", "eva@shop.example", "role", "operator", "language", "en"))
            .body();
    Matcher link = Pattern.compile("/welcome/[0-9a-f]{64}").matcher(shown);
    assertThat(link.find()).isTrue();
    Browser operator = new Browser(server.address());
    operator.post(link.group(), Map.of("password", PASSWORD, "again", PASSWORD));
    operator.get("/account");

    assertThat(operator.get("/data").body())
        .contains("shop-orders")
        .doesNotContain("Add a query", "/data/queries");
    assertThat(operator.get("/data/queries").statusCode()).isEqualTo(403);
    assertThat(operator.post("/data/queries", query("reader", "look-only", SQL)).statusCode())
        .isEqualTo(403);
    assertThat(operator.get("/data/look?kind=transactions&path=query%3Ashop-orders").body())
        .contains("It can be read as transactions");
  }
}
