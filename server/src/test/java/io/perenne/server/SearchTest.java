// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.clv.words.Language;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The box that every page has. */
class SearchTest {
  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  @Test
  void everyPage_hasTheBox_thatWorksWithoutScripts() throws IOException {
    for (String path : List.of("/", "/segments", "/movement", "/platform")) {
      assertThat(runs.page(path, Language.EN))
          .as(path)
          .contains("role=\"search\" method=\"get\" action=\"/search\"");
    }
    assertThat(TwoRuns.text(runs.page("/search", Language.ES))).contains("Escriba lo que busca");
  }

  @Test
  void wholeId_leadsToTheCustomer() throws IOException {
    HttpResponse<String> answer = runs.served().get("/search?q=%2016029%20");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/customers/16029");
    String older = "&run=" + runs.before().runId();
    assertThat(runs.served().get("/search?q=16029" + older).headers().firstValue("Location"))
        .hasValue("/customers/16029?run=" + runs.before().runId());
  }

  @Test
  void beginningOfAnId_comesBeforeAPartOfOne() throws IOException {
    String list = runs.page("/search/list?q=160", Language.EN);
    List<String> ids = TwoRuns.all("href=\"/customers/(\\d+)\"", list);

    assertThat(list).doesNotContain("<html");
    assertThat(ids).hasSize(8).doesNotHaveDuplicates().isSorted();
    assertThat(ids).allMatch(id -> id.startsWith("160"));
    assertThat(
            TwoRuns.all(
                "href=\"/customers/(\\d+)\"", runs.page("/search/list?q=6029", Language.EN)))
        .contains("16029");
  }

  @Test
  void moreThanIsShown_isCounted_andLedTo() throws IOException {
    String page = runs.page("/search?q=60", Language.EN);
    List<String> all =
        TwoRuns.all("<a href=\"/customers[?]q=60\">All ([\\d,]+) customers</a>", page);

    assertThat(all).hasSize(1);
    assertThat(TwoRuns.all("href=\"/customers/(\\d+)\"", page)).hasSize(50);
    assertThat(TwoRuns.text(page)).contains(all.get(0) + " results for “60”");
    assertThat(TwoRuns.text(runs.page("/customers?q=60", Language.EN))).contains(all.get(0));
    assertThat(runs.page("/search/list?q=60", Language.EN)).contains("All " + all.get(0));
    assertThat(runs.page("/search?q=1602", Language.EN)).doesNotContain("customers</a>");
  }

  @ParameterizedTest
  @CsvSource({
    "VIP,en,/segments/02",
    "leal en riesgo,en,/segments/04",
    "loyal at risk,es,/segments/04",
    "11,es,/segments/11",
    "evolucion,es,/movement",
    "Movement,es,/movement",
    "MODELO,en,/model"
  })
  void segmentsAndPages_areFoundByTheirNameInEitherLanguage(
      String text, String language, String path) throws IOException {
    assertThat(runs.page("/search?q=" + text.replace(" ", "%20"), Language.of(language)))
        .contains("href=\"" + path + "\"");
  }

  @Test
  void nothing_isSaid_andMarkupIsText() throws IOException {
    assertThat(runs.page("/search?q=%3Cb%3Enobody%3C/b%3E", Language.EN))
        .contains("Nothing is called “&lt;b&gt;nobody")
        .doesNotContain("<b>nobody");
  }

  @Test
  void address_isFound_andPathsAreEncoded(@TempDir Path folder) throws IOException {
    Path home = folder.resolve("home");
    publish(folder, home);
    try (ServedHome served = new ServedHome(home, "/clv")) {
      String list = served.get("/search/list?q=ANA@shop").body();

      assertThat(TwoRuns.all("href=\"/clv/customers/([^\"?]+)\"", list)).containsExactly("c%2F1");
      assertThat(list).contains("ana@shop.example");
      assertThat(served.get("/search?q=c/2").headers().firstValue("Location"))
          .hasValue("/clv/customers/c%2F2");
    }
  }

  /** Two customers with addresses; the id of one could be taken for a page. */
  private static void publish(Path folder, Path home) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "c/1,2025-01-05,10", "c/2,2025-01-06,20"));
    Path crm =
        Files.write(
            folder.resolve("crm.csv"),
            List.of("customer_id,email", "c/1,ana@shop.example", "c/2,model@shop.example"));
    Jobs.of(ServedHome.context(home))
        .call(
            new Run(
                new RunRequest(
                    new TransactionInput(
                        List.of(orders.toString()),
                        ColumnMapping.none(),
                        RunConfiguration.defaults()),
                    List.of(crm.toString()),
                    Optional.of(LocalDate.of(2025, 1, 31)),
                    home,
                    Optional.empty())));
  }

  @Test
  void whoeverMayNotSeeCustomers_findsSegmentsAndPagesOnly(@TempDir Path folder)
      throws IOException {
    Path home = folder.resolve("home");
    publish(folder, home);
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
      String password = "cuatro gatos en un tejado";
      admin.post(
          server.entrance().orElseThrow(),
          Map.of("name", "ana@shop.example", "password", password, "again", password));
      admin.get("/platform");
      String made =
          admin
              .post("/platform/keys", Map.of("name", "bi", "days", "90", "permission", "read"))
              .body();
      String key = TwoRuns.all("(perenne_[0-9a-f]{64})", made).get(0);
      Browser program = new Browser(server.address());
      Map<String, String> bearer = Map.of("Authorization", "Bearer " + key);

      assertThat(admin.get("/search/list?q=model").body())
          .contains("href=\"/model\"", "model@shop.example");
      HttpResponse<String> list = program.send("GET", "/search/list?q=model", bearer);
      assertThat(list.statusCode()).isEqualTo(200);
      assertThat(list.body()).contains("href=\"/model\"").doesNotContain("model@shop.example");
      assertThat(program.send("GET", "/search?q=c/2", bearer).statusCode()).isEqualTo(200);
      assertThat(admin.get("/platform").body()).contains("added a key", "title=\"key.add\"");
    }
  }

  @Test
  void homeWithoutRuns_stillFindsPages(@TempDir Path home) throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(served.get("/search?q=segment").body()).contains("href=\"/segments\"");
    }
  }
}
