// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.segment.analytics.Analytics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published libraries of Segment, RudderStack and Jitsu, unmodified and with their own
 * defaults: told where the server is and which key to use, nothing else.
 */
@ExtendWith(InBrowser.class)
class ClientLibrariesTest {
  private static final String WRONG = "00000000000000000000000000000000";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static @TempDir Path folder;
  private static Program.Served server;
  private static String writeKey;
  private static String readKey;

  @BeforeAll
  static void start(Chromium chromium) throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    server = Program.serve(home, folder.resolve("serve.log"));
    writeKey = Program.addSource(home, "web");
    Page page = chromium.open(Chromium.Screen.of("en"));
    Chromium.welcome(page, server);
    readKey = new Visit(page, server).addKey("crm");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void segmentForJava_isTakenUnmodified() throws IOException, InterruptedException {
    assertThat(segment(writeKey, "ana-segment-java", "S-1")).isEqualTo(List.of("", "", ""));

    requireOnce("ana-segment-java", "S-1");
    assertThat(segment(WRONG, "eva-segment-java", "S-2"))
        .as("given up, not tried for hours")
        .hasSize(3)
        .allSatisfy(error -> assertThat(error).contains("invalid write key"));
    assertThat(profile("eva-segment-java").statusCode()).isEqualTo(404);
  }

