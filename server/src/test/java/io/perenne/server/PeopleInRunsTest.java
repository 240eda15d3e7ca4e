// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.server.account.Permission;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What profiles know of people decides whom a run values. */
@SuppressWarnings("NullAway.Init") // started before each
class PeopleInRunsTest {
  private static final String AS_OF = "2024-12-31";

  private @TempDir Path home;
  private LiveServer live;
  private Program operator;

  @BeforeEach
  void start() throws IOException {
    live =
        LiveServer.ofOrders(
            home,
            "1,web,2024-03-01,40.00",
            "2,web,2024-05-01,60.00",
            "3,shop,2024-06-01,200.00",
            "4,third,2024-06-01,20.00",
            "5,card-7,2024-07-01,5.00");
    operator =
        new Program(
            live.server().address(),
            Program.key(
                home, Permission.READ, Permission.CUSTOMERS, Permission.RUN, Permission.CONFIGURE));
  }

  @AfterEach
  void stop() {
    live.close();
  }

  private List<String> run() throws Exception {
    HttpResponse<String> order =
        operator.send(
            "POST", "/api/v1/jobs", "{\"kind\":\"run\",\"as_of\":\"" + AS_OF + "\"}", Map.of());
    String job = order.headers().firstValue("Location").orElseThrow();
    JsonNode state = Program.json(operator.get(job));
    for (int i = 0; i < 600 && !state.path("state").asText().equals("done"); i++) {
      Thread.sleep(100);
      state = Program.json(operator.get(job));
    }
    assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("done");
    JsonNode customers =
        Program.json(
            operator.get("/api/v1/runs/" + state.path("run_id").asText() + "/customers?limit=100"));
    return customers.findValuesAsText("CustomerId").stream().sorted().toList();
  }

  @Test
  void run_valuesPeople_andAccountsThatAreSeparatedAgainAreTwo() throws Exception {
    live.happens("e1", "\"type\":\"page\",\"userId\":\"web\"");
    live.happens("e2", "\"type\":\"page\",\"userId\":\"shop\"");
    live.happens(
        "e3",
        "\"type\":\"identify\",\"userId\":\"app-only\",\"traits\":{\"email\":\"ana@shop.example\"}");
    live.happens(
        "e4",
        "\"type\":\"identify\",\"userId\":\"third\","
            + "\"context\":{\"externalIds\":[{\"id\":\"card-7\",\"type\":\"loyalty_card\","
            + "\"collection\":\"users\",\"encoding\":\"none\"}]}");
    operator.send(
        "POST",
        "/api/v1/profiles/user_id:web/identity/join",
        "{\"other\":\"user_id:shop\"}",
        Map.of());

    assertThat(run())
        .as("web and shop are one person; the card is that of third; nobody gets an id of no file")
        .containsExactly("shop", "third");
    JsonNode value = live.profile("user_id:web").path("value");
    assertThat(value.path("customer_id").asText()).isEqualTo("shop");
    assertThat(value.path("other_customer_ids")).as("the run knows one").isEmpty();
    assertThat(home.resolve("people")).as("who is who stands in the store alone").doesNotExist();

    operator.send(
        "POST",
        "/api/v1/profiles/user_id:web/identity/separate",
        "{\"one\":\"user_id:web\",\"other\":\"user_id:shop\"}",
        Map.of());
    assertThat(run()).containsExactly("shop", "third", "web");
  }
}
