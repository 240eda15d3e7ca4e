// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.query.QueryReader;
import io.perenne.analytics.query.QueryRows;
import io.perenne.analytics.query.QuerySource;
import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.CancelledException;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.MariaDbServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a real MariaDB, whose zone and character set are not ours, as a source. */
class MariaDbQueryTest {
  private static final String ADMIN = "cuatro gatos en un tejado";
  private static final String ORDERS =
      "SELECT customer_id, order_id, ordered_at, amount, status FROM orders";

  private static @TempDir Path shared;
  private static MariaDbServer maria;

  private @TempDir Path home;

  @BeforeAll
  static void fillDatabase() throws Exception {
    maria = MariaDbServer.startOrSkip(shared);
    maria.execute(
        "CREATE DATABASE shop CHARACTER SET utf8mb4",
        "CREATE DATABASE hidden",
        "CREATE TABLE hidden.pay (iban varchar(30))",
        "USE shop",
        "SET SESSION time_zone = '+00:00'",
        "CREATE TABLE shop.orders (customer_id int unsigned, order_id varchar(20), ordered_at"
            + " timestamp, amount decimal(10,2), status varchar(20))",
        "INSERT INTO shop.orders SELECT 1 + seq % 400, concat('o', seq),"
            + " timestamp('2023-01-01 23:30:00') + interval (seq % 700) day, 10 + seq % 90 + 0.25,"
            + " if(seq % 10 = 0, 'cancelled', 'paid') FROM seq_1_to_12000",
        "SET SESSION sql_mode = ''",
        "CREATE TABLE shop.kinds (at timestamp NULL, wall datetime, fine datetime(3), day date,"
            + " money decimal(18,4), big bigint unsigned, small tinyint(1), flag bit(1), ratio"
            + " double, name varchar(40), raw binary(4), year_ year, nothing int)",
        "INSERT INTO shop.kinds VALUES ('2024-03-31 01:30:00', '2024-03-31 02:30:00',"
            + " '2024-03-31 02:30:00.125', '2024-02-29', 12345678901234.5000, 18446744073709551615,"
            + " 2, b'1', 1.5e-7, 'Núñez 🛒 \"x\", y', x'00ff10ab', 2024, NULL),"
            + " ('0000-00-00 00:00:00', '0000-00-00 00:00:00', NULL, '0000-00-00', -0.5, 0, 0,"
            + " b'0', 12, '', NULL, NULL, 7)",
        "CREATE USER reader IDENTIFIED BY 'look-only'",
        "GRANT SELECT ON shop.* TO reader",
        "CREATE USER owner IDENTIFIED BY 'may-do-all'",
        "GRANT ALL ON *.* TO owner");
  }

  @AfterAll
  static void stopDatabase() {
    if (maria != null) {
      maria.close();
    }
  }

  private QuerySource query(String user, String password, String sql) throws IOException {
    Path secret = Files.writeString(home.resolve("secret"), password + "\n");
    return new QuerySource("shop-orders", maria.url("shop"), user, "file:" + secret, sql);
  }

  private static QueryReader reader(QuerySource query, Cancellation cancellation) {
    return new QueryReader(query, Secret.Sources.unattended(Map.of()), cancellation);
  }

  private QueryRows ask(String sql) throws IOException {
    return reader(query("reader", "look-only", sql), new Cancellation()).first(20);
  }

  @Test
  void typesOfMysql_meanTheSame_whateverTheZoneAndCharactersOfTheServer() throws IOException {
    QueryRows rows = ask("SELECT * FROM kinds");

    assertThat(rows.columns()).startsWith("at", "wall").endsWith("year_", "nothing");
    assertThat(rows.rows())
        .containsExactly(
            List.of(
                "2024-03-31T01:30:00Z",
                "2024-03-31 02:30:00",
                "2024-03-31 02:30:00.125000",
                "2024-02-29",
                "12345678901234.5000",
                "18446744073709551615",
                "2",
                "true",
                "0.00000015",
                "Núñez 🛒 \"x\", y",
                "00ff10ab",
                "2024",
                ""),
            List.of(
                "0000-00-00 00:00:00",
                "0000-00-00 00:00:00",
                "",
                "0000-00-00",
                "-0.5000",
                "0",
                "0",
                "false",
                "12",
                "",
                "",
                "",
                "7"));
  }

