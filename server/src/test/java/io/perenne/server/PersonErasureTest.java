// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Contacts;
import io.perenne.server.storage.Decisions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is known of a person: handed out, and erased wherever it is kept. */
class PersonErasureTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final String PROFILES = "/api/v1/profiles/";

  private static @TempDir Path home;
  private static LiveServer live;
  private static Program admin;
  private static Described described;

  @BeforeAll
  static void start() throws IOException {
    live =
        LiveServer.ofOrders(
            home,
            "1,leaver-17,2024-03-01,40.00",
            "2,leaver-17,2024-05-01,60.00",
            "3,stayer-18,2024-06-01,10.00",
            "4,silent-19,2024-06-01,20.00");
    admin =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE));
    described = new Described(admin);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static void send(String id, String fields) throws IOException {
    live.post("/v1/batch", "{\"batch\":[{\"messageId\":\"" + id + "\"," + fields + "}]}");
  }

  private static JsonNode post(String who, String what) throws IOException {
    HttpResponse<String> answer = admin.send("POST", PROFILES + who + "/" + what, "", Map.of());
    described.require("POST", "/profiles/{identifier}/" + what, answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Program.json(answer);
  }

  /** Keeps a change of a profile that has become part of another since. */
  private static void told(String id, String userId) {
    String body =
        "{\"userId\":\"%1$s\",\"context\":{\"externalIds\":[{\"id\":\"%1$s\",\"type\":\"user_id\"}]}}"
            .formatted(userId);
    try (io.perenne.server.storage.Store store = store()) {
      store.write(
          in -> {
            Instant now = Instant.now();
            new Changes(in)
                .add(List.of(new Changes.Kept(0, id, "earlier", "Value Changed", now, now, body)));
            return true;
          });
    }
  }

  /** Keeps what was decided for somebody and shown. */
  private static void decided(String person) {
    Instant now = Instant.now();
    String answer = "{\"person\":\"%s\",\"touchpoint\":\"home-banner\"}".formatted(person);
    try (io.perenne.server.storage.Store store = store()) {
      store.write(
          in -> {
            new Decisions(in)
                .add(
                    new Decisions.Decision(
                        "d1",
                        person,
                        "home-banner",
                        now,
                        "shown",
                        Optional.of("win-back"),
                        1,
                        1,
                        "run",
                        "catalogue",
                        answer));
            return new Contacts(in)
                .add(
                    new Contacts.Contact(
                        "d1", person, now, "web", "win-back", "retain", 0, "open"));
          });
    }
  }

  private static io.perenne.server.storage.Store store() {
    return io.perenne.server.storage.Store.open(
        io.perenne.server.storage.DatabaseAddress.inHome(home), java.time.InstantSource.system());
  }

  /** Returns whether a word stands anywhere in the database or in a run. */
  private static boolean isKept(String word) throws IOException {
    RunDocument run = RunStore.of(home).list().get(0);
    if (Program.json(admin.get("/api/v1/runs/latest/customers?q=" + word))
        .at("/customers/0")
        .isObject()) {
      return true;
    }
    Path contract = RunStore.of(home).folder(run).resolve(run.files().get(RunStore.CONTRACT));
    if (Files.readString(contract).contains(word)) {
      return true;
    }
    Path copy = home.resolve("copy-" + System.nanoTime());
    try (io.perenne.server.storage.Store store = store()) {
      store.copyTo(copy); // without pages that are free
    }
    return new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1).contains(word);
  }

  @Test
  void person_isHandedOut_erased_andDoesNotComeBack() throws IOException {
    String identify =
        "\"type\":\"identify\",\"userId\":\"leaver-17\",\"anonymousId\":\"leaver-phone\","
            + "\"timestamp\":\"2026-05-01T10:00:00Z\",\"traits\":{\"email\":\"Leaver@Shop.example\"}";
    send("e1", identify);
    send("e2", "\"type\":\"track\",\"userId\":\"leaver-17\""); // no name: kept aside
    send("e3", "\"type\":\"page\",\"userId\":\"stayer-18\",\"anonymousId\":\"stayer-phone\"");
    send("e4", "\"type\":\"page\",\"anonymousId\":\"leaver-phone\"");
    assertThat(live.event("e4").path("stage").asText()).isEqualTo("applied");
    assertThat(isKept("leaver-17")).isTrue();

    decided("leaver-17");

    JsonNode all = post("user_id:leaver-17", "export");
    assertThat(all.at("/decisions/0/touchpoint").asText()).isEqualTo("home-banner");
    assertThat(all.at("/contacts/0/action").asText()).isEqualTo("win-back");
    assertThat(all.path("events")).hasSize(2);
    assertThat(all.path("kept_aside")).hasSize(1);
    assertThat(all.at("/runs/0/values/CustomerId").asText()).isEqualTo("leaver-17");
    assertThat(all.toString()).contains("Leaver@Shop.example").doesNotContain("stayer");
    HttpResponse<String> look = admin.get(PROFILES + "user_id:leaver-17/erasure");
    described.require("GET", "/profiles/{identifier}/erasure", look);
    assertThat(Program.json(look).at("/runs/0/customers/0").asText()).isEqualTo("leaver-17");

    told("t1", "leaver-17");
    told("t2", "LEAVER-17");

    JsonNode erasure = post("email:leaver@shop.example", "erasure");
    assertThat(erasure.at("/proof/events").asInt()).isEqualTo(2);
    assertThat(erasure.at("/proof/kept_aside").asInt()).isEqualTo(1);
    assertThat(erasure.at("/proof/identifiers/user_id").asInt()).isEqualTo(1);
    assertThat(erasure.toString()).doesNotContain("leaver");
    for (String word : new String[] {"leaver-17", "leaver-phone", "eaver@"}) {
      assertThat(isKept(word)).as(word).isFalse();
    }
    assertThat(isKept("LEAVER-17")).as("what was told of another").isTrue();
    assertThat(admin.get(PROFILES + "user_id:leaver-17").statusCode()).isEqualTo(404);
    assertThat(live.profile("user_id:stayer-18").path("events").asInt()).isEqualTo(1);
    assertThat(Program.json(admin.get("/api/v1/runs/latest/customers/stayer-18")).toString())
        .contains("stayer-18");

    send("e1", identify); // the same message again
    send("e9", identify); // an export that is read again
    send("e10", "\"type\":\"page\",\"userId\":\"leaver-17\""); // afterwards: a new person
    assertThat(live.event("e10").path("stage").asText()).isEqualTo("applied");
    assertThat(live.profile("user_id:leaver-17").path("events").asInt()).isEqualTo(1);
    assertThat(live.profile("user_id:leaver-17").path("value").isNull()).isTrue();
    HttpResponse<String> erasures = admin.get("/api/v1/erasures");
    described.require("GET", "/erasures", erasures);
    assertThat(Program.json(erasures).findValuesAsText("returned")).contains("2");
  }

  @Test
  void customerOfFilesAlone_isErasedOnThePage_afterALook() throws IOException {
    Browser browser = new Browser(live.server().address());
    browser.post(
        live.server().entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    browser.get("/account");
    assertThat(browser.get("/customers/silent-19").body())
        .contains("/profiles/user_id%3Asilent-19");

    assertThat(TwoRuns.text(browser.get("/profiles/user_id:silent-19/erasure").body()))
        .contains("0 events, and 1 row of 1 run", "Nothing has been erased yet");
    assertThat(browser.get("/customers/silent-19").statusCode()).isEqualTo(200);
    HttpResponse<String> file = browser.post("/profiles/user_id:silent-19/export", Map.of());
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).contains("person.json"));
    assertThat(file.body()).contains("silent-19");
    assertThat(browser.post("/profiles/user_id:silent-19/erasure", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(browser.get("/customers/silent-19").statusCode()).isEqualTo(404);
    assertThat(TwoRuns.text(browser.get("/erasures").body())).contains("sha256");
    assertThat(browser.post("/profiles/user_id:silent-19/erasure", Map.of()).statusCode())
        .isEqualTo(422);
    assertThat(TwoRuns.text(browser.get("/platform").body())).contains("erased a person");
  }

  @Test
  void erasure_isNotForThoseWhoOnlyLook() throws IOException {
    Program operator =
        new Program(
            live.server().address(), Program.key(home, Permission.READ, Permission.CUSTOMERS));

    for (String path : Stream.of("erasures", "profiles/user_id:x/erasure").toList()) {
      assertThat(operator.get("/api/v1/" + path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(operator.send("POST", PROFILES + "user_id:x/erasure", "", Map.of()).statusCode())
        .isEqualTo(403);
    assertThat(admin.get(PROFILES + "user_id:nobody-at-all/erasure").statusCode()).isEqualTo(404);
  }
}
