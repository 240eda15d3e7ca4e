// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that a person starts on a page, under a sub-path. */
class JobPagesTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final Pattern MARKED = Pattern.compile("<li class=\"now\".*?</li>");

  private @TempDir Path home;
  private PerenneServer server;
  private Browser admin;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(home.resolve("perenne.yaml"), "model: mbg-nbd\n");
    Path few = home.resolve("few.csv");
    StringBuilder rows = new StringBuilder("order,customer,date,amount\n");
    for (int i = 0; i < 400; i++) {
      rows.append(
          "o%d,c%d,%s,%d.50\n"
              .formatted(i, i % 90, LocalDate.of(2024, 1, 1).plusDays(i * 37L % 360), 10 + i % 50));
    }
    Files.writeString(few, rows);
    ServedHome.run(home, RunConfiguration.defaults().with("model", "mbg-nbd"), "2024-12-31", few);
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "/clv",
                DatabaseAddress.inHome(home),
                List.of(),
                false));
    admin = new Browser(server.address());
    admin.post(
        server.entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String page(String path) throws IOException {
    HttpResponse<String> answer = admin.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body().replace('\u00a0', ' ');
  }

  private String begin(Map<String, String> fields) throws IOException {
    page("/runs");
    HttpResponse<String> started = admin.post("/runs", fields);
    assertThat(started.statusCode()).isEqualTo(303);
    String location = started.headers().firstValue("Location").orElseThrow();
    assertThat(location).matches("/clv/jobs/\\d+");
    return location.substring("/clv".length());
  }

  @Test
  void run_isStartedWatchedAndFound() throws IOException {
    String job = begin(Map.of("as-of", "2024-11-30"));

    HttpResponse<String> events = admin.get(job + "/events");

    assertThat(events.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(events.body())
        .contains("event: progress\ndata: ")
        .endsWith("event: end\ndata: done\n\n");
    assertThat(events.body().lines())
        .allMatch(
            line -> line.isEmpty() || line.startsWith("event: ") || line.startsWith("data: "));
    String page = page(job);
    assertThat(page)
        .contains("It is done", "Asked for by ana@shop.example", "href=\"/clv/runs/2")
        .doesNotContain("data-events", "http-equiv=\"refresh\"", "/cancel\"");
    assertThat(page("/runs")).contains("What was asked for", "href=\"/clv" + job + "\"", "done");
    assertThat(page("/platform")).contains("run.start");
  }

  @Test
  void stagesThatAreTold_goForward() throws IOException {
    String body = admin.get(begin(Map.of()) + "/events").body();

    List<String> marked = new ArrayList<>();
    Matcher found = MARKED.matcher(body);
    while (found.find()) {
      marked.add(found.group().replaceAll("<[^>]*>", " ").strip().replaceFirst(" {2}.*", ""));
    }
    List<String> all =
        List.of(
            "Read the files",
            "Sum up what each customer bought",
            "Fit the model",
            "Value the customers",
            "Decide the segments",
            "Check and publish");
    assertThat(all).containsAll(marked);
    assertThat(marked.stream().map(all::indexOf).toList()).isSorted();
  }

  @Test
  void runThatFails_saysWhyInTheLanguageOfTheReader() throws IOException {
    Files.writeString(home.resolve("few.csv"), "colour\nblue\n");
    String job = begin(Map.of());
    admin.get(job + "/events");

    assertThat(page(job)).contains("It could not be done", "few.csv");
    admin.get("/language/es");
    assertThat(page(job)).contains("No ha podido hacerse", "few.csv", "Lo pidió ana@shop.example");
  }

  @Test
  void jobThatGoesOn_isReadAgainWithoutScripts_andCanBeCancelled() throws IOException {
    io.perenne.analytics.home.HomeLock held =
        io.perenne.analytics.home.HomeLock.acquire(home, holder -> {});
    String job;
    try {
      job = begin(Map.of());
      String page = page(job);
      assertThat(page)
          .contains(
              "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>",
              "data-events=\"/clv" + job + "/events\"",
              "action=\"/clv" + job + "/cancel\"");
      assertThat(admin.post(job + "/cancel", Map.of()).statusCode()).isEqualTo(303);
      assertThat(page(job)).contains("It is being cancelled");
    } finally {
      held.close();
    }
    admin.get(job + "/events");

    assertThat(page(job)).contains("It was cancelled", "Nothing was published");
    assertThat(page("/platform")).contains("run.cancel");
  }

  @Test
  void dayThatIsNone_isRefused_andNothingBegins() throws IOException {
    page("/runs");

    HttpResponse<String> refused = admin.post("/runs", Map.of("as-of", "ayer"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("this is no date");
    assertThat(admin.get("/jobs/1").statusCode()).isEqualTo(404);
    assertThat(admin.get("/jobs/x").statusCode()).isEqualTo(404);
  }

  @Test
  void viewer_seesJobs_butStartsNone() throws IOException {
    String job = begin(Map.of());
    page("/platform");
    String link =
        admin
            .post(
                "/platform/users",
                Map.of("name", "leo@shop.example", "role", "viewer", "language", "en"))
            .body();
    Matcher token = Pattern.compile("/welcome/[A-Za-z0-9_-]+").matcher(link);
    assertThat(token.find()).isTrue();
    Browser viewer = new Browser(server.address());
    viewer.post(
        token.group(), Map.of("name", "leo@shop.example", "password", PASSWORD, "again", PASSWORD));

    HttpResponse<String> runs = viewer.get("/runs");

    assertThat(runs.body()).doesNotContain("action=\"/clv/runs\"");
    assertThat(viewer.get(job).statusCode()).isEqualTo(200);
    viewer.get("/account");
    assertThat(viewer.post("/runs", Map.of()).statusCode()).isEqualTo(403);
    assertThat(viewer.post(job + "/cancel", Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void serverThatCloses_sendsReadersAway() throws Exception {
    io.perenne.analytics.home.HomeLock held =
        io.perenne.analytics.home.HomeLock.acquire(home, holder -> {});
    try {
      String job = begin(Map.of());
      Thread reader =
          new Thread(
              () -> {
                try {
                  admin.get(job + "/events");
                } catch (IOException e) {
                  // the server has gone
                }
              });
      reader.start();
      Thread.sleep(300);
      admin.get(job);
      held.close();
      server.close();
      reader.join(20_000);
      assertThat(reader.isAlive()).isFalse();
    } finally {
      held.close();
    }
  }
}
