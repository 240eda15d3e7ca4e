// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
