// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs are compared, kept and let go. */
class RunKeepingTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  private @TempDir Path folder;
  private Path home;
  private PerenneServer server;
  private Browser browser;
  private RunDocument oldest;
  private RunDocument middle;
  private RunDocument newest;

  @BeforeEach
  void start() throws IOException {
    home = folder.resolve("home");
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-02-06,20"));
    RunConfiguration usual = RunConfiguration.defaults().with("model", "none");
    oldest = ServedHome.run(home, usual, "2025-01-31", orders);
    middle = ServedHome.run(home, usual, "2025-02-28", orders);
    newest = ServedHome.run(home, usual.with("horizon", "6 months"), "2025-03-31", orders);
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
    browser.get("/account");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String text(HttpResponse<String> answer) {
    return TwoRuns.text(answer.body().replace('\u00a0', ' '));
  }

  @Test
  void deletedRun_isGone_andRecorded() throws IOException {
    String path = "/runs/" + oldest.runId();
    assertThat(browser.get(path).statusCode()).isEqualTo(200);
    assertThat(text(browser.get(path + "/delete"))).contains("Delete this run for good?");
    HttpResponse<String> deleted = browser.post(path + "/delete", Map.of());

    assertThat(deleted.statusCode()).isEqualTo(303);
    assertThat(browser.get(path).statusCode()).isEqualTo(404);
    assertThat(home.resolve("runs").resolve(oldest.runId())).doesNotExist();
    assertThat(home.resolve("runs").toFile().list())
        .containsExactlyInAnyOrder(middle.runId(), newest.runId());
    assertThat(text(browser.get("/runs?done=deleted"))).contains("The run was deleted.");
    assertThat(text(browser.get("/platform"))).contains("deleted a run", oldest.runId());
  }

  @Test
  void newestRun_andTheOneItWasComparedWith_stay() throws IOException {
    HttpResponse<String> refused = browser.post("/runs/" + newest.runId() + "/delete", Map.of());
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(text(refused)).contains("the newest run is not deleted");

    HttpResponse<String> needed = browser.post("/runs/" + middle.runId() + "/delete", Map.of());
    assertThat(needed.statusCode()).isEqualTo(409);
    assertThat(text(needed)).contains("the newest run was compared with this one");
    assertThat(home.resolve("runs").toFile().list()).hasSize(3);
  }

  @Test
  void keptRun_staysUntilItIsKeptNoLonger() throws IOException {
    String path = "/runs/" + oldest.runId();
    browser.get(path);
    assertThat(browser.post(path + "/pin", Map.of()).statusCode()).isEqualTo(303);
    assertThat(text(browser.get(path))).contains("Kept", "Keep no longer");
    HttpResponse<String> refused = browser.post(path + "/delete", Map.of());
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(text(refused)).contains("This run is kept");

    browser.post(path + "/unpin", Map.of());
    assertThat(browser.post(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(text(browser.get("/platform")))
        .contains("chose to keep a run", "chose to keep a run no longer");
  }

  @Test
  void runsSideBySide_tellWhatDiffers() throws IOException {
    String page = text(browser.get("/runs/compare"));

    assertThat(page)
        .contains("between the runs of 28 Feb 2025 and 31 Mar 2025")
        .contains("1 key of the configuration", "horizon", "6 months", "Lifetime value of all");
    assertThat(text(browser.get("/runs/compare?run=" + oldest.runId() + "&from=" + middle.runId())))
        .contains("between the runs of 31 Jan 2025 and 28 Feb 2025")
        .contains("Only the data: configuration and model are the same");
    assertThat(browser.get("/runs/compare?from=none").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void comparison_isInBothLanguages(Language language) throws IOException {
    String page = TwoRuns.get().page("/runs/compare", language);

    assertThat(TwoRuns.text(page))
        .contains(language == Language.ES ? "Solo en los datos" : "Only the data");
    assertThat(page).doesNotContain("style=").containsOnlyOnce("<h1");
    assertThat(TwoRuns.all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
  }

  @Test
  void log_isShown_andDownloaded() throws IOException {
    String path = "/runs/" + newest.runId();

    assertThat(text(browser.get(path))).contains("Log of the run", "Seconds");
    HttpResponse<String> document = browser.get(path + "/run.json");
    assertThat(document.body()).contains("\"runId\" : \"" + newest.runId() + "\"");
    assertThat(document.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment");
  }
}
