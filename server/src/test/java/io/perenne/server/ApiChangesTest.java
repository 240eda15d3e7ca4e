// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.HomeLock;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs change: the configuration, in versions, and jobs. */
class ApiChangesTest {
  private static final String CONFIGURATION = "/api/v1/configuration";
  private static final String JOBS = "/api/v1/jobs";

  private @TempDir Path home;
  private @TempDir Path out;
  private PerenneServer server;
  private Program program;
  private Described described;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(home.resolve("perenne.yaml"), "model: none\ncontrol-group.salt: pepper\n");
    Path few = home.resolve("few.csv");
    StringBuilder rows = new StringBuilder("order,customer,date,amount\n");
    for (int i = 0; i < 300; i++) {
      rows.append(
          "o%d,c%d,%s,%d.50\n"
              .formatted(i, i % 60, LocalDate.of(2024, 1, 1).plusDays(i * 37L % 360), 10 + i % 50));
    }
    Files.writeString(few, rows);
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-12-31", few);
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
    program =
        new Program(
            server.address(),
            Program.key(
                home, Permission.READ, Permission.CUSTOMERS, Permission.RUN, Permission.CONFIGURE));
    described = new Described(program);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> configuration() throws IOException {
    HttpResponse<String> answer = program.get(CONFIGURATION);
    described.require("GET", "/configuration", answer);
    return answer;
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static String with(HttpResponse<String> read, String key, String value)
      throws IOException {
    ObjectNode body = (ObjectNode) Program.json(read);
    body.retain("configuration", "plan");
    ((ObjectNode) body.path("configuration")).put(key, value);
    return body.toString();
  }

  private HttpResponse<String> put(String body, Map<String, String> headers) throws IOException {
    HttpResponse<String> answer = program.send("PUT", CONFIGURATION, body, headers);
    described.require("PUT", "/configuration", answer);
    return answer;
  }

  @Test
  void configuration_isSavedWhole_ifNobodyElseHas() throws IOException {
    HttpResponse<String> read = configuration();
    assertThat(read.body()).doesNotContain("pepper", "control-group.salt");

    HttpResponse<String> saved = put(with(read, "currency", "GBP"), Map.of("If-Match", tag(read)));

    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    assertThat(tag(saved)).isNotEqualTo(tag(read)).isEqualTo(tag(configuration()));
    assertThat(Files.readString(home.resolve("perenne.yaml"))).contains("currency: GBP", "pepper");
    HttpResponse<String> late = put(with(read, "currency", "USD"), Map.of("If-Match", tag(read)));
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(put(with(read, "currency", "USD"), Map.of()).statusCode()).isEqualTo(428);
    assertThat(Program.json(configuration()).at("/configuration/currency").asText())
        .isEqualTo("GBP");
  }

  @Test
  void configurationThatCannotBe_changesNothing_andEachReasonIsTold() throws IOException {
    HttpResponse<String> read = configuration();
    Map<String, String> match = Map.of("If-Match", tag(read));

    HttpResponse<String> wrong = put(with(read, "currency", "EUROS"), match);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(Program.json(wrong).at("/errors/0/where").asText()).isEqualTo("currency");
    for (String body :
        List.of(
            "{}",
            "{\"configuration\":{}}",
            "{\"configuration\":{\"colour\":\"blue\"},\"plan\":{}}",
            "{\"configuration\":{\"currency\":true},\"plan\":{}}",
            with(read, "currency", "GBP").replace("\"destinations\":[]", "\"destinations\":7"),
            with(read, "currency", "GBP").replace("\"destinations\"", "\"goals\""))) {
      HttpResponse<String> refused = put(body, match);
      assertThat(refused.statusCode()).as(body).isEqualTo(422);
      assertThat(Program.json(refused).at("/errors/0/pointer").asText()).as(body).startsWith("/");
    }
    assertThat(tag(configuration())).isEqualTo(tag(read));
  }

  @Test
  void version_canBeLookedAt_andComesBack() throws IOException {
    HttpResponse<String> read = configuration();
    HttpResponse<String> first = put(with(read, "currency", "GBP"), Map.of("If-Match", tag(read)));
    HttpResponse<String> second =
        put(with(read, "currency", "USD"), Map.of("If-Match", tag(first)));
    HttpResponse<String> versions = program.get(CONFIGURATION + "/versions?limit=1");
    described.require("GET", "/configuration/versions", versions);
    assertThat(Program.json(versions).at("/versions/0/changes/0/before").asText()).isEqualTo("GBP");
    String cursor = Program.json(versions).path("next_cursor").asText();
    JsonNode older =
        Program.json(program.get(CONFIGURATION + "/versions?limit=1&cursor=" + cursor));
    String id = older.at("/versions/0/version").asText();
    HttpResponse<String> one = program.get(CONFIGURATION + "/versions/" + id);
    described.require("GET", "/configuration/versions/{version}", one);
    assertThat(Program.json(one).at("/configuration/currency").asText()).isEqualTo("GBP");
    String restore = CONFIGURATION + "/versions/" + id + "/restore";
    assertThat(program.send("POST", restore, "", Map.of("If-Match", tag(first))).statusCode())
        .isEqualTo(412);

    HttpResponse<String> restored =
        program.send("POST", restore, "", Map.of("If-Match", tag(second)));

    described.require("POST", "/configuration/versions/{version}/restore", restored);
    assertThat(Program.json(restored).at("/configuration/currency").asText()).isEqualTo("GBP");
    assertThat(Files.readString(home.resolve("perenne.yaml"))).contains("pepper");
  }

  private HttpResponse<String> start(String body, Map<String, String> headers) throws IOException {
    HttpResponse<String> answer = program.send("POST", JOBS, body, headers);
    described.require("POST", "/jobs", answer);
    return answer;
  }

  private JsonNode job(String location) throws IOException {
    HttpResponse<String> answer = program.get(location.substring("/clv".length()));
    described.require("GET", "/jobs/{id}", answer);
    return Program.json(answer);
  }

  private JsonNode ended(String location) throws IOException {
    JsonNode job = job(location);
    for (int i = 0; i < 600 && job.path("ended").isNull(); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      job = job(location);
    }
    return job;
  }

  @Test
  void run_isStartedOnce_howeverOftenItIsAskedFor() throws IOException {
    Map<String, String> key = Map.of("Idempotency-Key", "monday-1");
    HttpResponse<String> started = start("{\"kind\":\"run\",\"as_of\":\"2024-11-30\"}", key);
    assertThat(started.statusCode()).isEqualTo(202);
    String location = started.headers().firstValue("Location").orElseThrow();
    JsonNode job = ended(location);
    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");

    HttpResponse<String> again = start("{\"kind\":\"run\",\"as_of\":\"2024-11-30\"}", key);

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(started.body());
    assertThat(again.headers().firstValue("Location")).contains(location);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(Program.json(program.get(JOBS)).path("jobs")).hasSize(1);
    HttpResponse<String> other = start("{\"kind\":\"run\"}", key);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(Program.json(other).path("type").asText()).endsWith("other-request");
    assertThat(start("{\"kind\":\"run\"}", Map.of("Idempotency-Key", " ")).statusCode())
        .isIn(202, 400);
    assertThat(program.get("/api/v1/runs/" + job.path("run_id").asText()).statusCode())
        .isEqualTo(200);
    assertThat(recorded()).contains("run.start");
  }

  private List<String> recorded() {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      return store.<List<Audit.Entry>>read(in -> new Audit(in).newest(20)).stream()
          .map(Audit.Entry::what)
          .toList();
    }
  }

