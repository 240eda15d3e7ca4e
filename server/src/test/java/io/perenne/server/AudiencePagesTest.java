// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.server.account.Permission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audiences as programs set them and as people build them. */
class AudiencePagesTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final String ADULTS = "{\"trait\":\"age\",\"at_least\":18}";

  private static @TempDir Path home;
  private static LiveServer live;
  private static Browser admin;
  private static Program program;
  private static Described described;

  @BeforeAll
  static void start() throws Exception {
    live = LiveServer.ofOrders(home, "1,ana,2024-03-01,40.00", "2,eva,2024-05-01,60.00");
    admin = new Browser(live.server().address());
    admin.post(
        live.server().entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/account");
    program =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE));
    described = new Described(program);
    identify("a1", "ana", 41);
    identify("a2", "eva", 17);
    identify("a3", "=cmd()", 33);
    until("{\"identifier\":\"user_id\"}", 3);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static void identify(String id, String user, int age) throws IOException {
    live.happens(
        id,
        "\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{\"age\":%d,\"email\":\"%s@x.example\"}"
            .formatted(user, age, id));
  }

  private static JsonNode preview(String rule) throws IOException {
    HttpResponse<String> answer =
        program.send("POST", "/api/v1/audiences/preview", "{\"rule\":" + rule + "}", Map.of());
    described.require("POST", "/audiences/preview", answer);
    return Program.json(answer);
  }

  private static void until(String rule, int count) throws Exception {
    for (int i = 0; i < 200; i++) {
      JsonNode found = preview(rule);
      if (found.path("count").asInt() == count && found.path("waiting").asInt() == 0) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not " + count + ": " + preview(rule));
  }

  private static JsonNode members(String id, int count) throws Exception {
    for (int i = 0; i < 200; i++) {
      HttpResponse<String> answer = program.get("/api/v1/audiences/" + id + "/members");
      described.require("GET", "/audiences/{id}/members", answer);
      if (Program.json(answer).path("found").asInt() == count) {
        return Program.json(answer);
      }
      Thread.sleep(50);
    }
    throw new AssertionError(program.get("/api/v1/audiences/" + id + "/members").body());
  }

  private static HttpResponse<String> put(String id, String body) throws IOException {
    HttpResponse<String> answer = program.send("PUT", "/api/v1/audiences/" + id, body, Map.of());
    described.require("PUT", "/audiences/{id}", answer);
    return answer;
  }

  @Test
  void program_previewsSetsReadsExportsAndDeletes() throws Exception {
    JsonNode preview = preview(ADULTS);
    assertThat(preview.path("count").asInt()).isEqualTo(2);
    assertThat(preview.path("people").asInt()).isEqualTo(3);
    assertThat(preview.path("words").asText()).isEqualTo("trait age at least 18");
    assertThat(preview.at("/sample")).hasSize(2);

    HttpResponse<String> kept = put("adults", "{\"name\":\"Adults\",\"rule\":" + ADULTS + "}");
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(Program.json(kept).path("version").asInt()).isEqualTo(1);
    JsonNode members = members("adults", 2);
    assertThat(members.path("members").findValuesAsText("type")).contains("user_id", "email");
    HttpResponse<String> page = program.get("/api/v1/audiences/adults/members?limit=1");
    String cursor = Program.json(page).path("next_cursor").asText();
    JsonNode rest =
        Program.json(program.get("/api/v1/audiences/adults/members?limit=1&cursor=" + cursor));
    assertThat(rest.path("next_cursor").isNull()).isTrue();
    assertThat(rest.at("/members/0/profile_id")).isEqualTo(members.at("/members/1/profile_id"));

    HttpResponse<String> csv = program.get("/api/v1/audiences/adults/members.csv");
    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.body().lines()).hasSize(3);
    assertThat(csv.body())
        .startsWith("profile_id,user_id,email,segment,value,since\n")
        .contains(",ana,a1@x.example,")
        .contains(",'=cmd(),");
    described.require("GET", "/audiences", program.get("/api/v1/audiences"));

    JsonNode profile = live.profile("user_id:ana");
    assertThat(profile.at("/audiences/0/id").asText()).isEqualTo("adults");
    HttpResponse<String> handedOut =
        program.send("POST", "/api/v1/profiles/user_id:ana/export", "", Map.of());
    assertThat(Program.json(handedOut).at("/audiences/adults").asText()).startsWith("20");

    HttpResponse<String> gone = program.send("DELETE", "/api/v1/audiences/adults", "", Map.of());
    described.require("DELETE", "/audiences/{id}", gone);
    assertThat(program.get("/api/v1/audiences/adults").statusCode()).isEqualTo(404);
    assertThat(program.get("/api/v1/audiences/adults/members.csv").statusCode()).isEqualTo(404);
  }

  @Test
  void program_isToldWhatIsWrong_andWhere() throws IOException {
    HttpResponse<String> wrong =
        put("x", "{\"name\":\"X\",\"rule\":{\"and\":[{\"trait\":\"age\",\"at_leest\":18}]}}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("/rule/and/0/at_leest", "did you mean “at_least”");
    assertThat(put("Bad-Id", "{\"name\":\"X\",\"rule\":" + ADULTS + "}").statusCode())
        .isEqualTo(422);
    assertThat(put("x", "{\"name\":\" \",\"rule\":" + ADULTS + "}").statusCode()).isEqualTo(422);
    assertThat(put("x", "{\"name\":\"X\"}").statusCode()).isEqualTo(422);
    assertThat(program.get("/api/v1/audiences/x").statusCode()).isEqualTo(404);
    Program reader = new Program(live.server().address(), Program.key(home, Permission.READ));
    assertThat(reader.get("/api/v1/audiences").statusCode()).isEqualTo(200);
    assertThat(
            reader
                .send("POST", "/api/v1/audiences/preview", "{\"rule\":" + ADULTS + "}", Map.of())
                .statusCode())
        .isEqualTo(403);
    assertThat(
            reader
                .send(
                    "PUT",
                    "/api/v1/audiences/x",
                    "{\"name\":\"X\",\"rule\":" + ADULTS + "}",
                    Map.of())
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void example_ofTheGuide_isKept() throws IOException {
    String guide = Files.readString(Path.of("../docs/audiences.md"));
    int from = guide.indexOf("-d '") + 4;

    HttpResponse<String> kept =
        put("valuable-silent", guide.substring(from, guide.indexOf('\'', from)));

    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
  }

  private static Map<String, String> form(String button, String... fields) {
    Map<String, String> form =
        new HashMap<>(Map.of("do", button, "fresh", "1", "id", "made", "name", "Made by hand"));
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return form;
  }

  @Test
  void person_buildsARuleWithCounts_savesIt_andEditsIt() throws Exception {
    assertThat(admin.get("/audience-form").statusCode()).isEqualTo(200);
    String[] rows = {
      "join",
      "and",
      "g0",
      "or",
      "g0r0-what",
      "trait",
      "g0r0-name",
      "age",
      "g0r0-how",
      "at_least",
      "g0r0-value",
      "18",
      "g0r1-what",
      "event",
      "g0r1-name",
      "Quiz",
      "g0r1-how",
      "at_least",
      "g0r1-value",
      "2",
      "g0r1-days",
      "30",
      "g1",
      "and",
      "g1r0-what",
      "identifier",
      "g1r0-name",
      "email",
      "g1r0-not",
      "1"
    };
    HttpResponse<String> counted = admin.post("/audience-form", form("count", rows));
    assertThat(counted.body()).contains(">0 of 3 people with a profile.<");
    HttpResponse<String> less = admin.post("/audience-form", form("remove-1-0", rows));
    assertThat(less.body())
        .contains(">2 of 3 people with a profile.<", "trait age at least 18", ">ana</a>")
        .doesNotContain("g1r0-what");
    HttpResponse<String> more = admin.post("/audience-form", form("add-0", rows));
    assertThat(more.body()).contains("g0r2-what");
    assertThat(admin.post("/audience-form", form("group", rows)).body()).contains("g2r0-what");

    HttpResponse<String> wrong =
        admin.post(
            "/audience-form",
            form(
                "save",
                "g0",
                "and",
                "g0r0-what",
                "field:value",
                "g0r0-how",
                "at_least",
                "g0r0-value",
                "mucho"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("group 1, condition 1: it has to be a number");

    HttpResponse<String> saved =
        admin.post(
            "/audience-form",
            form(
                "save",
                "g0",
                "and",
                "g0r0-what",
                "trait",
                "g0r0-name",
                "age",
                "g0r0-how",
                "at_least",
                "g0r0-value",
                "18,5",
                "g0r1-what",
                "consent",
                "g0r1-name",
                "channel:email",
                "g0r1-not",
                "1"));
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    members("made", 2);
    assertThat(admin.get("/audiences").body()).contains("Made by hand", "at least 18.5");
    assertThat(admin.get("/audiences/made").body()).contains(">ana</a>", "2 people now");
    assertThat(admin.get("/audiences/made/members.csv").body()).contains(",ana,");
    assertThat(admin.get("/audience-form?id=made").body())
        .contains("value=\"18.5\"", "value=\"channel:email\"", "checked");
    assertThat(
            admin
                .post(
                    "/audience-form",
                    form("save", "g0", "and", "g0r0-what", "identifier", "g0r0-name", "email"))
                .statusCode())
        .as("another audience of the same id")
        .isEqualTo(422);
    assertThat(admin.get("/changes").body()).contains("enters an audience", "Made by hand");
    assertThat(admin.get("/platform").body()).contains("audiences.add");
    assertThat(admin.post("/audiences/made/remove", Map.of()).statusCode()).isEqualTo(303);
    assertThat(admin.get("/audiences/made").statusCode()).isEqualTo(404);
  }

  @Test
  void ruleOfMoreLevels_isEditedAsJson() throws IOException {
    put(
        "deep",
        "{\"name\":\"Deep\",\"rule\":{\"not\":{\"and\":[{\"not\":{\"or\":["
            + ADULTS
            + ",{\"reachable\":\"email\"}]}},{\"identifier\":\"email\"}]}}}");
    assertThat(admin.get("/audience-form?id=deep").body())
        .contains("<textarea", "\"reachable\":\"email\"");
    Map<String, String> json =
        Map.of("do", "save", "id", "deep", "name", "Deep", "json", "{\"not\": 3}");
    HttpResponse<String> refused = admin.post("/audience-form", json);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("the rule cannot be used, at /not");
    Map<String, String> right =
        Map.of("do", "save", "id", "deep", "name", "Deep", "json", "{\"not\": " + ADULTS + "}");
    assertThat(admin.post("/audience-form", right).statusCode()).isEqualTo(303);
    assertThat(admin.get("/audience-form?id=deep").body()).contains("g0r0-not");
  }
}