  private static List<String> segment(String key, String user, String order)
      throws IOException, InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Analytics analytics =
        Analytics.builder(key)
            .endpoint(server.address())
            .callback(
                new com.segment.analytics.Callback() {
                  @Override
                  public void success(com.segment.analytics.messages.Message message) {
                    told.add("");
                  }

                  @Override
                  public void failure(
                      com.segment.analytics.messages.Message message, Throwable error) {
                    told.add(String.valueOf(error));
                  }
                })
            .build();
    analytics.enqueue(
        com.segment.analytics.messages.IdentifyMessage.builder()
            .userId(user)
            .traits(Shop.traits(user)));
    analytics.enqueue(
        com.segment.analytics.messages.TrackMessage.builder("Product Viewed")
            .userId(user)
            .properties(Shop.viewed()));
    analytics.enqueue(
        com.segment.analytics.messages.TrackMessage.builder("Order Completed")
            .userId(user)
            .properties(Shop.bought(order)));
    analytics.flush();
    List<String> all = three(told);
    analytics.shutdown();
    return all;
  }

  @Test
  void rudderStackForJava_isTakenUnmodified() throws IOException, InterruptedException {
    assertThat(rudderStack(writeKey, "ana-rudder-java", "R-1")).isEqualTo(List.of("", "", ""));

    requireOnce("ana-rudder-java", "R-1");
    assertThat(rudderStack(WRONG, "eva-rudder-java", "R-2"))
        .hasSize(3)
        .allSatisfy(error -> assertThat(error).contains("invalid write key"));
    assertThat(profile("eva-rudder-java").statusCode()).isEqualTo(404);
  }

  private static List<String> rudderStack(String key, String user, String order)
      throws IOException, InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    RudderAnalytics analytics =
        RudderAnalytics.builder(key)
            .setDataPlaneUrl(server.address())
            .callback(
                new com.rudderstack.sdk.java.analytics.Callback() {
                  @Override
                  public void success(com.rudderstack.sdk.java.analytics.messages.Message message) {
                    told.add("");
                  }

                  @Override
                  public void failure(
                      com.rudderstack.sdk.java.analytics.messages.Message message,
                      Throwable error) {
                    told.add(String.valueOf(error));
                  }
                })
            .build();
    analytics.enqueue(
        com.rudderstack.sdk.java.analytics.messages.IdentifyMessage.builder()
            .userId(user)
            .traits(Shop.traits(user)));
    analytics.enqueue(
        com.rudderstack.sdk.java.analytics.messages.TrackMessage.builder("Product Viewed")
            .userId(user)
            .properties(Shop.viewed()));
    analytics.enqueue(
        com.rudderstack.sdk.java.analytics.messages.TrackMessage.builder("Order Completed")
            .userId(user)
            .properties(Shop.bought(order)));
    analytics.flush();
    List<String> all = three(told);
    analytics.shutdown();
    return all;
  }

  private static List<String> three(BlockingQueue<String> told) throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String one = told.poll(20, TimeUnit.SECONDS);
      all.add(one == null ? "nothing was told" : one);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment", "rudderstack", "jitsu"})
  void libraryForNode_isTakenUnmodified_andToldOfAKeyThatIsWrong(String library)
      throws IOException, InterruptedException {
    Node.prepareOrSkip();
    String user = "ana-" + library;
    assertThat(calls(library, server.address(), writeKey, user, "N-" + library))
        .isEqualTo(Map.of("identify", "", "view", "", "order", ""));

    requireOnce(user, "N-" + library);
    assertThat(calls(library, server.address(), WRONG, "eva-" + library, "X-" + library))
        .containsOnlyKeys("identify", "view", "order")
        .allSatisfy(
            (call, error) -> assertThat(error).as(call).containsAnyOf("401", "Unauthorized"));
    assertThat(profile("eva-" + library).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment", "rudderstack"})
  void libraryForNode_sendsAgainAfter503_andWhatWasKeptCountsOnce(String library)
      throws IOException, InterruptedException {
    Node.prepareOrSkip();
    String user = "again-" + library;
    try (Gatekeeper gatekeeper = Gatekeeper.before(server.address())) {
      assertThat(calls(library, gatekeeper.address(), writeKey, user, "A-" + library))
          .isEqualTo(Map.of("identify", "", "view", "", "order", ""));
      assertThat(gatekeeper.requests()).isGreaterThanOrEqualTo(2);
    }
    requireOnce(user, "A-" + library);
  }

  /** Returns what a library says of each call: nothing if it was delivered. */
  private static Map<String, String> calls(
      String library, String address, String key, String user, String order)
      throws IOException, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>();
    for (String line : Node.run(library + ".mjs", address, key, user, order)) {
      if (line.startsWith("{\"call\"")) {
        JsonObject call = JsonParser.parseString(line).getAsJsonObject();
        all.put(call.get("call").getAsString(), call.get("error").getAsString());
      }
    }
    return all;
  }

  @Test
  void segmentInABrowser_sendsFromThePageOfAnotherSite(Chromium chromium)
      throws IOException, InterruptedException {
    Node.prepareOrSkip();
    try (OtherSite site = OtherSite.with(Node.library("@segment/analytics-next"))) {
      Page page = chromium.open(Chromium.Screen.of("es"));
      page.navigate(site.address());
      Object failures =
          page.evaluate(
              """
              async ([server, key, user, traits, viewed, bought]) => {
                const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: key, cdnURL: server });
                await analytics.page();
                const sent = [
                  await analytics.identify(user, traits),
                  await analytics.track('Product Viewed', viewed),
                  await analytics.track('Order Completed', bought),
                ];
                return sent.map((each) => String(each.failedDelivery()?.reason ?? '')).join('|');
              }
              """,
              List.of(
                  server.address(),
                  writeKey,
                  "ana-browser",
                  Shop.traits("ana-browser"),
                  Shop.viewed(),
                  Shop.bought("B-1")));
      assertThat(failures).isEqualTo("||");
    }
    requireOnce("ana-browser", "B-1");
    assertThat(json("ana-browser").getAsJsonObject("last_of_each").keySet())
        .as("what was done before it was known who it is")
        .contains("page");
  }

  /** The profile has the traits, the event and the order, exactly once. */
  private static void requireOnce(String user, String order)
      throws IOException, InterruptedException {
    JsonObject profile = json(user);
    assertThat(profile.getAsJsonObject("traits").get("plan").getAsString()).isEqualTo("gold");
    assertThat(profile.getAsJsonObject("traits").get("email").getAsString())
        .isEqualTo(user + "@shop.example");
    assertThat(profile.getAsJsonObject("last_of_each").keySet())
        .contains("identify", "product viewed", "order completed");
    JsonArray orders = profile.getAsJsonArray("orders");
    assertThat(orders).hasSize(1);
    JsonObject only = orders.get(0).getAsJsonObject();
    assertThat(only.get("id").getAsString()).isEqualTo(order);
    assertThat(only.get("amount").getAsBigDecimal()).isEqualByComparingTo("59.97");
  }

  /** Waits until the profile has an order. */
  private static JsonObject json(String user) throws IOException, InterruptedException {
    for (int i = 0; i < 200; i++) {
      var answer = profile(user);
      if (answer.statusCode() == 200) {
        JsonObject profile = JsonParser.parseString(answer.body()).getAsJsonObject();
        if (!profile.getAsJsonArray("orders").isEmpty()) {
          return profile;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no order of " + user + ": " + profile(user).body());
  }

  private static java.net.http.HttpResponse<String> profile(String user)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/profiles/user_id:" + user))
            .header("Authorization", "Bearer " + readKey)
            .build(),
        BodyHandlers.ofString());
  }
}
