// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.server.account.Permission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People known twice: suggested, joined or refused, and never joined by a program. */
class SuggestionsTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final String[] FIRST = {"Ana", "Luis", "Marta", "Pedro", "Sara", "Iker", "Noa"};
  private static final String[] LAST = {"Gil", "Vidal", "Serra", "Otero", "Prats", "Luna"};

  private static @TempDir Path home;
  private static LiveServer live;
  private static Program program;
  private static Browser admin;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    live = new LiveServer(home);
    program =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE));
    admin = new Browser(live.server().address());
    admin.post(
        live.server().entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/account");
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      batch.append(person("p" + i, FIRST[i % 7], LAST[i % 6] + i, i, "60012" + (1000 + i)));
    }
    for (int i = 60; i < 80; i++) { // enough to learn from what one person says twice
      batch.append(person("twin-" + i, FIRST[i % 7], LAST[i % 6] + i, i, "60012" + (1000 + i)));
    }
    // the same two people in another shop, with slips; and one that says too little
    batch.append(person("again-35", "ANA ", "Lúna35", 35, "+34 600121035"));
    batch.append(person("again-41", "Noa", "Lunna41", 41, "600121041"));
    batch.append("{\"type\":\"identify\",\"userId\":\"few\",\"traits\":{\"city\":\"León\"}}");
    live.post("/v1/batch", "{\"batch\":[" + batch + "]}");
    live.happens("last", "\"type\":\"page\",\"userId\":\"few\"");
  }

  private static String person(String id, String first, String last, int day, String phone) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{\"firstName\":\"%s\",\"lastName\":"
            + "\"%s\",\"birthday\":\"19%02d-0%d-1%d\",\"phone\":\"%s\",\"address\":{\"city\":"
            + "\"Madrid\",\"postalCode\":\"280%02d\"}}},",
        id,
        first,
        last,
        30 + day % 60,
        1 + day % 9,
        day % 10,
        phone,
        day % 50);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static HttpResponse<String> post(String path, String body) throws IOException {
    return program.send("POST", path, body, Map.of());
  }

  private static JsonNode found() throws IOException, InterruptedException {
    JsonNode answer = Program.json(program.get("/api/v1/suggestions"));
    for (int i = 0; i < 200 && answer.path("searching").asBoolean(); i++) {
      Thread.sleep(50);
      answer = Program.json(program.get("/api/v1/suggestions"));
    }
    return answer;
  }

  private static boolean names(JsonNode pair, String one, String other) {
    String all = pair.path("one_identifiers") + " " + pair.path("other_identifiers");
    return all.contains("\"" + one + "\"") && all.contains("\"" + other + "\"");
  }

  @Test
  void twoProfilesOfOnePerson_areSuggested_joinedByHandAlone_orRefusedForGood()
      throws IOException, InterruptedException {
    assertThat(post("/api/v1/suggestions", "{}").statusCode()).isEqualTo(202);
    JsonNode answer = found();

    assertThat(answer.path("profiles").asLong()).isEqualTo(143);
    assertThat(answer.path("compared").asLong()).as("a city says too little").isEqualTo(142);
    JsonNode pairs = answer.path("suggestions");
    assertThat(pairs).anyMatch(pair -> names(pair, "p35", "again-35"));
    assertThat(pairs).anyMatch(pair -> names(pair, "p41", "again-41"));
    JsonNode first = pairs.get(0);
    assertThat(first.path("probability").asDouble()).isBetween(0.5, 1.0);
    assertThat(first.path("reasons").path("phone").asDouble()).isPositive();
    assertThat(live.profile("user_id:p35").path("events").asLong()).as("not joined").isEqualTo(1);

    HttpResponse<String> page = admin.get("/suggestions");
    assertThat(TwoRuns.text(page.body()))
        .contains("likely to be one person", "user_id:again-35", "Lúna35", "clearly for");

    for (JsonNode pair : pairs) {
      if (names(pair, "p41", "again-41")) {
        admin.post(
            "/suggestions/refuse",
            Map.of("one", pair.path("one").asText(), "other", pair.path("other").asText()));
      }
    }
    assertThat(
            post("/api/v1/profiles/user_id:p35/identity/join", "{\"other\":\"user_id:again-35\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(post("/api/v1/suggestions", "{}").statusCode()).isEqualTo(202);
    assertThat(found().path("suggestions"))
        .noneMatch(pair -> names(pair, "p35", "again-35"))
        .noneMatch(pair -> names(pair, "p41", "again-41"));
    assertThat(post("/api/v1/suggestions/refuse", "{\"one\":\"x\",\"other\":\"y\"}").statusCode())
        .isEqualTo(404);
    assertThat(TwoRuns.text(admin.get("/platform").body()))
        .contains("said that two are two people");
  }
}
