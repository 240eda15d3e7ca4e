// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Permission;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a person is and what the person allows, as programs see and change it. */
class PersonApiTest {
  private static @TempDir Path home;
  private static LiveServer live;
  private static Program operator;
  private static Described described;

  @BeforeAll
  static void start() throws IOException {
    live =
        LiveServer.ofOrders(
            home,
            "1,web,2024-03-01,40.00",
            "2,web,2024-05-01,60.00",
            "3,shop,2024-06-01,200.00",
            "4,third,2024-06-01,20.00");
    operator =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE));
    described = new Described(operator);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static void page(String id, String who) throws IOException {
    live.happens(id, "\"type\":\"page\"," + who);
  }

  private static HttpResponse<String> post(String who, String what, String body)
      throws IOException {
    HttpResponse<String> answer =
        operator.send("POST", "/api/v1/profiles/" + who + "/" + what, body, Map.of());
    described.require("POST", "/profiles/{identifier}/" + what, answer);
    return answer;
  }

  private static JsonNode get(String who, String what) throws IOException {
    HttpResponse<String> answer = operator.get("/api/v1/profiles/" + who + "/" + what);
    described.require("GET", "/profiles/{identifier}/" + what, answer);
    return Program.json(answer);
  }

  private static List<String> audited() {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      return store.read(
          in -> new Audit(in).newest(9).stream().map(each -> each.what() + " " + each).toList());
    }
  }

  @Test
  void twoAccounts_areJoinedByHand_afterALook_andSeparatedAgain() throws IOException {
    page("j1", "\"userId\":\"web\",\"anonymousId\":\"laptop\"");
    page("j2", "\"userId\":\"shop\",\"anonymousId\":\"till\"");
    live.happens(
        "j3",
        "\"type\":\"track\",\"userId\":\"web\",\"event\":\"Subscribed\","
            + "\"properties\":{\"channel\":\"email\"}");
    live.happens("j4", "\"type\":\"track\",\"userId\":\"shop\",\"event\":\"Unsubscribed\"");
    String web = live.profile("user_id:web").path("id").asText();
    String shop = live.profile("user_id:shop").path("id").asText();

    JsonNode look =
        Program.json(
            post(
                "anonymous_id:laptop",
                "identity/join",
                "{\"other\":\"user_id:shop\",\"preview\":true}"));
    assertThat(look.path("done").asBoolean()).isFalse();
    assertThat(look.path("before").findValuesAsText("id")).contains(web, shop);
    assertThat(look.path("after")).hasSize(1);
    assertThat(look.at("/after/0/consents/channel:email").asBoolean()).as("strictest").isFalse();
    assertThat(live.profile("user_id:shop").path("id").asText()).isEqualTo(shop);

    JsonNode joined =
        Program.json(post("anonymous_id:laptop", "identity/join", "{\"other\":\"user_id:shop\"}"));
    assertThat(joined.at("/after/0/identifiers")).isEqualTo(look.at("/after/0/identifiers"));
    assertThat(joined.at("/after/0/value/customer_id").asText()).isEqualTo("shop");
    assertThat(joined.at("/after/0/value/other_customer_ids/0").asText())
        .as("the run knows two, and one of them counts")
        .isEqualTo("web");
    assertThat(joined.at("/after/0/value/exact").asBoolean()).isFalse();
    JsonNode one = live.profile("anonymous_id:till");
    assertThat(one.path("id").asText()).isEqualTo(web);
    assertThat(one.path("events").asInt()).isEqualTo(4);
    page("j5", "\"userId\":\"shop\",\"anonymousId\":\"tablet\"");
    assertThat(live.profile("anonymous_id:tablet").path("id").asText()).isEqualTo(web);
    JsonNode identity = get("user_id:web", "identity");
    assertThat(identity.at("/merges/0/by_hand").asBoolean()).isTrue();
    assertThat(identity.at("/verdicts/0/same").asBoolean()).isTrue();
    assertThat(post("user_id:web", "identity/join", "{\"other\":\"user_id:shop\"}").statusCode())
        .isEqualTo(422);

    post(
        "user_id:web", "identity/separate", "{\"one\":\"user_id:web\",\"other\":\"user_id:shop\"}");
    assertThat(live.profile("user_id:web").path("id").asText()).isEqualTo(web);
    assertThat(live.profile("user_id:shop").path("id").asText()).isEqualTo(shop);
    assertThat(live.profile("user_id:shop").path("events").asInt()).as("its own").isEqualTo(3);
    assertThat(live.profile("user_id:web").at("/consents/channel:email").asBoolean()).isTrue();
    assertThat(get("user_id:web", "identity").at("/verdicts/0/undone").isNull()).isFalse();
    assertThat(String.join("\n", audited()))
        .contains("identity.join", "identity.separate", web)
        .doesNotContain("laptop");
  }

  @Test
  void mergeOfAnEvent_isUndone_staysUndone_andEventsGoBack() throws IOException {
    page("m1", "\"anonymousId\":\"kitchen\"");
    page("m2", "\"userId\":\"guest-9\",\"anonymousId\":\"phone\"");
    page("m3", "\"userId\":\"guest-9\",\"anonymousId\":\"kitchen\"");
    JsonNode merge = get("user_id:guest-9", "identity").at("/merges/0");
    assertThat(merge.path("event").asText()).isEqualTo("m3");
    String pair =
        "{\"one\":\"%s:%s\",\"other\":\"%s:%s\"}"
            .formatted(
                merge.at("/one/type").asText(),
                merge.at("/one/value").asText(),
                merge.at("/other/type").asText(),
                merge.at("/other/value").asText());

    assertThat(post("user_id:guest-9", "identity/separate", pair).statusCode()).isEqualTo(200);
    assertThat(live.profile("anonymous_id:kitchen").path("events").asInt()).isEqualTo(1);
    assertThat(live.profile("user_id:guest-9").path("events").asInt()).isEqualTo(2);
    page("m4", "\"userId\":\"guest-9\",\"anonymousId\":\"kitchen\"");
    assertThat(live.event("m4").path("profile"))
        .isEqualTo(live.profile("user_id:guest-9").path("id"));
    assertThat(live.profile("anonymous_id:kitchen").path("events").asInt()).isEqualTo(1);
    assertThat(get("user_id:guest-9", "identity").at("/refusals/0/kind").asText())
        .isEqualTo("separated");
    JsonNode before = live.profile("user_id:guest-9");
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      new ProfileWriter(store, IdentityRules.standard()).rebuild();
    }
    assertThat(live.profile("user_id:guest-9")).as("a rebuild forgets no word").isEqualTo(before);
    assertThat(
            post("user_id:guest-9", "identity/separate", pair.replace("kitchen", "nobody"))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void consent_isWritten_theLatestByItsTimeCounts_andItsHistoryStays() throws IOException {
    live.happens(
        "c1",
        "\"type\":\"page\",\"userId\":\"third\",\"timestamp\":\"2026-05-01T10:00:00Z\","
            + "\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":true}}}");
    String key = "\"key\":\"purpose:advertising\",";

    JsonNode after =
        Program.json(post("user_id:third", "consents", "{" + key + "\"granted\":false}"));
    assertThat(after.at("/consents/purpose:advertising").asBoolean()).isFalse();
    assertThat(after.path("history")).hasSize(2);
    assertThat(after.at("/history/1/granted").asBoolean()).as("Segment's object").isTrue();
    JsonNode late =
        Program.json(
            post(
                "user_id:third",
                "consents",
                "{" + key + "\"granted\":true,\"at\":\"2026-06-01T00:00:00Z\"}"));
    assertThat(late.at("/consents/purpose:advertising").asBoolean()).as("said before").isFalse();
    assertThat(late.path("history")).hasSize(3);
    assertThat(get("user_id:third", "consents")).isEqualTo(late);
    for (String wrong :
        List.of(
            "{\"key\":\"all\",\"granted\":true}",
            "{\"key\":\"channel:email\"}",
            "{" + key + "\"granted\":true,\"at\":\"9999-01-01T00:00:00Z\"}")) {
      assertThat(post("user_id:third", "consents", wrong).statusCode()).as(wrong).isEqualTo(422);
    }
    assertThat(String.join("\n", audited())).contains("consent.write");
  }

  @Test
  void programThatOnlyReads_changesNobody() throws IOException {
    page("p1", "\"userId\":\"still\"");
    for (String each : List.of("identity/join", "identity/separate", "consents")) {
      assertThat(
              live.program()
                  .send("POST", "/api/v1/profiles/user_id:still/" + each, "{}", Map.of())
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(operator.get("/api/v1/profiles/user_id:unseen/identity").statusCode())
        .isEqualTo(404);
  }
}
