// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a delivery into a database after so many bytes and starts it again. */
class KilledPostgresDeliveryTest {
  @TempDir Path folder;

  @Test
  void postgresql_killedAnywhere_holdsTheOldRowsOrTheNewAndThenTheNew() throws Exception {
    try (PostgresServer server = PostgresServer.startOrSkip(folder)) {
      for (String mode : List.of("upsert", "swap")) {
        long all = sentBytes(server, mode);
        List<Long> points = new ArrayList<>(List.of(all - 40, all - 20, all - 6));
        int parts = Killing.EVERY_STEP ? 6 : 3;
        LongStream.range(0, parts).forEach(i -> points.add(all * i / parts));
        for (int i = 0; i < points.size(); i++) {
          // before and after the bytes of a point arrive; else in turns
          for (boolean last : Killing.EVERY_STEP ? List.of(false, true) : List.of(i % 2 == 1)) {
            killOnPostgres(server, mode, points.get(i), last);
          }
        }
      }
    }
  }

  private static String[] settings(int port, String mode) {
    return new String[] {
      "kind=postgresql",
      "url=" + PostgresServer.url(port),
      "user=tester",
      "password=env:PW",
      "table=clv",
      "mode=" + mode
    };
  }

  private void layOldRows(PostgresServer server, Path home, String mode) throws Exception {
    server.query("DROP TABLE IF EXISTS clv, perenne_deliveries");
    Route route = TestRoutes.of(home, Map.of("PW", "open sesame"), settings(server.port(), mode));
    DeliverableRun old = Customers.run(home, "run-0", Map.of("LTV_VALUE", "1"));
    route
        .destination()
        .deliver(route.packer().pack(old, EarlierRuns.none(), "0", home), bytes -> {});
  }

  private long sentBytes(PostgresServer server, String mode) throws Exception {
    Path home = Files.createTempDirectory(folder, "home");
    layOldRows(server, home, mode);
    Path rows = Customers.run(home, "run-a", Map.of("LTV_VALUE", "99")).customers();
    try (FaultyProxy proxy = FaultyProxy.start(server.port(), Long.MAX_VALUE, FaultyProxy.FREEZE)) {
      DeliverOnce.deliver(home, rows, settings(proxy.port(), mode));
      return proxy.sent();
    }
  }

  private void killOnPostgres(PostgresServer server, String mode, long afterBytes, boolean last)
      throws Exception {
    Path home = Files.createTempDirectory(folder, "home");
    layOldRows(server, home, mode);
    Path rows = Customers.run(home, "run-a", Map.of("LTV_VALUE", "99")).customers();
    CompletableFuture<Process> process = new CompletableFuture<>();
    try (FaultyProxy proxy =
        FaultyProxy.start(server.port(), afterBytes, FaultyProxy.killing(process, last))) {
      process.complete(
          DeliverOnce.start(home, rows, KillSwitch.NEVER, settings(proxy.port(), mode)));
      process.join().inputReader().lines().forEach(line -> {});
      assertThat(process.join().waitFor()).isEqualTo(128 + 9);
    }
    String where = mode + " killed after " + afterBytes + " bytes";
    String richest = "SELECT count(*) || ' rows, ' || max(\"LTV_VALUE\") FROM clv";
    assertThat(server.query(richest)).as(where).isSubsetOf("3 rows, 3.10", "3 rows, 99.00");
    DeliveryRecord record = DeliverOnce.deliver(home, rows, settings(server.port(), mode));
    assertThat(record.state())
        .as(where + ": " + record.lastMessage())
        .isEqualTo(DeliveryState.DELIVERED);
    assertThat(server.query(richest)).as(where).containsExactly("3 rows, 99.00");
    assertThat(server.query("SELECT run_id FROM perenne_deliveries")).containsExactly("run-a");
  }
}
