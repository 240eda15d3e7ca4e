// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.account.Permission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources and events on pages. */
class LivePagesTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  private static @TempDir Path home;
  private static LiveServer live;
  private static Browser admin;

  @BeforeAll
  static void start() throws IOException {
    live = new LiveServer(home);
    admin = new Browser(live.server().address());
    admin.post(
        live.server().entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/account");
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static String key(HttpResponse<String> page) {
    Matcher matcher = Pattern.compile("class=\"preview\">([0-9a-f]{32})<").matcher(page.body());
    assertThat(matcher.find()).as(page.body()).isTrue();
    return matcher.group(1);
  }

  private static int send(String key, String id) throws IOException {
    String event =
        "{\"messageId\":\"%s\",\"userId\":\"u\",\"event\":\"<b>Cart</b> Viewed\"}".formatted(id);
    return live.post("/v1/track", event.getBytes(StandardCharsets.UTF_8), LiveServer.basic(key))
        .statusCode();
  }

  @Test
  void source_isAdded_itsKeyShownOnceWithWhatToPaste_andReplaced() throws Exception {
    HttpResponse<String> added = admin.post("/sources", Map.of("name", "shop"));
    String key = key(added);
    assertThat(added.body()).contains("@segment/analytics-node", live.address());
    assertThat(admin.get("/sources").body()).contains("shop").doesNotContain(key);
    Thread.sleep(1100); // keys are remembered for a second
    assertThat(send(key, "page-1")).isEqualTo(200);

    String next = key(admin.post("/sources/shop/key", Map.of("now", "true")));
    Thread.sleep(1100);
    assertThat(send(key, "page-2")).isEqualTo(401);
    assertThat(send(next, "page-2")).isEqualTo(200);

    admin.post("/sources/shop", Map.of("disabled", "true"));
    Thread.sleep(1100);
    assertThat(send(next, "page-3")).isEqualTo(404);
    assertThat(admin.get("/platform").body()).contains("source.rotate", "source.disable");
  }

  @Test
  void receiverOfChanges_isAdded_paused_resumed_andRemoved_onThePage() throws IOException {
    Map<String, String> form =
        Map.of(
            "name", "crm",
            "url", "https://crm.shop.example/secret-path",
            "secret", "env:CRM_KEY",
            "write-key", "",
            "kinds", "segment");
    assertThat(admin.post("/changes", form).statusCode()).isEqualTo(303);
    assertThat(admin.get("/changes").body())
        .contains("crm", "https://crm.shop.example")
        .doesNotContain("secret-path");
    admin.post("/changes/crm/pause", Map.of());
    assertThat(admin.get("/changes").body()).contains("/changes/crm/resume");
    admin.post("/changes/crm/resume", Map.of());
    assertThat(admin.get("/changes").body()).contains("/changes/crm/pause");
    HttpResponse<String> twice = admin.post("/changes", form);
    assertThat(twice.statusCode()).isEqualTo(422);
    assertThat(admin.post("/changes/crm/replay", Map.of("after", "0")).statusCode()).isEqualTo(303);
    assertThat(admin.post("/changes/crm/replay", Map.of("after", "x")).statusCode()).isEqualTo(422);
    admin.post("/changes/crm/remove", Map.of());
    assertThat(admin.get("/changes").body()).doesNotContain("crm.shop.example");

    HttpResponse<String> given =
        admin.post(
            "/changes",
            Map.of("name", "x", "url", "https://a.example", "secret", "the key", "kinds", "all"));
    assertThat(given.statusCode()).isEqualTo(422);
    assertThat(given.body()).doesNotContain("the key\"");

    admin.post("/changes/value-step", Map.of("share", "12,5", "least", "3"));
    assertThat(admin.get("/changes").body()).contains("value=\"12.5\"", "value=\"3\"");
    assertThat(admin.post("/changes/value-step", Map.of("share", "0", "least", "3")).statusCode())
        .isEqualTo(422);
    assertThat(admin.get("/platform").body()).contains("changes.add", "changes.step");
  }

  @Test
  void receiverOfChanges_isSetByAProgram() throws IOException {
    Program program =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONNECT));
    String path = "/api/v1/changes/receivers";
    String body = "{\"name\":\"lake\",\"url\":\"https://lake.example/h\",\"secret\":\"env:LAKE\"}";
    HttpResponse<String> added = program.send("POST", path, body, Map.of());

    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    assertThat(Program.json(added).path("state").asText()).isEqualTo("active");
    assertThat(program.send("POST", path, body, Map.of()).statusCode()).isEqualTo(422);
    assertThat(
            Program.json(program.send("POST", path + "/lake/pause", "{}", Map.of()))
                .path("state")
                .asText())
        .isEqualTo("paused");
    assertThat(program.send("POST", path + "/lake/replay", "{\"after\":0}", Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(program.send("POST", path + "/none/pause", "{}", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(Program.json(program.get(path)).path("receivers")).hasSize(1);
    assertThat(program.send("DELETE", path + "/lake", "", Map.of()).statusCode()).isEqualTo(200);
    assertThat(Program.json(program.get(path)).path("receivers")).isEmpty();
    assertThat(program.get("/api/v1/changes?after=x").statusCode()).isEqualTo(400);
    assertThat(live.program().get(path).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "kafka:changes, , , 200",
    "kafka:a topic, , , 422",
    "kafka:changes, env:KEY, , 422",
    "kafka:changes, , env:WRITE, 422",
    "https://lake.example, , , 422"
  })
  void topicOfKafka_isAReceiverWithoutKeys(
      String url, @Nullable String secret, @Nullable String writeKey, int status)
      throws IOException {
    Program program =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONNECT));
    String path = "/api/v1/changes/receivers";
    String body =
        "{\"name\":\"topic\",\"url\":\"%s\",\"secret\":\"%s\",\"write_key\":\"%s\"}"
            .formatted(url, secret == null ? "" : secret, writeKey == null ? "" : writeKey);
    HttpResponse<String> added = program.send("POST", path, body, Map.of());

    assertThat(added.statusCode()).as(added.body()).isEqualTo(status);
    if (status == 200) {
      assertThat(Program.json(added).path("server").asText()).isEqualTo(url);
      assertThat(admin.get("/changes").body()).contains(url);
      program.send("DELETE", path + "/topic", "", Map.of());
    }
  }

  @Test
  void nameThatCannotBe_isRefusedWithWhatToDo() throws IOException {
    HttpResponse<String> answer = admin.post("/sources", Map.of("name", "Mi Tienda"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Mi Tienda", "store-tills");
    assertThat(admin.post("/sources/none/key", Map.of()).statusCode()).isEqualTo(422);
  }

  @Test
  void events_areListed_found_andKeptAsideWithTheReason() throws IOException {
    assertThat(send(live.key(), "seen")).isEqualTo(200);
    live.post("/v1/track", "{\"messageId\":\"aside\",\"userId\":\"u\"}");
    live.event("seen");

    assertThat(admin.get("/events").body())
        .contains("&lt;b", "seen", "aside", "nothing says what was done")
        .doesNotContain("<b>Cart");
    assertThat(admin.get("/events?id=seen").body()).contains("Part of the profile");
    assertThat(admin.get("/events?id=aside").body()).contains("Kept aside, because");
    assertThat(admin.get("/events?id=never").body()).contains("ever came");
    assertThat(admin.post("/events/replay", Map.of()).body()).contains("the reason is still there");
  }
}
