// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of tracking libraries, as they speak it. */
class CollectorTest {
  private static final String TRACK =
      "{\"messageId\":\"%s\",\"userId\":\"u-%s\",\"event\":\"Product Viewed\",\"type\":\"track\"}";

  private static @TempDir Path home;
  private static LiveServer live;

  @BeforeAll
  static void start() {
    live = new LiveServer(home, new CollectorOptions(Optional.of("/px"), true));
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String track(String id) {
    return TRACK.formatted(id, id);
  }

  private interface Compression {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] compressed(String text, Compression compression) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (OutputStream out = compression.over(all)) {
      out.write(bytes(text));
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/track",
        "/v1/track/",
        "/v1/t",
        "/v1/t/",
        "/v1/batch",
        "/v1/import/",
        "/v1/b",
        "/beacon/v1/batch",
        "/api/s/track",
        "/api/s/s2s/track",
        "/px/t",
        "/px/v1/batch"
      })
  void everyAddress_takesAnEvent(String path) throws IOException {
    String id = "at" + path.replace('/', '-');
    boolean batch = path.matches(".*/(batch|b|import)/?");
    HttpResponse<String> answer =
        live.post(path, batch ? "{\"batch\":[" + track(id) + "]}" : track(id));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(live.event(id).path("stage").asText()).isEqualTo("applied");
  }

  @Test
  void answer_isNumberedGuardedAndMeasured_likeThatOfAPage() throws IOException {
    HttpResponse<String> answer = live.post("/v1/track", track("numbered"));

    assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
    HttpResponse<String> page = live.program().get("/sign-in");
    for (String each : List.of("Content-Security-Policy", "X-Content-Type-Options")) {
      assertThat(answer.headers().firstValue(each))
          .as(each)
          .isEqualTo(page.headers().firstValue(each))
          .isPresent();
    }
    assertThat(live.program().get("/metrics").body())
        .contains(
            "perenne_http_requests_seconds_count{method=\"POST\",route=\"/v1/{call}\",status=\"200\"}");
  }

  @Test
  void typeOfTheAddress_isTheTypeOfTheEvent() throws IOException {
    live.post(
        "/v1/i", "{\"messageId\":\"typed\",\"userId\":\"typed\",\"traits\":{\"Plan\":\"gold\"}}");

    assertThat(live.event("typed").path("what").asText()).isEqualTo("identify");
    assertThat(live.profile("user_id:typed").path("traits").path("Plan").asText())
        .isEqualTo("gold");
  }

  @Test
  void writeKey_isFoundWhereverAProgramPutsIt() throws IOException {
    Consumer<HttpResponse<String>> taken = answer -> assertThat(answer.statusCode()).isEqualTo(200);
    String inBody = track("key-body").replaceFirst("\\{", "{\"writeKey\":\"" + live.key() + "\",");
    String masked = track("key-5").replaceFirst("\\{", "{\"writeKey\":\"id:***\",");
    String without = Base64.getEncoder().encodeToString(bytes(live.key()));

    taken.accept(live.post("/v1/track", bytes(inBody), Map.of()));
    taken.accept(
        live.post("/v1/track", bytes(inBody), Map.of("Authorization", "Bearer of-something-else")));
    taken.accept(
        live.post("/v1/track", bytes(track("key-2")), Map.of("Authorization", "Basic " + without)));
    taken.accept(
        live.post("/v1/track", bytes(track("key-3")), Map.of("X-Write-Key", "id:" + live.key())));
    taken.accept(
        live.post("/api/s/track", bytes(masked), Map.of("X-Write-Key", "id:" + live.key())));
    taken.accept(live.post("/v1/track?writeKey=" + live.key(), bytes(track("key-4")), Map.of()));

    assertThat(live.event("key-body").path("message").has("writeKey")).isFalse();
    for (String id : List.of("key-2", "key-3", "key-4", "key-5")) {
      assertThat(live.event(id).path("stage").asText()).as(id).isEqualTo("applied");
    }
  }

