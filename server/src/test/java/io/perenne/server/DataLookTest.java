// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a file is understood, confirmed or corrected on a page. */
class DataLookTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final Pattern SELECT =
      Pattern.compile("<select [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>");
  private static final Pattern SELECTED = Pattern.compile("<option value=\"([^\"]*)\" selected");

  private @TempDir Path folder;
  private Path home;
  private Path uploads;
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    home = folder.resolve("home");
    uploads = Files.createDirectories(home.resolve("uploads")).toAbsolutePath();
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
    browser = new Browser(server.address());
    browser.post(
        server.entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    browser.get("/data");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path tills(String rows) throws IOException {
    return Files.writeString(
        uploads.resolve("tills.csv"), "Socio nr;Wanneer;Base;Cobrado;Zustand\n" + rows);
  }

  private static final String SOLD =
      """
      7;03/02/2024;10,00;12,10;Servido
      7;15/03/2024;20,00;24,20;Servido
      8;28/03/2024;30,00;36,30;Aparcado
      9;29/03/2024;40,00;48,40;Anulado
      """;

  private HttpResponse<String> look(String kind, Path file) throws IOException {
    return browser.get("/data/look?kind=" + kind + "&path=" + file);
  }

  /** Sends the form that a page shows, with some fields changed. */
  private HttpResponse<String> send(String page, Map<String, String> changes) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    String form = page.substring(page.indexOf("<form id=\"look\""));
    Matcher hidden = HIDDEN.matcher(form);
    while (hidden.find()) {
      fields.put(hidden.group(1), hidden.group(2));
    }
    Matcher select = SELECT.matcher(form);
    while (select.find()) {
      Matcher selected = SELECTED.matcher(select.group(2));
      fields.put(select.group(1), selected.find() ? selected.group(1) : "");
    }
    assertThat(fields.keySet()).as("the form has these columns").containsAll(columns(changes));
    fields.putAll(changes);
    return browser.post("/data/look", fields);
  }

  private static List<String> columns(Map<String, String> fields) {
    return fields.keySet().stream().filter(each -> each.startsWith("col:")).toList();
  }

  private RunConfiguration inForce() {
    return ConfigurationReader.read(Optional.of(home.resolve("perenne.yaml")), List.of());
  }

  @Test
  void columnsNobodyKnows_areShownAsTheyAre_chosenByClicking_andReadByTheNextRun()
      throws IOException {
    Path file = tills(SOLD);

    String page = look("transactions", file).body();
    assertThat(page)
        .contains("A run would refuse it as it is", "Socio nr", "28/03/2024", "36,30")
        .doesNotContain("What is found");

    Map<String, String> chosen =
        Map.of("col:0", "customer", "col:1", "time", "col:3", "amount", "col:4", "status");
    String tried = send(page, with(chosen, "do", "try")).body();
    assertThat(tried)
        .contains("not saved yet", "What is found", "2024-03-15 00:00", "aparcado")
        .contains("unknown: please decide");
    assertThat(home.resolve("perenne.yaml")).doesNotExist();

    String decided =
        send(tried, Map.of("counts:" + status(tried, "aparcado"), "counts", "do", "try")).body();
    assertThat(decided).contains("It can be read as transactions");
    HttpResponse<String> saved = send(decided, Map.of("do", "save"));
    assertThat(saved.statusCode()).isEqualTo(303);

    assertThat(inForce().toMap())
        .containsEntry(
            "input.columns",
            "transactions.customer=Socio nr; transactions.time=Wanneer;"
                + " transactions.amount=Cobrado; transactions.status=Zustand")
        .containsEntry("countable-statuses", "aparcado, servido");
    assertThat(look("transactions", file).body()).doesNotContain("not saved yet");
    RunDocument run = ServedHome.run(home, inForce(), "2024-04-30", file);
    assertThat(run.rows().tickets()).isEqualTo(3);
    assertThat(run.rows().notCountable()).isEqualTo(1);
    assertThat(browser.get("/settings").body()).contains("saved by ana@shop.example", "Cobrado");
  }

  private static Map<String, String> with(Map<String, String> fields, String key, String value) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put(key, value);
    return all;
  }

  private static String status(String page, String word) {
    Matcher found = Pattern.compile("name=\"status:(\\d+)\" value=\"" + word + "\"").matcher(page);
    assertThat(found.find()).as(word).isTrue();
    return found.group(1);
  }

  @Test
  void columnThatIsMisunderstood_isGivenToAnotherField_orToNone() throws IOException {
    Path file =
        Files.writeString(
            uploads.resolve("orders.csv"),
            "customer,date,amount,net,currency\n1,2024-01-10,40.00,33.00,EUR\n");
    String page = look("transactions", file).body();
    assertThat(page).contains("It can be read as transactions");

    String other =
        send(page, Map.of("col:2", "", "col:3", "amount", "col:4", "", "do", "save"))
            .headers()
            .firstValue("Location")
            .orElseThrow();

    assertThat(inForce().toMap().get("input.columns"))
        .contains("transactions.amount=net", "transactions.currency=#0");
    String after = browser.get(other).body();
    assertThat(after).contains("It can be read as transactions", ">33<").doesNotContain(">40<");
    String reset = send(after, Map.of("do", "reset")).body();
    assertThat(reset).contains("not saved yet", ">40<");
  }

  @Test
  void datesAndDecimals_areReadAsChosen() throws IOException {
    Path file =
        Files.writeString(
            uploads.resolve("orders.csv"), "customer;date;amount\n1;03/02/2024;1.234\n");
    String page = look("transactions", file).body();

    String american =
        send(
                page,
                Map.of(
                    "key:input.date-format",
                    "mdy",
                    "key:input.decimal-separator",
                    "comma",
                    "do",
                    "try"))
            .body();

    assertThat(american).contains("2024-03-02 00:00", "1,234");
    HttpResponse<String> refused = send(page, Map.of("key:currency", "EUROS", "do", "save"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("role=\"alert\"", "currency", "value=\"EUROS\"");
    assertThat(home.resolve("perenne.yaml")).doesNotExist();
  }

  @Test
  void formulasAndMarkup_areShownAsText() throws IOException {
    Path file =
        Files.writeString(
            uploads.resolve("orders.csv"),
            """
            customer,date,amount,note
            1,2024-01-10,40.00,"=HYPERLINK(""http://x"")"
            2,2024-01-11,40.00,<script>alert(1)</script>
            =1+2,2024-01-11,40.00,@SUM(A1)
            """);

    String page = look("transactions", file).body();

    assertThat(page)
        .contains("<td>=HYPERLINK(", "@SUM(A1)", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert", "href=\"http://x");
  }

  @Test
  void customers_areLookedAtAsSuch() throws IOException {
    Path file =
        Files.writeString(
            uploads.resolve("crm.csv"),
            "Kunde,Correo,Ciudad\n1,a@shop.example,Madrid\n2,nobody,Lugo\n");

    assertThat(look("transactions", file).body()).contains("A run would refuse it as it is");
    String page = look("customers", file).body();

    assertThat(page).contains("It can be read as customers", "Invalid e-mails", "Use as customers");
    String corrected = send(page, Map.of("col:2", "contact-id", "do", "save")).headers().toString();
    assertThat(corrected).contains("/data/look");
    assertThat(inForce().toMap()).containsEntry("input.columns", "customers.contact-id=Ciudad");
  }

  @Test
  void largeFile_isLookedAtByItsBeginning_quickly() throws IOException {
    Path file = uploads.resolve("large.csv");
    StringBuilder rows = new StringBuilder("customer,date,amount,note\n");
    for (int i = 0; rows.length() < 20_000_000; i++) {
      rows.append(i % 5000).append(",2024-01-10,40.00,\"a note\nof two lines, which is long\"\n");
    }
    Files.writeString(file, rows);

    String page = look("transactions", file).body();

    assertThat(page)
        .contains("Looked at the first rows only: the file has 20\u00a0MB.")
        .contains("It can be read as transactions")
        .doesNotContain("perenne-preview")
        .doesNotContain("Some rows that cannot be read");
  }

  @Test
  void whatIsNoTable_orMayNotBeRead_isToldInAPage() throws IOException {
    Path empty = Files.writeString(uploads.resolve("empty.csv"), "\n");
    Path binary = Files.write(uploads.resolve("photo.bin"), new byte[] {1, 2, 0, 3, 0, 0, 9});
    for (Path file : List.of(empty, binary)) {
      HttpResponse<String> page = look("transactions", file);
      assertThat(page.statusCode()).as("%s", file).isIn(200, 422);
      assertThat(page.body()).as("%s", file).contains(file.getFileName().toString());
    }
    for (String path : List.of("/etc/passwd", uploads + "/../perenne.db", uploads + "/none.csv")) {
      HttpResponse<String> refused = look("transactions", Path.of(path));
      assertThat(refused.statusCode()).as(path).isEqualTo(422);
      assertThat(refused.body()).as(path).contains("role=\"alert\"").doesNotContain("root:");
    }
    assertThat(browser.get("/data/look?kind=secrets&path=x").statusCode()).isEqualTo(400);
  }

  @Test
  void viewer_mayNeitherLookNorSend() throws IOException {
    browser.get("/platform");
    String shown =
        browser
            .post(
                "/platform/users",
                Map.of("name", "eva@shop.example", "role", "viewer", "language", "en"))
            .body();
    Matcher link = Pattern.compile("/welcome/[0-9a-f]{64}").matcher(shown);
    assertThat(link.find()).isTrue();
    Browser viewer = new Browser(server.address());
    viewer.post(link.group(), Map.of("password", PASSWORD, "again", PASSWORD));
    assertThat(viewer.get("/segments").body()).doesNotContain("href=\"/data\"");
    viewer.get("/account");

    assertThat(viewer.get("/data").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/data/look?kind=transactions&path=" + tills(SOLD)).statusCode())
        .isEqualTo(403);
    assertThat(
            viewer
                .post("/data/uploads", Map.of("name", "a.csv", "size", "1", "modified", "1"))
                .statusCode())
        .isEqualTo(403);
  }
}
