// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person on pages: live, who it is, and what it allows. */
class PersonPagesTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  private static @TempDir Path home;
  private static LiveServer live;
  private static Browser admin;

  @BeforeAll
  static void start() throws IOException {
    live =
        LiveServer.ofOrders(
            home,
            "1,loyal,2024-03-01,40.00",
            "2,loyal,2024-05-01,60.00",
            "3,other,2024-06-01,10.00");
    admin = new Browser(live.server().address());
    admin.post(
        live.server().entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/account");
    live.happens(
        "a1",
        "\"type\":\"identify\",\"userId\":\"loyal\",\"anonymousId\":\"phone\",\"traits\":"
            + "{\"email\":\"ana@other.example\",\"city\":\"<b>Le\\u00f3n</b>\"},"
            + "\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":true}}}");
    live.happens(
        "a2",
        "\"type\":\"track\",\"userId\":\"loyal\",\"event\":\"Order Completed\",\"properties\":{"
            + "\"order_id\":\"N-1\",\"revenue\":25.5,\"currency\":\"EUR\"}");
    live.happens(
        "a3",
        "\"type\":\"track\",\"userId\":\"loyal\",\"event\":\"Products Searched\","
            + "\"properties\":{\"query\":\"blue lamp\"}");
    live.happens("b1", "\"type\":\"page\",\"anonymousId\":\"stranger\",\"name\":\"Sale\"");
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static String text(String path) throws IOException {
    HttpResponse<String> answer = admin.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return TwoRuns.text(answer.body());
  }

  @Test
  void customerOfTheRun_isShownLive_besideWhatTheRunSays() throws IOException {
    String page = text("/customers/loyal");

    assertThat(page)
        .contains("€100.00", "€125.50", "+€25.50 by orders", "Provisional", "N-1", "blue lamp")
        .contains("Days with purchases 2 3 Orders")
        .contains("anonymous_id", "phone", "ana@other.example", "León", "purpose:advertising");
    assertThat(admin.get("/customers/loyal").body()).doesNotContain("<b>León");
    assertThat(text("/customers/other")).doesNotContain("Now, beside the run");
  }

  @Test
  void personWhomNoRunKnows_hasAPage_thatTheSearchFinds() throws IOException {
    HttpResponse<String> answer = admin.get("/search?q=stranger");
    assertThat(answer.statusCode()).isEqualTo(303);
    String page = text(answer.headers().firstValue("Location").orElseThrow());

    assertThat(page).contains("1 event, and no purchase yet", "Sale");
    assertThat(text("/search/list?q=phone")).contains("anonymous_id");
    assertThat(text("/profiles/email:Ana@other.example")).contains("Worth €126");
    assertThat(admin.get("/profiles/email:no@body.example").statusCode()).isEqualTo(404);
    assertThat(admin.get("/profiles/none").statusCode()).isEqualTo(404);
  }

  @Test
  void people_areJoined_afterALook_andSeparated() throws IOException {
    live.happens("c1", "\"type\":\"page\",\"anonymousId\":\"kiosk\"");
    live.happens("c2", "\"type\":\"page\",\"userId\":\"walker\"");
    String look = "/profiles/user_id:walker/identity/change?change=join&one=user_id:walker&other=";

    assertThat(text(look + "anonymous_id:kiosk")).contains("2 people before, 1 after");
    assertThat(text("/profiles/anonymous_id:kiosk")).contains("1 event");
    assertThat(admin.get(look + "anonymous_id:nowhere").statusCode()).isEqualTo(422);
    admin.get(look + "anonymous_id:kiosk");
    Map<String, String> pair =
        Map.of("change", "join", "one", "user_id:walker", "other", "anonymous_id:kiosk");
    assertThat(admin.post("/profiles/user_id:walker/identity", pair).statusCode()).isEqualTo(303);
    assertThat(text("/profiles/anonymous_id:kiosk")).contains("2 events");
    assertThat(text("/profiles/user_id:walker/identity"))
        .contains("One person: user_id:walker, anonymous_id:kiosk", "by hand", "1 merge");

    admin.post(
        "/profiles/user_id:walker/identity",
        Map.of("change", "separate", "one", "user_id:walker", "other", "anonymous_id:kiosk"));
    assertThat(text("/profiles/anonymous_id:kiosk")).contains("1 event");
    assertThat(text("/profiles/user_id:walker/identity")).contains("Two people:", "until");
    assertThat(text("/platform")).contains("joined two people by hand");
  }

  @Test
  void consent_isWrittenOnThePage() throws IOException {
    text("/profiles/user_id:loyal");
    HttpResponse<String> answer =
        admin.post(
            "/profiles/user_id:loyal/consents",
            Map.of("kind", "channel", "name", "sms", "granted", "true"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(text("/profiles/user_id:loyal")).contains("channel:sms", "Consent Changed");
    assertThat(
            admin.post("/profiles/user_id:loyal/consents", Map.of("key", "nothing")).statusCode())
        .isEqualTo(422);
  }
}
