// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that say where runs are delivered, and who is told. */
class ApiConnectionsTest {
  private static final String DESTINATIONS = "/destinations";
  private static final String NOTICES = "/notices";

  private static @TempDir Path folder;
  private static Path home;
  private static PerenneServer server;
  private static Program program;
  private static Described described;

  @BeforeAll
  static void start() throws IOException {
    home = Files.createDirectories(folder.resolve("shop"));
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
    program = with(Permission.READ, Permission.CONFIGURE, Permission.CONNECT);
    described = new Described(program);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Program with(Permission... permissions) {
    return new Program(server.address(), Program.key(home, permissions));
  }

  private HttpResponse<String> send(
      String method, String path, String described, String body, Map<String, String> headers)
      throws IOException {
    HttpResponse<String> answer = program.send(method, "/api/v1" + path, body, headers);
    if (answer.statusCode() != 204) {
      ApiConnectionsTest.described.require(method, described, answer);
    }
    return answer;
  }

  private HttpResponse<String> send(String method, String path, String body) throws IOException {
    return send(method, path, path, body, Map.of());
  }

  private static Map<String, String> match(HttpResponse<String> seen) {
    return Map.of("If-Match", seen.headers().firstValue("ETag").orElseThrow());
  }

  private static String recorded() {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      return store.read(in -> new Audit(in).newest(50)).stream()
          .map(entry -> entry.what() + " " + entry.before() + " " + entry.after())
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void destination_isAddedChangedTriedAndDeleted() throws IOException {
    Path lake = Files.createDirectories(folder.resolve("lake"));
    Path sea = Files.createDirectories(folder.resolve("sea"));
    String lakeBody =
        "{\"name\":\"lake\",\"kind\":\"folder\",\"settings\":{\"folder\":\"" + lake + "\"}}";

    HttpResponse<String> added = send("POST", DESTINATIONS, lakeBody);

    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(added.headers().firstValue("Location")).hasValue("/clv/api/v1/destinations/lake");
    assertThat(send("POST", DESTINATIONS, lakeBody).statusCode()).isEqualTo(422);
    String one = DESTINATIONS + "/lake";
    HttpResponse<String> read = send("GET", one, DESTINATIONS + "/{name}", "", Map.of());
    assertThat(Program.json(read).at("/settings/folder").asText()).isEqualTo(lake.toString());
    assertThat(match(read)).isEqualTo(match(added));

    String seaBody = "{\"settings\":{\"folder\":\"" + sea + "\"}}";
    String path = DESTINATIONS + "/{name}";
    assertThat(send("PUT", one, path, seaBody, Map.of()).statusCode()).isEqualTo(428);
    HttpResponse<String> changed = send("PUT", one, path, seaBody, match(read));
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(send("PUT", one, path, seaBody, match(read)).statusCode()).isEqualTo(412);

    HttpResponse<String> tried = send("POST", one + "/test", path + "/test", "", Map.of());
    assertThat(Program.json(tried).path("reached").asBoolean()).as(tried.body()).isTrue();
    assertThat(program.get("/api/v1/destinations").body()).contains(sea.toString());

    assertThat(send("DELETE", one, path, "", match(read)).statusCode()).isEqualTo(412);
    assertThat(send("DELETE", one, path, "", match(changed)).statusCode()).isEqualTo(204);
    assertThat(send("GET", one, path, "", Map.of()).statusCode()).isEqualTo(404);
    assertThat(home.resolve("destinations/lake.yaml")).doesNotExist();
    assertThat(recorded()).contains("destination.save", "destination.delete", "folder=" + sea);
  }

  @Test
  void destinationThatThePlanNames_isNotDeleted() throws IOException {
    Path pond = Files.createDirectories(folder.resolve("pond"));
    send(
        "POST",
        DESTINATIONS,
        "{\"name\":\"pond\",\"kind\":\"folder\",\"settings\":{\"folder\":\"" + pond + "\"}}");
    HttpResponse<String> settings = program.get("/api/v1/configuration");
    String plan =
        "{\"configuration\":{},\"plan\":{\"transactions\":[],\"customers\":[],\"schedule\":\"\","
            + "\"destinations\":[\"pond\"]}}";
    assertThat(program.send("PUT", "/api/v1/configuration", plan, match(settings)).statusCode())
        .isEqualTo(200);

    HttpResponse<String> refused =
        send("DELETE", DESTINATIONS + "/pond", DESTINATIONS + "/{name}", "", Map.of());

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Program.json(refused).at("/errors/0/remedy").asText()).contains("Settings");
    assertThat(program.get("/api/v1/destinations/pond").statusCode()).isEqualTo(200);
  }

  @Test
  void secretOfADestination_isTakenAndNeverAnswered_andStaysIfItIsNotSent() throws IOException {
    String settings = "\"host\":\"127.0.0.1\",\"port\":1,\"user\":\"perenne\"";
    HttpResponse<String> refused =
        send(
            "POST",
            DESTINATIONS,
            "{\"name\":\"nube\",\"kind\":\"sftp\",\"settings\":{%s,\"password\":\"hunter2hunter2\"}}"
                .formatted(settings));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).doesNotContain("hunter2hunter2");

    HttpResponse<String> added =
        send(
            "POST",
            DESTINATIONS,
            "{\"name\":\"nube\",\"kind\":\"sftp\",\"settings\":{%s,\"password\":\"env:NUBE_KEY\"}}"
                .formatted(settings));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    HttpResponse<String> changed =
        send(
            "PUT",
            DESTINATIONS + "/nube",
            DESTINATIONS + "/{name}",
            "{\"settings\":{%s}}".formatted(settings.replace("perenne", "ana")),
            match(added));

    assertThat(changed.body()).doesNotContain("NUBE_KEY").contains("\"password\"");
    assertThat(Files.readString(home.resolve("destinations/nube.yaml")))
        .contains("ana", "env:NUBE_KEY");
    assertThat(recorded()).doesNotContain("NUBE_KEY");
    HttpResponse<String> tried =
        send(
            "POST",
            DESTINATIONS + "/nube/test",
            DESTINATIONS + "/{name}/test",
            "",
            Map.of("Accept-Language", "es"));
    assertThat(Program.json(tried).path("reached").asBoolean()).isFalse();
    assertThat(Program.json(tried).path("problems")).isNotEmpty();
  }