  @Test
  void answerThatRefuses_isRepeatedToo() throws IOException {
    Map<String, String> key = Map.of("Idempotency-Key", "a");

    HttpResponse<String> first = start("{\"kind\":\"walk\"}", key);
    HttpResponse<String> second = start("{\"kind\":\"walk\"}", key);

    assertThat(first.statusCode()).isEqualTo(422);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  void job_isCancelled_andThenCannotBe() throws IOException {
    HomeLock held = HomeLock.acquire(home, holder -> {});
    String location;
    try {
      location =
          start("{\"kind\":\"run\"}", Map.of()).headers().firstValue("Location").orElseThrow();
      HttpResponse<String> cancelled =
          program.send("POST", location.substring("/clv".length()) + "/cancel", "", Map.of());
      described.require("POST", "/jobs/{id}/cancel", cancelled);
      assertThat(cancelled.statusCode()).isEqualTo(202);
    } finally {
      held.close();
    }

    assertThat(ended(location).path("state").asText()).isEqualTo("cancelled");
    HttpResponse<String> late =
        program.send("POST", location.substring("/clv".length()) + "/cancel", "", Map.of());
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(recorded()).contains("run.cancel");
  }

  @Test
  void runThatFails_saysWhyInTheLanguageAskedFor() throws IOException {
    Files.writeString(home.resolve("few.csv"), "colour\nblue\n");
    String location =
        start("{\"kind\":\"run\"}", Map.of()).headers().firstValue("Location").orElseThrow();

    JsonNode job = ended(location);

    assertThat(job.path("state").asText()).isEqualTo("failed");
    assertThat(job.at("/problems/0").asText()).contains("few.csv");
    JsonNode spanish =
        Program.json(
            program.get(location.substring("/clv".length()), Map.of("Accept-Language", "es")));
    assertThat(spanish.path("problems")).isNotEqualTo(job.path("problems"));
  }

  @Test
  void delivery_leavesAReceipt() throws IOException {
    Files.createDirectories(home.resolve("destinations"));
    Files.writeString(
        home.resolve("destinations").resolve("crm.yaml"), "kind: folder\nfolder: " + out + "\n");
    HttpResponse<String> destinations = program.get("/api/v1/destinations");
    described.require("GET", "/destinations", destinations);
    assertThat(Program.json(destinations).at("/destinations/0/name").asText()).isEqualTo("crm");
    assertThat(
            start("{\"kind\":\"deliver\",\"run_id\":\"latest\",\"destination\":\"x\"}", Map.of())
                .statusCode())
        .isEqualTo(422);

    HttpResponse<String> started =
        start("{\"kind\":\"deliver\",\"run_id\":\"latest\",\"destination\":\"crm\"}", Map.of());
    JsonNode job = ended(started.headers().firstValue("Location").orElseThrow());

    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
    HttpResponse<String> deliveries = program.get("/api/v1/deliveries?run=latest&destination=crm");
    described.require("GET", "/deliveries", deliveries);
    JsonNode delivery = Program.json(deliveries).at("/deliveries/0");
    assertThat(delivery.path("state").asText()).isEqualTo("delivered");
    assertThat(delivery.at("/receipt/rows").asLong()).isEqualTo(60);
  }
}
