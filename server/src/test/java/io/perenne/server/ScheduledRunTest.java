// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.JobContext;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a schedule that a person saves to a file that is delivered in the night. */
class ScheduledRunTest {
  private @TempDir Path folder;
  private Path home;
  private Path arrivals;
  private Path orders;
  private volatile Instant now = Instant.parse("2025-03-30T00:30:00Z");
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectories(folder.resolve("shop"));
    arrivals = Files.createDirectories(folder.resolve("arrivals"));
    orders = Files.createDirectories(folder.resolve("data")).resolve("orders.csv");
    StringBuilder rows = new StringBuilder("order,customer,date,amount\n");
    for (int i = 0; i < 400; i++) {
      rows.append(
          "o%d,c%d,%s,%d.50\n"
              .formatted(i, i % 90, LocalDate.of(2024, 1, 1).plusDays(i * 37L % 360), 10 + i % 50));
    }
    Files.writeString(orders, rows);
    DestinationStore.of(home)
        .save(Channels.settings("crm", Map.of("kind", "folder", "folder", arrivals.toString())));
    JobContext context = ServedHome.context(home);
    server =
        PerenneServer.start(
            new ServerOptions(
                new JobContext(
                    home,
                    context.secrets(),
                    () -> now,
                    context.random(),
                    context.resources(),
                    context.listener()),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(orders.getParent()),
                false));
    browser = new Browser(server.address());
    browser.post(
        server.entrance().orElseThrow(),
        Map.of(
            "name",
            "ana@shop.example",
            "password",
            "cuatro gatos en un tejado",
            "again",
            "cuatro gatos en un tejado"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void save(Map<String, String> schedule) throws IOException {
    Matcher shown =
        Pattern.compile("name=\"version\" value=\"([^\"]*)\"")
            .matcher(browser.get("/settings").body());
    assertThat(shown.find()).isTrue();
    Map<String, String> all = new LinkedHashMap<>(schedule);
    all.put("version", shown.group(1));
    all.put("transactions", orders.toString());
    all.put("destination", "crm");
    all.put("key:model", "mbg-nbd");
    HttpResponse<String> saved = browser.post("/settings", all);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
  }

  private void await(String part) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String page = "";
    while (!page.contains(part)) {
      assertThat(System.nanoTime()).as(page).isLessThan(end);
      Thread.sleep(100);
      page = browser.get("/runs").body();
    }
  }

  private long arrived() throws IOException {
    try (Stream<Path> files = Files.list(arrivals)) {
      return files.count();
    }
  }

  @Test
  void runThatIsDue_isPublishedAndDelivered_thoughNobodyAsks() throws Exception {
    save(Map.of("schedule", "daily", "time", "02:30"));
    Thread.sleep(1500);
    assertThat(browser.get("/runs").body()).doesNotContain("the schedule");

    // the clocks of Madrid skip 02:30 in this night
    now = Instant.parse("2025-03-30T00:59:58Z");
    Thread.sleep(1500);
    assertThat(browser.get("/runs").body()).doesNotContain("the schedule");
    now = Instant.parse("2025-03-30T01:00:00Z");
    await("done");

    assertThat(browser.get("/runs").body()).contains("the schedule");
    assertThat(RunStore.of(home).list()).hasSize(1);
    assertThat(RunStore.of(home).find("latest").referenceDate()).isEqualTo("2025-03-29");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (arrived() == 0 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(arrived()).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(30));
    Thread.sleep(1500);
    assertThat(RunStore.of(home).list()).hasSize(1);
  }
}
