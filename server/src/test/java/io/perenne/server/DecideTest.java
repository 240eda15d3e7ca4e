// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.account.Permission;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.storage.Contacts;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Decisions;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What to do for a person, as programs ask for it. */
class DecideTest {
  private static final Instant NOW = Instant.parse("2011-12-12T12:00:00Z");
  private static final String PATH = "/api/v1/decide";

  private static final String ACTIONS =
      """
      margin: 0.4
      learning: {exploration: 0, holdout: 0}
      actions:
        second:
          issue: grow
          treatments: {home-banner: {channel: web, cost: 0.5}}
          repeat-after: 30
          assumed: {uplift: 0.3, error: 0.0001}
        mailed:
          issue: grow
          treatments: {home-banner: {channel: sms}}
      """;

  private static String body(String person, String more) {
    return "{\"person\":\"%s\",\"touchpoint\":\"home-banner\"%s}".formatted(person, more);
  }

  @Test
  void decision_isKeptBeforeTheAnswer_andTheContactCounts(@TempDir Path home) throws Exception {
    DatabaseAddress database = DatabaseAddress.inHome(home);
    ServedHome.run(home, RunConfiguration.defaults(), "2011-12-09", ServedHome.ORDERS);
    try (LiveServer live =
            new LiveServer(
                home, database, CollectorOptions.USUAL, ServedHome.context(home, () -> NOW));
        Store store = Store.open(database, () -> NOW)) {
      Program program =
          new Program(
              live.server().address(),
              Program.key(home, Permission.READ, Permission.RUN, Permission.CUSTOMERS));
      Described described = new Described(program);

      refused(program, body("user_id:12347", ""), 409, "no-catalogue");
      Files.writeString(home.resolve("actions.yaml"), "actions: {a: {}}");
      refused(program, body("user_id:12347", ""), 409, "wrong-catalogue");
      Files.writeString(home.resolve("actions.yaml"), ACTIONS);
      refused(program, body("12347", ""), 422, "invalid-body");
      refused(
          program, body("user_id:12347", "").replace("home-banner", "till"), 422, "invalid-body");
      assertThat(live.program().send("POST", PATH, body("a:1", ""), Map.of()).statusCode())
          .isEqualTo(403);

      JsonNode dry = decide(program, described, body("user_id:12347", ",\"dry_run\":true"));
      JsonNode first = decide(program, described, body("user_id:12347", ""));
      JsonNode second = decide(program, described, body("user_id:12347", ""));
      JsonNode stranger = decide(program, described, body("user_id:nobody", ""));

      assertThat(first.path("outcome").asText()).as(first.toString()).isEqualTo("shown");
      assertThat(first.path("action").asText()).isEqualTo("second");
      assertThat(first.path("person").asText()).isEqualTo("12347");
      assertThat(first.path("propensity").asDouble()).isEqualTo(1);
      assertThat(first.at("/excluded/0/by").asText()).isEqualTo("no-consent");
      assertThat(dry.path("candidates")).isEqualTo(first.path("candidates"));
      assertThat(second.path("outcome").asText()).isEqualTo("nothing");
      assertThat(second.path("excluded").findValuesAsText("by"))
          .containsExactly("no-consent", "repeated");
      assertThat(stranger.path("outcome").asText()).isEqualTo("nothing");
      assertThat(stranger.path("excluded").findValuesAsText("by"))
          .containsExactly("unknown", "unknown");

      String control =
          Program.json(program.get("/api/v1/runs/latest/customers?arm=control&limit=1"))
              .findValuesAsText("CustomerId")
              .get(0);
      JsonNode untouched = decide(program, described, body("user_id:" + control, ""));
      assertThat(untouched.path("person").asText()).isEqualTo(control);
      assertThat(untouched.path("excluded").findValuesAsText("by"))
          .containsExactly("control-group", "control-group");

      String id = first.path("decision_id").asText();
      Decisions.Decision kept =
          store.<Optional<Decisions.Decision>>read(in -> new Decisions(in).find(id)).orElseThrow();
      assertThat(kept.action()).contains("second");
      assertThat(Shop.json(kept.answer())).isEqualTo(first);
      assertThat(store.<Optional<String>>read(in -> new Decisions(in).catalogue(kept.catalogue())))
          .contains(ACTIONS);
      assertThat(store.<List<Contacts.Contact>>read(in -> new Contacts(in).of(List.of("12347"))))
          .containsExactly(
              new Contacts.Contact(id, "12347", NOW, "web", "second", "grow", 0.5, "open"));
      assertThat(store.<List<Decisions.Decision>>read(in -> new Decisions(in).of("user_id:nobody")))
          .isEmpty();
    }
  }

  private static JsonNode decide(Program program, Described described, String body)
      throws IOException {
    HttpResponse<String> answer = program.send("POST", PATH, body, Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    described.require("POST", "/decide", answer);
    return Program.json(answer);
  }

  private static void refused(Program program, String body, int status, String code)
      throws IOException {
    HttpResponse<String> answer = program.send("POST", PATH, body, Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Program.json(answer).path("type").asText()).endsWith(":" + code);
  }
}
