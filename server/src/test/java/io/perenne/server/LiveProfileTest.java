// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.server.account.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From events to one profile, as programs see it. */
class LiveProfileTest {
  private static @TempDir Path home;
  private static LiveServer live;

  @BeforeAll
  static void start() {
    live = new LiveServer(home);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static void send(String id, String fields) throws IOException {
    assertThat(
            live.post("/v1/batch", "{\"batch\":[{\"messageId\":\"" + id + "\"," + fields + "}]}")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void visitorWhoSignsIn_isOneProfile_withWhatWasDoneBefore() throws IOException {
    send("v1", "\"type\":\"page\",\"anonymousId\":\"browser\",\"properties\":{\"path\":\"/sale\"}");
    send(
        "v2",
        "\"type\":\"track\",\"anonymousId\":\"till\",\"userId\":\"7\",\"event\":\"Cart Viewed\"");
    live.event("v1");
    String before = live.profile("anonymous_id:browser").path("id").asText();
    send(
        "v3",
        "\"type\":\"identify\",\"anonymousId\":\"browser\",\"userId\":\"7\","
            + "\"traits\":{\"email\":\" Ana@Shop.example\",\"first_name\":\"Ana\"}");
    JsonNode event = live.event("v3");
    JsonNode profile = live.profile("email:ana@shop.example");

    assertThat(event.at("/decisions/0/kind").asText()).isEqualTo("merged");
    assertThat(event.path("profile")).isEqualTo(profile.path("id"));
    assertThat(profile.path("id").asText()).isEqualTo(before);
    assertThat(profile.path("events").asInt()).isEqualTo(3);
    assertThat(profile.path("identifiers").findValuesAsText("type"))
        .containsExactly("anonymous_id", "anonymous_id", "email", "user_id");
    assertThat(profile.at("/live/pages/0/path").asText()).isEqualTo("/sale");
    assertThat(profile.at("/traits/first_name").asText()).isEqualTo("Ana");
    for (String each : new String[] {"user_id:7", "anonymous_id:till", "profile:" + before}) {
      assertThat(live.profile(each)).as(each).isEqualTo(profile);
    }
  }

  @Test
  void orderThatIsRefundedInPart_countsForTheRest() throws IOException {
    send(
        "o1",
        "\"type\":\"track\",\"userId\":\"buyer\",\"event\":\"Order Completed\",\"properties\":{"
            + "\"order_id\":\"1001\",\"revenue\":100,\"currency\":\"eur\"}");
    send(
        "o2",
        "\"type\":\"track\",\"userId\":\"buyer\",\"event\":\"Order Refunded\",\"properties\":{"
            + "\"order_id\":\"1001\",\"total\":30.5}");
    live.event("o2");
    JsonNode order = live.profile("user_id:buyer").at("/orders/0");

    assertThat(order.path("id").asText()).isEqualTo("1001");
    assertThat(order.path("amount").asDouble()).isEqualTo(69.5);
    assertThat(order.path("refunded").asDouble()).isEqualTo(30.5);
    assertThat(order.path("currency").asText()).isEqualTo("EUR");
  }

  @Test
  void customerOfTheRun_isWorthWhatItSays_andMoreWithAnOrderSince() throws IOException {
    RunDocument run =
        ServedHome.run(
            home,
            RunConfiguration.defaults().with("model", "none").with("currency", "EUR"),
            "2024-12-31",
            Files.writeString(
                home.resolve("orders.csv"),
                """
                order,customer,date,amount
                1,loyal,2024-03-01,40.00
                2,loyal,2024-05-01,60.00
                3,other,2024-06-01,10.00
                4,ana@other.example,2024-06-01,20.00
                5,tablet,2024-06-01,30.00
                """));
    send(
        "l1",
        "\"type\":\"identify\",\"userId\":\"loyal\",\"anonymousId\":\"phone\","
            + "\"traits\":{\"email\":\"ana@other.example\"}");
    live.event("l1");
    JsonNode before = live.profile("anonymous_id:phone").path("value");

    assertThat(before.path("run_id").asText()).isEqualTo(run.runId());
    assertThat(before.path("customer_id").asText()).isEqualTo("loyal");
    assertThat(before.path("value").asDouble()).isEqualTo(100);
    assertThat(before.path("last_purchase").asText()).isEqualTo("2024-05-01");
    assertThat(before.path("provisional").asBoolean()).isTrue();

    send(
        "l2",
        "\"type\":\"track\",\"userId\":\"loyal\",\"event\":\"Order Completed\",\"properties\":{"
            + "\"order_id\":\"new\",\"revenue\":25.5,\"currency\":\"EUR\"}");
    live.event("l2");
    JsonNode after = live.profile("anonymous_id:phone").path("value");

    assertThat(after.path("spent").asDouble()).isEqualTo(125.5);
    assertThat(after.path("silence_days").asInt()).isZero();
    assertThat(after.path("purchase_days").asInt()).isEqualTo(3);
    JsonNode change = newestChange("user_id:loyal", "purchase");
    assertThat(change.path("event").asText()).isIn("Segment Changed", "Value Changed");
    assertThat(change.at("/message/userId").asText()).isEqualTo("loyal");
    assertThat(Program.json(live.program().get("/api/v1/changes?limit=1000")).path("changes"))
        .contains(change);
    send("l3", "\"type\":\"page\",\"anonymousId\":\"tablet\"");
    live.event("l3");
    assertThat(live.profile("anonymous_id:tablet").path("value").isNull()).isTrue();
  }

  /** A server that runs finds it by itself, within seconds. */
  private static JsonNode newestChange(String identifier, String cause) throws IOException {
    for (int i = 0; i < 200; i++) {
      JsonNode change = live.profile(identifier).at("/changes/0");
      if (change.at("/message/properties/cause").asText().equals(cause)) {
        return change;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    throw new IOException("no change by " + cause + ": " + live.profile(identifier));
  }

  @Test
  void deviceOfTwoPeople_isNeitherOfThem() throws IOException {
    send("s1", "\"type\":\"identify\",\"anonymousId\":\"sofa\",\"userId\":\"mum\"");
    send("s2", "\"type\":\"identify\",\"anonymousId\":\"sofa\",\"userId\":\"dad\"");
    send("s3", "\"type\":\"page\",\"anonymousId\":\"sofa\"");
    live.event("s3");

    assertThat(live.profile("user_id:mum").path("id"))
        .isNotEqualTo(live.profile("user_id:dad").path("id"));
    assertThat(live.event("s3").path("profile"))
        .isEqualTo(live.profile("anonymous_id:sofa").path("id"));
    assertThat(live.profile("user_id:mum").path("events").asInt()).isEqualTo(1);
    assertThat(live.event("s2").at("/decisions/0/kind").asText()).isEqualTo("shared");
  }

  @Test
  void eventOfNobody_isKept() throws IOException {
    send("n1", "\"type\":\"track\",\"userId\":\"guest\",\"event\":\"Cart Viewed\"");

    assertThat(live.event("n1").path("stage").asText()).isEqualTo("nobody");
  }

  @Test
  void program_needsTheRightToSeeCustomers() throws IOException {
    Program totals = new Program(live.server().address(), Program.key(home, Permission.READ));

    assertThat(totals.get("/api/v1/profiles/user_id:7").statusCode()).isEqualTo(403);
    assertThat(totals.get("/api/v1/events/v1").statusCode()).isEqualTo(403);
    assertThat(live.program().get("/api/v1/profiles/user_id:none").statusCode()).isEqualTo(404);
    assertThat(live.program().get("/api/v1/profiles/none").statusCode()).isEqualTo(404);
  }

  @Test
  void merge_joinsWhatItNames_butNoTwoWhoHaveSignedIn() throws IOException {
    live.happens("m-1", "\"type\":\"identify\",\"userId\":\"alex\"");
    live.happens(
        "m-2",
        "\"type\":\"track\",\"event\":\"Called\",\"anonymousId\":\"tablet\",\"context\":"
            + "{\"traits\":{\"phone\":\"+1-202-555-0146\"}}");
    live.happens("m-3", "\"type\":\"identify\",\"userId\":\"victim\"");
    assertThat(
            live.post(
                    "/v1/merge",
                    """
                    {"messageId": "m-4", "userId": "alex", "mergeProperties": [
                      {"type": "mobile", "value": "+1-202-555-0146"},
                      {"type": "user_id", "value": "victim"}]}
                    """)
                .statusCode())
        .isEqualTo(200);

    assertThat(live.event("m-4").path("what").asText()).isEqualTo("merge");
    JsonNode alex = live.profile("user_id:alex");
    assertThat(live.profile("anonymous_id:tablet").path("id")).isEqualTo(alex.path("id"));
    assertThat(live.profile("user_id:victim").path("id")).isNotEqualTo(alex.path("id"));
  }
}
