// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the machine is set while events come. */
class LiveClockTest {
  private static final String ORDER =
      "\"type\":\"track\",\"userId\":\"ana\",\"event\":\"Order Completed\",\"properties\":"
          + "{\"order_id\":\"%s\",\"revenue\":10,\"currency\":\"EUR\"}";

  private final AtomicLong seconds = new AtomicLong();
  private @TempDir Path home;

  private Instant now() {
    return Instant.now().plusSeconds(seconds.get());
  }

  @Test
  void clockThatGoesBack_andOnAgain_losesNoEvent_andNoneCountsTwice() throws IOException {
    try (LiveServer live =
        new LiveServer(
            home,
            DatabaseAddress.inHome(home),
            CollectorOptions.USUAL,
            ServedHome.context(home, this::now))) {
      live.happens("one", ORDER.formatted("1"));
      seconds.set(-Duration.ofHours(2).toSeconds());
      live.happens("two", ORDER.formatted("2"));
      live.post("/v1/batch", "{\"batch\":[{\"messageId\":\"one\"," + ORDER.formatted("1") + "}]}");
      live.happens("three", ORDER.formatted("2").replace("10", "7"));
      seconds.set(Duration.ofDays(1).toSeconds());
      live.happens("four", ORDER.formatted("4"));

      JsonNode profile = live.profile("user_id:ana");
      assertThat(profile.path("events").asInt()).isEqualTo(4);
      assertThat(profile.path("orders").findValuesAsText("id"))
          .containsExactlyInAnyOrder("1", "2", "4");
      assertThat(profile.path("orders").findValuesAsText("amount"))
          .as("the later of two words on an order counts, by what the clock said then")
          .containsExactlyInAnyOrder("10.0", "7.0", "10.0");
    }
  }
}