  @Test
  void settingThatAKindDoesNotHave_isNamed() throws IOException {
    for (String body :
        List.of(
            "{\"name\":\"x\",\"kind\":\"folder\",\"settings\":{\"colour\":\"blue\"}}",
            "{\"name\":\"x\",\"kind\":\"folder\",\"settings\":{\"folder\":[]}}",
            "{\"name\":\"x\",\"kind\":\"folder\",\"settings\":{\"kind\":\"sftp\"}}",
            "{\"name\":\"x\",\"kind\":\"pigeon\",\"settings\":{}}",
            "{\"name\":\"x\",\"kind\":\"folder\"}",
            "{\"kind\":\"folder\",\"settings\":{}}")) {
      HttpResponse<String> refused = send("POST", DESTINATIONS, body);
      assertThat(refused.statusCode()).as(body).isEqualTo(422);
      assertThat(Program.json(refused).at("/errors/0/pointer").asText()).as(body).startsWith("/");
    }
    for (String body :
        List.of(
            "{\"name\":\"x\",\"kind\":\"folder\",\"settings\":{}}",
            "{\"name\":\"../x\",\"kind\":\"folder\",\"settings\":{\"folder\":\"/tmp\"}}")) {
      assertThat(send("POST", DESTINATIONS, body).statusCode()).as(body).isEqualTo(422);
    }
    assertThat(program.get("/api/v1/destinations").body()).doesNotContain("\"x\"");
    HttpResponse<String> kinds = send("GET", "/destination-kinds", "");
    assertThat(kinds.body()).contains("\"sftp\"", "\"password\"", "\"write_only\":true");
  }

  @Test
  void keyThatNobodyHasSeen_isNotApproved() throws IOException {
    Path pool = Files.createDirectories(folder.resolve("pool"));
    send(
        "POST",
        DESTINATIONS,
        "{\"name\":\"pool\",\"kind\":\"folder\",\"settings\":{\"folder\":\"" + pool + "\"}}");

    HttpResponse<String> refused =
        send(
            "POST",
            DESTINATIONS + "/pool/approve",
            DESTINATIONS + "/{name}/approve",
            "{\"fingerprint\":\"SHA256:x\"}",
            Map.of());

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(recorded()).doesNotContain("destination.approve");
  }