  @Test
  void keyThatIsWrong_missing_orContradictsAnother_isRefused() throws IOException {
    String inBody = track("wrong").replaceFirst("\\{", "{\"writeKey\":\"another\",");

    assertThat(live.post("/v1/track", bytes(track("wrong")), Map.of()).statusCode()).isEqualTo(401);
    assertThat(live.post("/v1/track", bytes(inBody), Map.of()).statusCode()).isEqualTo(401);
    assertThat(live.post("/v1/track", inBody).statusCode()).isEqualTo(401);
    assertThat(live.event("wrong").path("status").asInt()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=UTF-8",
        "text/plain",
        "application/x-www-form-urlencoded",
        "image/png"
      })
  void contentType_isIgnored_compressedOrNot(String type) throws IOException {
    String id = "of-" + type.replaceAll("\\W", "");
    Map<String, String> headers =
        Map.of(
            "Authorization",
            LiveServer.basic(live.key()).get("Authorization"),
            "Content-Type",
            type);
    Map<String, String> zipped = new java.util.HashMap<>(headers);
    zipped.put("Content-Encoding", "gzip");

    assertThat(live.post("/v1/t", bytes(track(id)), headers).statusCode()).isEqualTo(200);
    assertThat(
            live.post("/v1/t", compressed(track(id + "z"), GZIPOutputStream::new), zipped)
                .statusCode())
        .isEqualTo(200);
    assertThat(live.event(id).path("stage").asText()).isEqualTo("applied");
    assertThat(live.event(id + "z").path("stage").asText()).isEqualTo("applied");
  }

  @Test
  void deflate_isTakenWithItsHeaderAndWithout() throws IOException {
    Map<String, String> headers = new java.util.HashMap<>(LiveServer.basic(live.key()));
    headers.put("Content-Encoding", "deflate");

    assertThat(
            live.post("/v1/t", compressed(track("zlib"), DeflaterOutputStream::new), headers)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            live.post(
                    "/v1/t",
                    compressed(
                        track("raw"), out -> new DeflaterOutputStream(out, new Deflater(9, true))),
                    headers)
                .statusCode())
        .isEqualTo(200);
    assertThat(live.event("zlib").path("stage").asText()).isEqualTo("applied");
    assertThat(live.event("raw").path("stage").asText()).isEqualTo("applied");
  }

