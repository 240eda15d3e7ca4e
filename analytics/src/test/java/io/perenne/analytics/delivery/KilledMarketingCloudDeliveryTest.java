// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a delivery of rows at its steps and within its requests, and starts it again. */
class KilledMarketingCloudDeliveryTest {
  /** The number of that step where a destination has no steps of its own. */
  private static final int WITHIN_DELIVERY = 5;

  @TempDir Path folder;

  @Test
  void marketingCloud_killedBetweenBatches_sendsAllRowsAgainWithTheSameToken() throws Exception {
    try (MarketingCloudStandIn cloud = MarketingCloudStandIn.start()) {
      Path rows = Customers.run(folder, "run-a").customers();
      Process process = DeliverOnce.start(folder, rows, WITHIN_DELIVERY, settings(cloud));
      assertThat(process.inputReader().lines())
          .containsExactly(
              "clock",
              "before packing",
              "after packing",
              "clock",
              "before delivery",
              "within delivery");
      assertThat(process.waitFor()).isEqualTo(128 + 9);
      cloud.requests.clear();
      DeliveryRecord record = DeliverOnce.deliver(folder, rows, settings(cloud));
      assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
      assertThat(cloud.requests).containsExactly(1, 1, 1);
      assertThat(cloud.rows).hasSize(3);
      assertThat(cloud.tokens).hasSize(1);
    }
  }

  private static String[] settings(MarketingCloudStandIn cloud) {
    return new String[] {
      "kind=marketing-cloud",
      "auth-url=" + cloud.url(),
      "rest-url=" + cloud.url(),
      "client-id=env:ID",
      "client-secret=env:SECRET",
      "data-extension=clv-de",
      "batch-rows=1",
      "poll-every=1ms"
    };
  }

  @Test
  void marketingCloud_killedAtItsSteps_endsWithEveryRow() throws Exception {
    int stride = Killing.EVERY_STEP ? 1 : 2;
    for (int step = 0; ; step += stride) {
      try (MarketingCloudStandIn cloud = MarketingCloudStandIn.start()) {
        Path home = Files.createDirectories(folder.resolve("home-" + step));
        Path rows = Customers.run(home, "run-a").customers();
        Process process = DeliverOnce.start(home, rows, step, settings(cloud));
        List<String> said = process.inputReader().lines().toList();
        int exitCode = process.waitFor();
        String where = "killed " + said.get(said.size() - 1);
        DeliveryRecord record = DeliverOnce.deliver(home, rows, settings(cloud));
        assertThat(record.state()).as(where).isEqualTo(DeliveryState.DELIVERED);
        assertThat(cloud.rows).as(where).hasSize(3);
        assertThat(cloud.tokens).as(where).hasSize(1);
        if (exitCode == 0) {
          return;
        }
        assertThat(exitCode).as(said.toString()).isEqualTo(128 + 9);
      }
    }
  }

  /**
   * The kills fall before, within and after each request: for a token, for rows, for their fate.
   */
  @Test
  void marketingCloud_killedDuringItsRequests_endsWithEveryRow() throws Exception {
    for (int request = 0; request < 8; request++) {
      try (MarketingCloudStandIn cloud = MarketingCloudStandIn.start()) {
        Path home = Files.createDirectories(folder.resolve("home-" + request));
        Path rows = Customers.run(home, "run-a").customers();
        CompletableFuture<Process> process = new CompletableFuture<>();
        cloud.beforeAnswer(request, () -> process.join().destroyForcibly());
        process.complete(DeliverOnce.start(home, rows, KillSwitch.NEVER, settings(cloud)));
        process.join().inputReader().lines().forEach(line -> {});
        assertThat(process.join().waitFor()).as("request " + request).isEqualTo(128 + 9);
        DeliveryRecord record = DeliverOnce.deliver(home, rows, settings(cloud));
        assertThat(record.state()).as("request " + request).isEqualTo(DeliveryState.DELIVERED);
        assertThat(cloud.rows).as("request " + request).hasSize(3);
      }
    }
  }
}
