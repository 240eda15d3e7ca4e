// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.job.JobContext;
import io.perenne.server.account.Permission;
import io.perenne.server.http.WebApplication.Route;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs are refused, and how they are told. */
class ApiRefusalsTest {
  /** A rule may be longer than an address: it is sent, but nothing changes. */
  private static final String COUNTS = "/audiences/preview";

  private static final String API = "/api/v1";

  private @TempDir Path home;
  private Instant now = Instant.now();
  private PerenneServer server;

  @BeforeEach
  void start() {
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
                "/clv",
                DatabaseAddress.inHome(home),
                List.of(),
                false));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Program with(Permission... permissions) {
    return new Program(server.address(), Program.key(home, permissions));
  }

  private Program withAll() {
    return with(
        Permission.READ,
        Permission.CUSTOMERS,
        Permission.RUN,
        Permission.CONFIGURE,
        Permission.CONNECT);
  }

  private JsonNode problem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    JsonNode problem = Program.json(answer);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).isEqualTo("urn:perenne:problem:" + code);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).startsWith("/clv/api/");
    return problem;
  }

  private List<Route> routes() {
    return server.routes().stream()
        .filter(route -> route.path().startsWith(API))
        .filter(route -> !route.path().endsWith("/openapi.json"))
        .toList();
  }

  private static String filled(Route route) {
    return route.path().replaceAll("\\{[a-z]+\\}", "1");
  }

  @Test
  void stranger_isToldToSendAKey_evenABrowser() throws IOException {
    Program stranger = new Program(server.address(), "");
    for (Route route : routes()) {
      HttpResponse<String> answer =
          stranger.send(route.method(), filled(route), "", Map.of("Accept", "text/html"));
      problem(answer, 401, "unauthorized");
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer");
    }
  }

  @Test
  void keyThatHasEnded_orIsNone_isAStranger() throws IOException {
    String ended = Program.key(home, Optional.of(now.plusSeconds(60)), Permission.READ);
    Program program = new Program(server.address(), ended);
    assertThat(program.get(API + "/runs").statusCode()).isEqualTo(200);

    now = now.plusSeconds(61);

    problem(program.get(API + "/runs"), 401, "unauthorized");
    problem(new Program(server.address(), "perenne_x").get(API + "/runs"), 401, "unauthorized");
  }

  @Test
  void readingKey_changesNothing() throws IOException {
    Program program = with(Permission.READ, Permission.CUSTOMERS);
    for (Route route : routes()) {
      boolean reads = route.method().equals("GET") || route.path().endsWith(COUNTS);
      if (!reads) {
        problem(program.send(route.method(), filled(route), "{}", Map.of()), 403, "forbidden");
      }
    }
  }

  @Test
  void keyForTotals_seesNoCustomer() throws IOException {
    Program program = with(Permission.READ);
    int refused = 0;
    for (Route route : routes()) {
      if (route.method().equals("GET")
          && Stream.of("customers", "/files", "/profiles/", "/events/")
              .anyMatch(route.path()::contains)) {
        problem(program.get(filled(route)), 403, "forbidden");
        refused++;
      }
    }
    assertThat(refused).isEqualTo(10);
    problem(program.get(API + "/configuration"), 403, "forbidden");
  }

  @Test
  void unknownParameter_isNamed_everywhere() throws IOException {
    Program program = withAll();
    for (Route route : routes()) {
      HttpResponse<String> answer =
          program.send(route.method(), filled(route) + "?colour=blue", "", Map.of());
      JsonNode problem = problem(answer, 400, "unknown-parameter");
      assertThat(problem.at("/errors/0/parameter").asText()).isEqualTo("colour");
    }
  }

  @Test
  void parameterThatCannotBe_isNamed() throws IOException {
    Program program = withAll();
    String customers = API + "/runs/latest/customers?";
    for (String query :
        List.of(
            "limit=0",
            "limit=1001",
            "limit=999999999999",
            "limit=-1",
            "limit=x",
            "segment=4",
            "segment=12",
            "band=6",
            "arm=both",
            "sort=Email",
            "order=up",
            "q=" + "x".repeat(255),
            "limit=1&limit=2")) {
      JsonNode problem = problem(program.get(customers + query), 400, "invalid-parameter");
      assertThat(problem.at("/errors/0/parameter").asText())
          .isEqualTo(query.substring(0, query.indexOf('=')));
    }
  }

  @Test
  void cursorOfAnotherQuestion_orTamperedWith_isRefused() throws IOException {
    TwoRuns runs = TwoRuns.get();
    Program program =
        new Program(
            runs.served().server().address(),
            Program.key(runs.home(), Permission.READ, Permission.CUSTOMERS));
    String path = API + "/runs/latest/customers?limit=2";
    String cursor = Program.json(program.get(path)).path("next_cursor").asText();
    String text =
        new String(Base64.getUrlDecoder().decode(cursor), java.nio.charset.StandardCharsets.UTF_8);
    String further =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((text + "0").getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(program.get(path + "&cursor=" + cursor).statusCode()).isEqualTo(200);
    for (String wrong :
        List.of(
            path + "&cursor=" + further,
            path + "&cursor=2",
            path + "&cursor=",
            path + "&cursor=%C3%B1",
            path + "&segment=04&cursor=" + cursor,
            path + "&order=asc&cursor=" + cursor,
            API + "/runs/" + runs.before().runId() + "/customers?cursor=" + cursor,
            API + "/runs?cursor=" + cursor)) {
      HttpResponse<String> answer = program.get(wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(Program.json(answer).at("/errors/0/parameter").asText()).isEqualTo("cursor");
    }
  }

  @Test
  void whatIsNotThere_isAProblemThatSaysWhatIs() throws IOException {
    Program program = withAll();
    problem(program.get(API + "/nothing"), 404, "not-found");
    problem(program.get("/api/v2/runs"), 404, "not-found");
    problem(program.get(API + "/runs/latest"), 404, "no-run");
    problem(program.get(API + "/runs/x/segments"), 404, "no-run");
    problem(program.get(API + "/jobs/1"), 404, "no-job");
    problem(program.get(API + "/jobs/x"), 404, "no-job");
    problem(program.get(API + "/configuration/versions/1"), 404, "no-version");
    problem(
        program.send("POST", API + "/configuration/versions/1/restore", "", Map.of()),
        404,
        "no-version");
  }

  @Test
  void wrongMethod_isToldWhichThereAre() throws IOException {
    HttpResponse<String> answer = withAll().send("DELETE", API + "/jobs", "", Map.of());

    problem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
  }

  @Test
  void bodyThatCannotBeRead_isRefused() throws IOException {
    Program program = withAll();
    problem(
        program.send("POST", API + "/jobs", "kind=run", Map.of("Content-Type", "text/plain")),
        415,
        "no-json");
    problem(program.send("POST", API + "/jobs", "{\"kind\":", Map.of()), 400, "unreadable-json");
    problem(program.send("POST", API + "/jobs", "[]", Map.of()), 400, "not-an-object");
    problem(
        program.send("POST", API + "/jobs", "{\"kind\":\"run\",\"kind\":\"run\"}", Map.of()),
        400,
        "unreadable-json");
    problem(
        program.send("POST", API + "/jobs", "{\"kind\":\"" + "x".repeat(300_000) + "\"}", Map.of()),
        413,
        "body-too-large");
    for (String body :
        List.of(
            "{}",
            "{\"kind\":\"walk\"}",
            "{\"kind\":1}",
            "{\"kind\":\"run\",\"as_of\":\"ayer\"}",
            "{\"kind\":\"run\",\"destination\":\"crm\"}",
            "{\"kind\":\"run\",\"colour\":\"blue\"}")) {
      JsonNode problem =
          problem(program.send("POST", API + "/jobs", body, Map.of()), 422, "invalid-body");
      assertThat(problem.at("/errors/0/pointer").asText()).as(body).startsWith("/");
    }
    assertThat(Program.json(program.get(API + "/jobs")).path("jobs")).isEmpty();
  }

  @Test
  void problem_isInTheLanguageAskedFor_englishIfNone() throws IOException {
    Program program = withAll();
    String path = API + "/runs/latest";

    assertThat(Program.json(program.get(path)).path("title").asText()).isEqualTo("No such run");
    HttpResponse<String> spanish = program.get(path, Map.of("Accept-Language", "es-ES, en;q=0.5"));
    assertThat(Program.json(spanish).path("title").asText()).isEqualTo("No existe esa ejecución");
    assertThat(spanish.headers().firstValue("Content-Language")).contains("es");
    assertThat(
            Program.json(program.get(path, Map.of("Accept-Language", "en, es;q=0.5")))
                .path("title")
                .asText())
        .isEqualTo("No such run");
  }

  @Test
  void programThatAsksTooOften_isToldToWait() throws IOException {
    Program program = withAll();
    Program other = with(Permission.READ);
    HttpResponse<String> last = program.get(API + "/jobs");
    int asked = 1;
    while (last.statusCode() == 200 && asked < 400) {
      last = program.get(API + "/jobs");
      asked++;
    }

    problem(last, 429, "too-many-requests");
    assertThat(asked).isEqualTo(301);
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(other.get(API + "/jobs").statusCode()).isEqualTo(200);
    now = now.plusSeconds(1);
    assertThat(program.get(API + "/jobs").statusCode()).isEqualTo(200);
  }
}