  @Test
  void firstRows_comeAtOnce_ofAQueryWithoutEnd() throws IOException {
    long began = System.nanoTime();

    QueryRows rows = ask("SELECT a.seq FROM orders o, seq_1_to_1000000 a LIMIT 4000000000");

    assertThat(rows.rows()).hasSize(20);
    assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
  }

  @Test
  void allRows_areWritten_withoutBeingHeldInMemory() throws IOException {
    // 60 MB of text, packed to little; what is held afterwards shows nothing of it
    QuerySource query =
        query("reader", "look-only", "SELECT seq, repeat('x', 1000) AS t FROM seq_1_to_60000");
    Path target = home.resolve("rows.csv.gz");
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();

    reader(query, new Cancellation()).write(target, 0);

    System.gc();
    assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(20_000_000L);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(target)), StandardCharsets.UTF_8))) {
      assertThat(lines.lines().count()).isEqualTo(60_001);
    }
  }

  @Test
  void cancelledQuery_endsAtOnce_andLeavesNoFile() throws Exception {
    Cancellation cancellation = new Cancellation();
    QuerySource query = query("reader", "look-only", "SELECT seq FROM seq_1_to_4000000000");
    Path target = home.resolve("rows.csv.gz");
    Thread canceller =
        new Thread(
            () -> {
              try {
                Thread.sleep(700);
              } catch (InterruptedException e) {
                return;
              }
              cancellation.request();
            });
    canceller.start();
    long began = System.nanoTime();

    assertThatThrownBy(() -> reader(query, cancellation).write(target, 0))
        .isInstanceOf(CancelledException.class);

    assertThat(System.nanoTime() - began).isLessThan(8_000_000_000L);
    assertThat(target).doesNotExist();
    canceller.join();
  }

  @Test
  void statementsThatWrite_areRefused_byUsAndByTheDatabase() throws Exception {
    for (String sql :
        List.of(
            "SELECT * FROM orders INTO OUTFILE '/tmp/rows'",
            "SELECT 1 /*! INTO OUTFILE '/tmp/rows' */",
            "SELECT 1 /*M!100000 INTO @a */",
            "SELECT 'it''s \\' ' , 1 iNtO dumpfile '/tmp/rows'")) {
      assertThatThrownBy(
              () -> reader(query("owner", "may-do-all", sql), new Cancellation()).first(1))
          .as(sql)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no INTO");
    }
    assertThat(ask("SELECT 'into' AS `into`, 1 /* into */").rows())
        .containsExactly(List.of("into", "1"));
    maria.execute(
        "CREATE FUNCTION shop.writes() RETURNS int MODIFIES SQL DATA BEGIN DELETE FROM shop.orders;"
            + " RETURN 1; END");
    assertThatThrownBy(
            () ->
                reader(query("owner", "may-do-all", "SELECT shop.writes()"), new Cancellation())
                    .first(1))
        .hasMessageContaining("would write");
    assertThat(ask("SELECT count(*) FROM orders").rows()).isNotEqualTo(List.of(List.of("0")));
  }

  @Test
  void whatTheDatabaseRefuses_isToldWithWhatToDo_andWithoutASecret() throws IOException {
    refuse(
        "reader", "wrong-one", maria.url("shop"), "SELECT 1", "does not let reader in", "password");
    refuse(
        "reader",
        "look-only",
        maria.url("shopp"),
        "SELECT 1",
        "the user may not read",
        "GRANT SELECT");
    refuse(
        "owner",
        "may-do-all",
        maria.url("shopp"),
        "SELECT 1",
        "there is no such database",
        "after the last /");
    refuse(
        "reader",
        "look-only",
        maria.url("shop"),
        "SELECT * FROM hidden.pay",
        "the user may not read",
        "GRANT SELECT");
    refuse(
        "reader",
        "look-only",
        maria.url("shop"),
        "SELECT * FROM ordrs",
        "there is no such table",
        "name of the table");
    refuse(
        "reader",
        "look-only",
        maria.url("shop"),
        "SELECT ammount FROM orders",
        "there is no such column",
        "ammount");
    refuse(
        "reader",
        "look-only",
        maria.url("shop"),
        "SELECT FROM WHERE",
        "does not understand the query",
        "mend it near");
    refuse(
        "reader",
        "look-only",
        "jdbc:mysql://127.0.0.1:1/shop",
        "SELECT 1",
        "no database answers at 127.0.0.1:1",
        "firewall");
  }

  private void refuse(
      String user, String password, String url, String sql, String reason, String remedy)
      throws IOException {
    QuerySource query = query(user, password, sql);
    QuerySource moved = new QuerySource(query.name(), url, user, query.password(), sql);
    assertThatThrownBy(() -> reader(moved, new Cancellation()).first(20))
        .as(url + " " + sql)
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(String.valueOf(e.problems()))
                    .contains(remedy)
                    .doesNotContain("wrong-one", "look-only"))
        .hasMessageContaining(reason);
  }

  @Test
  void addressesThatDoMoreThanConnect_areRefused() throws IOException {
    for (String url :
        List.of(
            "jdbc:mysql://db/shop?allowLocalInfile=true",
            "jdbc:mariadb://db/shop?sslMode=verify-full&user=me&password=hush",
            "jdbc:mysql://db/shop?sessionVariables=time_zone='x'",
            "jdbc:mysql://me:hush@db/shop",
            "jdbc:mysql://address=(host=db)(port=3306)/shop",
            "jdbc:mysql://db/shop?autoDeserialize=true",
            "jdbc:mariadb:replication://a,b/shop",
            "jdbc:mysql://db/shop?sslmode=require")) {
      QuerySource source = new QuerySource("q", url, "u", "", "SELECT 1");
      assertThatThrownBy(source::requireUsable)
          .as(url)
          .hasMessageContaining("this address of a database cannot be used")
          .hasMessageNotContaining("hush");
    }
    new QuerySource(
            "q",
            "jdbc:mysql://db,db2:3307/shop?sslMode=verify-full&serverSslCert=/ca.pem",
            "u",
            "",
            "SELECT 1")
        .requireUsable();
  }

  @Test
  void query_isTriedOnThePage_kept_andReadByARun() throws Exception {
    try (PerenneServer server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                false))) {
      Browser admin = new Browser(server.address());
      admin.post(
          server.entrance().orElseThrow(),
          Map.of("name", "ana@shop.example", "password", ADMIN, "again", ADMIN));
      admin.get("/account");
      QuerySource query = query("reader", "look-only", ORDERS);
      String tried = send(admin, "try", query).body();
      assertThat(tried).contains("20 rows, at most 20", "<td>2023-01-02T23:30:00Z</td>", "11.25");
      HttpResponse<String> wrong =
          send(admin, "try", query("reader", "look-only", "SELECT custmer FROM orders"));
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("there is no such column", "custmer");
      assertThat(send(admin, "save", query).statusCode()).isEqualTo(303);
      assertThat(admin.get("/data/look?kind=transactions&path=query%3Ashop-orders").body())
          .contains("It can be read as transactions", "2023-01-03 00:30");
      Map<String, String> source = Map.of("kind", "transactions", "path", "query:shop-orders");
      assertThat(admin.post("/data/sources/add", source).statusCode()).isEqualTo(303);
      String job =
          admin
              .post("/runs", Map.of("as-of", "2024-12-31"))
              .headers()
              .firstValue("Location")
              .orElseThrow();
      for (int i = 0; i < 600 && RunStore.of(home).ids().isEmpty(); i++) {
        Thread.sleep(50);
      }
      assertThat(RunStore.of(home).ids()).as(admin.get(job).body()).isNotEmpty();
      RunDocument run = RunStore.of(home).find("latest");
      assertThat(run.rows().rows()).isEqualTo(12_000);
      assertThat(run.rows().notCountable()).isEqualTo(1_200);
    }
  }

  private static HttpResponse<String> send(Browser admin, String what, QuerySource query)
      throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", query.name());
    fields.put("url", query.url());
    fields.put("user", query.user());
    fields.put("password", query.password());
    fields.put("sql", query.sql());
    fields.put("do", what);
    return admin.post("/data/queries", fields);
  }
}
