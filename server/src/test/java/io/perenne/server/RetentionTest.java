// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.Deliver;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.RetentionPlan;
import io.perenne.analytics.job.RetentionPlan.Reason;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight runs of four months, a rule, and a server that deletes by it. */
class RetentionTest {
  private static final String PASSWORD = "correct horse battery";
  private static final List<String> DAYS =
      List.of(
          "2025-01-30",
          "2025-01-31",
          "2025-02-27",
          "2025-02-28",
          "2025-03-29",
          "2025-03-30",
          "2025-03-31",
          "2025-04-01");

  private @TempDir Path folder;
  private Path home;
  private Path orders;
  private final List<RunDocument> runs = new ArrayList<>();

  @BeforeEach
  void run() throws IOException {
    home = folder.resolve("home");
    orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-01-06,20"));
    for (String day : DAYS) {
      runs.add(
          ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), day, orders));
    }
  }

  private static RetentionRule last(int runs, int months) {
    return new RetentionRule(OptionalInt.of(runs), months, OptionalLong.empty());
  }

  private List<Reason> reasons(RetentionRule rule, String... kept) {
    List<Reason> reasons = new ArrayList<>();
    for (RetentionPlan.Line line : RetentionPlan.of(home, rule, Set.of(kept)).lines()) {
      reasons.add(0, line.reason());
    }
    return reasons;
  }

  @Test
  void withoutARule_everyRunStays() {
    assertThat(RetentionPlan.of(home, RetentionRule.ALL, Set.of()).going()).isEmpty();
  }

  @Test
  void lastRuns_theNewestOfEachMonth_andKeptOnes_stay() {
    assertThat(reasons(last(3, RetentionRule.EVERY_MONTH), runs.get(4).runId()))
        .containsExactly(
            Reason.OLD,
            Reason.MONTH,
            Reason.OLD,
            Reason.MONTH,
            Reason.KEPT,
            Reason.LAST,
            Reason.COMPARED,
            Reason.NEWEST);
    assertThat(reasons(last(1, 0)))
        .containsExactly(
            Reason.OLD,
            Reason.OLD,
            Reason.OLD,
            Reason.OLD,
            Reason.OLD,
            Reason.OLD,
            Reason.COMPARED,
            Reason.NEWEST);
  }

  @Test
  void newestOfEachOfTheLastMonths_stays_andThoseBeforeGo() {
    assertThat(reasons(last(1, 3)))
        .containsExactly(
            Reason.OLD,
            Reason.OLD,
            Reason.OLD,
            Reason.MONTH,
            Reason.OLD,
            Reason.OLD,
            Reason.COMPARED,
            Reason.NEWEST);
  }

  @Test
  void sizeIsKept_byTheOldestThatNobodyNeeds() {
    RetentionPlan all = RetentionPlan.of(home, RetentionRule.ALL, Set.of());
    long two = all.lines().get(0).bytes() + all.lines().get(1).bytes();
    RetentionRule tiny =
        new RetentionRule(OptionalInt.empty(), RetentionRule.EVERY_MONTH, OptionalLong.of(1));
    RetentionRule most =
        new RetentionRule(
            OptionalInt.empty(),
            RetentionRule.EVERY_MONTH,
            OptionalLong.of(all.bytesKept() - all.lines().get(7).bytes()));

    assertThat(reasons(tiny, runs.get(0).runId()))
        .containsExactly(
            Reason.KEPT,
            Reason.SIZE,
            Reason.SIZE,
            Reason.SIZE,
            Reason.SIZE,
            Reason.SIZE,
            Reason.COMPARED,
            Reason.NEWEST);
    assertThat(RetentionPlan.of(home, tiny, Set.of()).bytesKept()).isEqualTo(two);
    assertThat(RetentionPlan.of(home, most, Set.of()).going())
        .extracting(line -> line.run().runId())
        .containsExactly(runs.get(0).runId());
  }

  @Test
  void runThatADestinationHolds_stays() throws IOException {
    Path lake = Files.createDirectories(folder.resolve("lake"));
    DestinationStore.of(home)
        .save(Channels.settings("lake", Map.of("kind", "folder", "folder", lake.toString())));
    for (RunDocument run : runs.subList(0, 2)) {
      Jobs.of(ServedHome.context(home))
          .call(new Deliver(run.runId(), "lake", false, DeliveryListener.silent()));
    }

    assertThat(reasons(last(1, 0)).subList(0, 3))
        .containsExactly(Reason.OLD, Reason.DELIVERED, Reason.OLD);
  }

  @Test
  void server_showsWhatGoes_deletesIt_andRecordsIt() throws Exception {
    Browser browser;
    try (PerenneServer shown = serve(RetentionRule.ALL)) {
      browser = new Browser(shown.address());
      browser.post(
          shown.entrance().orElseThrow(),
          Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
      assertThat(browser.get("/runs").body()).contains("/runs/retention");
      assertThat(text(browser, "/runs/retention")).contains("None: all runs stay");
      browser.get("/runs/" + runs.get(0).runId());
      browser.post("/runs/" + runs.get(0).runId() + "/pin", Map.of());
      ruleIsTried_saved_andRecorded(browser);
    }

    try (PerenneServer server = serve(last(2, RetentionRule.EVERY_MONTH))) {
      browser = browser.at(server.address());
      for (int waited = 0; waited < 200 && RunStore.of(home).ids().size() > 5; waited++) {
        Thread.sleep(50);
      }
      assertThat(RunStore.of(home).ids())
          .containsExactlyInAnyOrderElementsOf(
              List.of(0, 1, 3, 6, 7).stream().map(each -> runs.get(each).runId()).toList());
      assertThat(home.resolve("past-runs/" + runs.get(2).runId() + ".json")).exists();
      String page = text(browser, "/runs/retention");
      assertThat(page)
          .contains("None: all runs that are there stay", "The last 2 runs stay")
          .contains("Somebody wants to keep it.", "It is the newest of its month.")
          .contains("it cannot be changed here")
          .doesNotContain("See what would go");
      assertThat(browser.post("/runs/retention", Map.of("runs", "9")).statusCode()).isEqualTo(422);
      assertThat(text(browser, "/platform")).contains("by itself", runs.get(2).runId());
      browser.get("/language/es");
      assertThat(text(browser, "/runs/retention"))
          .contains("Ninguna", "Se quedan las últimas 2 ejecuciones");
    }
  }

  private void ruleIsTried_saved_andRecorded(Browser browser) throws IOException {
    browser.get("/runs/retention");
    Map<String, String> form =
        Map.of("runs", "1", "monthly", "some", "months", "2", "size", "0,5", "do", "preview");
    HttpResponse<String> tried = browser.post("/runs/retention", form);
    assertThat(TwoRuns.text(tried.body()))
        .contains("Nothing has been saved yet", "5 runs go", "the last 2 months");
    assertThat(text(browser, "/runs/retention")).contains("None: all runs stay");
    HttpResponse<String> wrong =
        browser.post("/runs/retention", Map.of("runs", "0", "size", "much", "do", "save"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("a number of GB", "value=\"much\"");

    form = new HashMap<>(form);
    form.put("do", "save");
    assertThat(browser.post("/runs/retention", form).statusCode()).isEqualTo(303);

    assertThat(text(browser, "/runs/retention")).contains("5 runs go", "500 MB at most");
    assertThat(text(browser, "/platform"))
        .contains("changed how long runs stay", "runs=1; months=2");
    assertThat(RunStore.of(home).ids()).hasSize(DAYS.size());
  }

  private PerenneServer serve(RetentionRule rule) {
    return PerenneServer.start(
        new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                false)
            .keeping(rule));
  }

  private static String text(Browser browser, String path) throws IOException {
    return TwoRuns.text(browser.get(path).body().replace('\u00a0', ' '));
  }
}