  @Test
  void notices_areSetTriedAndTold_withoutTheirSecrets() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.setUser("perenne", "open-sesame");
    mails.start();
    try {
      Path secret = Files.writeString(folder.resolve("secret"), "open-sesame\n");
      HttpResponse<String> before = send("GET", NOTICES, "");
      assertThat(send("POST", NOTICES + "/test", "").statusCode()).isEqualTo(409);
      String mail =
          "\"host\":\"127.0.0.1\",\"port\":%d,\"security\":\"none\",\"user\":\"perenne\",%s"
                  .formatted(mails.getSmtp().getPort(), "\"from\":\"perenne@shop.example\"")
              + ",\"to\":[\"ana@shop.example\"]";
      String body =
          "{\"language\":\"en\",\"on_failure\":true,\"on_warnings\":false,\"expect_by\":\"07:30\","
              + "\"webhook\":null,\"mail\":{%s}}";

      HttpResponse<String> saved =
          send(
              "PUT",
              NOTICES,
              NOTICES,
              body.formatted(mail + ",\"password\":\"file:" + secret + "\""),
              match(before));
      assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
      assertThat(saved.body()).doesNotContain("password", secret.toString());
      HttpResponse<String> again =
          send(
              "PUT",
              NOTICES,
              NOTICES,
              body.formatted(mail).replace("07:30", "08:00"),
              match(saved));
      assertThat(Program.json(again).path("expect_by").asText()).isEqualTo("08:00");
      assertThat(send("PUT", NOTICES, NOTICES, body.formatted(mail), match(saved)).statusCode())
          .isEqualTo(412);

      HttpResponse<String> tried = send("POST", NOTICES + "/test", "");
      assertThat(Program.json(tried).at("/sent_by/0").asText()).as(tried.body()).isEqualTo("mail");
      assertThat(mails.getReceivedMessages()).hasSize(1);
      assertThat(recorded()).contains("notices.save").doesNotContain(secret.toString());
    } finally {
      mails.stop();
    }
  }

  @Test
  void noticesThatCannotBe_changeNothing() throws IOException {
    HttpResponse<String> before = send("GET", NOTICES, "");
    String whole =
        "{\"language\":\"en\",\"on_failure\":true,\"on_warnings\":true,\"mail\":null,"
            + "\"webhook\":{\"url\":\"https://hooks.shop.example/abc\",\"secret\":\"env:HOOK\"}}";
    for (String body :
        List.of(
            whole.replace("\"en\"", "\"fr\""),
            whole.replace("\"on_failure\":true", "\"on_failure\":1"),
            whole.replace("\"mail\":null,", ""),
            whole.replace("\"mail\":null", "\"mail\":{\"port\":\"587\"}"),
            whole.replace("https:", "ftp:"),
            whole.replace("env:HOOK", "hunter2hunter2"),
            whole.replace("\"secret\"", "\"key\""))) {
      HttpResponse<String> refused = send("PUT", NOTICES, NOTICES, body, match(before));
      assertThat(refused.statusCode()).as(body).isEqualTo(422);
      assertThat(refused.body()).doesNotContain("hunter2hunter2");
    }
    assertThat(match(send("GET", NOTICES, ""))).isEqualTo(match(before));
    HttpResponse<String> sent = send("GET", NOTICES + "/sent", "");
    JsonNode notices = Program.json(sent).path("notices");
    assertThat(notices.isArray()).isTrue();
  }

  @Test
  void keyThatConfigures_changesNeitherDestinationsNorNotices() throws IOException {
    Program configures =
        with(Permission.READ, Permission.CUSTOMERS, Permission.RUN, Permission.CONFIGURE);

    assertThat(configures.get("/api/v1/notices").statusCode()).isEqualTo(403);
    assertThat(configures.send("PUT", "/api/v1/notices", "{}", Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(configures.send("POST", "/api/v1/destinations", "{}", Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(configures.get("/api/v1/destinations").statusCode()).isEqualTo(200);
  }
}
