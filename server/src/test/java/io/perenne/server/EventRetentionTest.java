// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.InputException;
import io.perenne.server.account.Permission;
import io.perenne.server.live.profile.EventRetention;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a kind go after so many days, and nobody becomes somebody else by it. */
class EventRetentionTest {
  private static @TempDir Path home;

  @Test
  void oldEventsOfAKind_go_whatTellsOfPeopleStays() throws IOException {
    try (LiveServer live = new LiveServer(home)) {
      live.happens("first", "\"type\":\"page\",\"userId\":\"ana\",\"anonymousId\":\"phone\"");
      live.happens("second", "\"type\":\"page\",\"userId\":\"ana\",\"anonymousId\":\"phone\"");
      live.happens("viewed", "\"type\":\"track\",\"userId\":\"ana\",\"event\":\"Viewed\"");
      live.happens("viewed-2", "\"type\":\"track\",\"userId\":\"ana\",\"event\":\"Viewed\"");
      live.happens(
          "says",
          "\"type\":\"page\",\"userId\":\"ana\",\"anonymousId\":\"phone\","
              + "\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":true}}}");
      live.happens(
          "order",
          "\"type\":\"track\",\"userId\":\"ana\",\"event\":\"Order Completed\",\"properties\":"
              + "{\"order_id\":\"N-1\",\"revenue\":25.5}");
      JsonNode before = live.profile("user_id:ana");
      Program program =
          new Program(
              live.server().address(),
              Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE));
      HttpResponse<String> kept =
          program.send(
              "PUT",
              "/api/v1/event-retention",
              "{\"rules\":[{\"event\":\"page\",\"days\":90}]}",
              Map.of());
      assertThat(kept.statusCode()).isEqualTo(200);
      assertThat(
              program
                  .send(
                      "PUT",
                      "/api/v1/event-retention",
                      "{\"rules\":[{\"event\":\"page\",\"days\":29}]}",
                      Map.of())
                  .statusCode())
          .isEqualTo(422);

      tick(Duration.ofDays(89));
      assertThat(live.event("second").path("stage").asText()).isEqualTo("applied");
      tick(Duration.ofDays(91));

      assertThat(program.get("/api/v1/events/second").statusCode()).isEqualTo(404);
      for (String each : List.of("first", "viewed", "viewed-2", "says", "order")) {
        assertThat(live.event(each).path("stage").asText()).as(each).isEqualTo("applied");
      }
      JsonNode after = live.profile("user_id:ana");
      assertThat(after.path("identifiers")).isEqualTo(before.path("identifiers"));
      assertThat(after.path("orders")).isEqualTo(before.path("orders"));
      assertThat(after.path("consents")).isEqualTo(before.path("consents"));
      assertThat(after.path("events")).isEqualTo(before.path("events"));
      assertThat(live.profile("anonymous_id:phone").path("id")).isEqualTo(before.path("id"));
    }
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      assertThat(store.<List<Audit.Entry>>read(in -> new Audit(in).newest(9)))
          .anyMatch(each -> each.what().equals("events.expire") && each.target().equals("page"));
    }
  }

  private static void tick(Duration later) {
    InstantSource then = () -> Instant.now().plus(later);
    try (Store store = Store.open(DatabaseAddress.inHome(home), then)) {
      new EventRetention(store, then, () -> false).tick();
    }
  }

  @Test
  void whatOrdersAndConsentFollowFrom_cannotBeLetGo() {
    for (String each : List.of("order completed", "Order Refunded", "Unsubscribed")) {
      assertThatThrownBy(() -> EventRetention.written(each, 90))
          .as(each)
          .isInstanceOf(InputException.class);
    }
    assertThat(EventRetention.written(" Product Viewed ", 30))
        .isEqualTo(new EventRetention.Rule("Product Viewed", 30));
  }
}