  @Test
  void bodyThatIsTooLarge_broken_orTooDeep_is400() throws IOException {
    Map<String, String> zipped = new java.util.HashMap<>(LiveServer.basic(live.key()));
    zipped.put("Content-Encoding", "gzip");
    byte[] bomb = compressed(" ".repeat(20_000_000), GZIPOutputStream::new);

    assertThat(live.post("/v1/t", bomb, zipped).statusCode()).isEqualTo(400);
    assertThat(live.post("/v1/t", " ".repeat(600_000)).statusCode()).isEqualTo(400);
    assertThat(live.post("/v1/t", new byte[] {31, -117, 8, 0, 1, 2, 3}, zipped).statusCode())
        .isEqualTo(400);
    for (String body :
        List.of(
            "", "{", "[]", "null", "7", "{\"a\":1} 2", "[".repeat(9000), "{\"a\":".repeat(40))) {
      assertThat(live.post("/v1/t", body).statusCode()).as(body).isEqualTo(400);
    }
    String events = String.join(",", java.util.Collections.nCopies(2501, "{}"));
    assertThat(live.post("/v1/batch", "{\"batch\":[" + events + "]}").statusCode()).isEqualTo(400);
    assertThat(live.post("/v1/nothing", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void whatABatchShares_belongsToEachEvent_andTheClockIsCorrected() throws IOException {
    String body =
        """
        {"context": {"library": {"name": "analytics-java"}, "ip": "10.0.1.1"},
         "integrations": {"All": true}, "sentAt": "2001-01-01T00:10:00Z",
         "batch": [{"type": "track", "event": "Cart Viewed", "messageId": "shared", "anonymousId": "a",
                    "timestamp": "2001-01-01T00:00:00Z", "context": {"ip": "10.0.2.2"}}]}
        """;
    java.time.Instant before = java.time.Instant.now();
    assertThat(live.post("/v1/import", body).statusCode()).isEqualTo(200);
    JsonNode event = live.event("shared");

    assertThat(event.at("/message/context/library/name").asText()).isEqualTo("analytics-java");
    assertThat(event.at("/message/context/ip").asText()).isEqualTo("10.0.2.0");
    assertThat(event.at("/message/integrations/All").asBoolean()).isTrue();
    assertThat(event.at("/message/sentAt").asText()).isEqualTo("2001-01-01T00:10:00Z");
    assertThat(java.time.Instant.parse(event.path("happened").asText()))
        .isBetween(before.minusSeconds(601), java.time.Instant.now().minusSeconds(599));
  }

  @Test
  void whatComes_isCounted_andHowLongItTook() throws IOException {
    live.post("/v1/track", track("counted"));
    live.post("/v1/track", track("counted"));
    live.post("/v1/track", "{\"messageId\":\"counted-aside\"}");
    live.post("/v1/track", "no JSON");
    live.post("/v1/track", bytes(track("counted-no-key")), LiveServer.basic("unknown"));
    live.event("counted");

    String metrics = live.program().get("/metrics").body();

    for (String outcome : List.of("stored", "duplicate", "quarantined")) {
      assertThat(metrics)
          .containsPattern("perenne_events_total\\{outcome=\"" + outcome + "\"\\} [1-9]");
    }
    for (String reason : List.of("key", "form")) {
      assertThat(metrics)
          .containsPattern(
              "perenne_event_requests_refused_total\\{reason=\"" + reason + "\"\\} [1-9]");
    }
    assertThat(metrics)
        .containsPattern("perenne_events_commit_seconds_count [1-9]")
        .contains(
            "perenne_event_requests_refused_total{reason=\"overload\"} 0.0",
            "perenne_event_requests_waiting 0.0",
            "perenne_events_commit_seconds_bucket{le=\"0.005\"}",
            "perenne_profiles_lag_events 0.0",
            "perenne_profiles_lag_seconds 0.0");
  }

  @Test
  void eventThatComesTwice_countsOnce() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(live.post("/v1/t", track("twice")).statusCode()).isEqualTo(200);
    }
    assertThat(
            live.post("/v1/b", "{\"batch\":[" + track("twice") + "," + track("twice") + "]}")
                .statusCode())
        .isEqualTo(200);
    live.event("twice");

    assertThat(live.profile("user_id:u-twice").path("events").asInt()).isEqualTo(1);
  }

  @Test
  void messageThatIsNoEvent_isKeptAsideWithTheReason_theOthersOfItsBatchAreTaken()
      throws IOException {
    String large = "x".repeat(40_000);
    String body =
        """
        {"batch": [
          {"type": "track", "messageId": "bad-1", "userId": "u"},
          {"type": "track", "messageId": "bad-2", "event": "Product Viewed"},
          {"type": "track", "messageId": "bad-3", "userId": "u", "event": "Order Completed"},
          {"type": "track", "messageId": "bad-4", "userId": "u", "event": "A", "timestamp": "today"},
          {"type": "dance", "messageId": "bad-5", "userId": "u"},
          {"type": "track", "messageId": "bad-6", "userId": "u", "event": "%s"},
          7, null, "text",
          %s]}
        """
            .formatted(large, track("good"));
    assertThat(live.post("/v1/batch", body).statusCode()).isEqualTo(200);

    assertThat(live.event("good").path("stage").asText()).isEqualTo("applied");
    List<String> reasons =
        List.of(
            "no_event_name",
            "no_user_anon_id",
            "no_order_id",
            "invalid_timestamp",
            "no_type",
            "event_too_large");
    for (int i = 0; i < reasons.size(); i++) {
      JsonNode event = live.event("bad-" + (i + 1));
      assertThat(event.path("stage").asText()).isEqualTo("quarantined");
      assertThat(event.path("what").asText()).isEqualTo(reasons.get(i));
      assertThat(event.path("detail").asText()).isNotBlank();
    }
    assertThat(live.event("bad-6").at("/message/event").asText()).isEqualTo(large);
  }

  @Test
  void browserOfAnotherSite_maySend() throws IOException {
    HttpResponse<String> asked =
        live.send(
            "OPTIONS",
            "/v1/t",
            new byte[0],
            Map.of(
                "Origin", "https://shop.example",
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "authorization,content-type"));

    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
    assertThat(asked.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("authorization,content-type");
    Map<String, String> headers = new java.util.HashMap<>(LiveServer.basic(live.key()));
    headers.put("Origin", "https://shop.example");
    headers.put("Sec-Fetch-Site", "cross-site");
    HttpResponse<String> sent = live.post("/v1/t", bytes(track("cross")), headers);
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
  }

  @Test
  void image_isAlwaysSent_andCountsWhenItCan() throws IOException {
    String json = track("pixel").replaceFirst("\\{", "{\"writeKey\":\"" + live.key() + "\",");
    String data = Base64.getUrlEncoder().encodeToString(bytes(json));
    for (String query :
        List.of(
            "?data=" + data,
            "?writeKey="
                + live.key()
                + "&userId=mail&event=Email+Opened&messageId=flat"
                + "&properties.subject=Sale&properties.campaign_name=May",
            "?data=%%%",
            "?data=abc",
            "",
            "?a.b.c.d=1")) {
      int status =
          query.contains("%%%")
              ? 0
              : live.send("GET", "/v1/pixel/track" + query, new byte[0], Map.of()).statusCode();
      assertThat(status).as(query).isIn(0, 200);
    }
    HttpResponse<String> image =
        live.send("GET", "/v1/pixel/dance?data=" + data, new byte[0], Map.of());
    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/gif");
    assertThat(image.body()).startsWith("GIF89a");

    assertThat(live.event("pixel").path("stage").asText()).isEqualTo("applied");
    assertThat(live.event("flat").at("/message/properties/subject").asText()).isEqualTo("Sale");
  }

  @Test
  void libraryOfABrowser_findsItsSettings() throws IOException {
    JsonNode settings =
        Program.json(
            live.send("GET", "/px/projects/" + live.key() + "/settings", new byte[0], Map.of()));

    assertThat(settings.at("/integrations/Segment.io/apiHost").asText())
        .isEqualTo("127.0.0.1:" + live.server().port() + "/px");
    assertThat(settings.at("/integrations/Segment.io/protocol").asText()).isEqualTo("http");
    assertThat(
            live.send("GET", "/v1/projects/unknown/settings", new byte[0], Map.of()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void keyThatWasReplaced_countsUntilItsEnd_andADisabledSourceNotAtAll() throws Exception {
    String old;
    String gone;
    String off;
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      WriteKeys keys = new WriteKeys(store, InstantSource.system(), new SecureRandom());
      old = keys.add(LiveServer.ANA, "till");
      keys.rotate(LiveServer.ANA, "till", Duration.ofHours(1));
      gone = keys.add(LiveServer.ANA, "app");
      keys.rotate(LiveServer.ANA, "app", Duration.ZERO);
      off = keys.add(LiveServer.ANA, "mail");
      keys.disable(LiveServer.ANA, "mail", true);
    }
    Thread.sleep(1100); // keys are remembered for a second

    assertThat(live.post("/v1/t", bytes(track("old")), LiveServer.basic(old)).statusCode())
        .isEqualTo(200);
    assertThat(live.post("/v1/t", bytes(track("gone")), LiveServer.basic(gone)).statusCode())
        .isEqualTo(401);
    assertThat(live.post("/v1/t", bytes(track("off")), LiveServer.basic(off)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void textThatNoDatabaseKeeps_isKeptWithoutIt() throws IOException {
    String body =
        "{\"messageId\":\"odd\",\"userId\":\"a\\u0000b\",\"event\":\"\\ud800 Viewed\",\"type\":\"track\"}";

    assertThat(live.post("/v1/t", body).statusCode()).isEqualTo(200);
    assertThat(live.event("odd").path("what").asText()).isEqualTo("track \uFFFD Viewed");
  }
}
