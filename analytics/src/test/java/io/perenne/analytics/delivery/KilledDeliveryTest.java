// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills our process by {@code kill -9} before and after everything that a delivery asks of the
 * world, one place after the other, and starts it again each time. A file of yesterday lies under
 * the final name, with its trigger file beside it.
 */
class KilledDeliveryTest {
  private static final String OLD = "yesterday's";
  private static final int BYTES = 1_000_000;

  /** The number of that step where a destination has no steps of its own. */
  private static final int WITHIN_DELIVERY = 5;

  @TempDir Path folder;

  @Test
  void folder_killedAtEveryStep_endsWithOneGoodFile() throws Exception {
    Set<String> steps = killEverywhere(target -> settings(target, "kind=folder"), true);
    assertThat(steps)
        .contains(
            "before packing",
            "after packing",
            "before delivery",
            "before connecting",
            "after connecting",
            "before deleting the trigger file",
            "before writing the file",
            "within writing",
            "after writing the file",
            "before asking for the hash",
            "after asking for the hash",
            "before reading back",
            "before renaming",
            "after renaming",
            "before writing the trigger file",
            "after writing the trigger file",
            "after delivery, before the receipt");
  }

  @Test
  void directUpload_killedAtEveryStep_endsWithOneGoodFile() throws Exception {
    killEverywhere(target -> settings(target, "kind=folder", "upload=direct"), false);
  }

  @Test
  void sftp_killedAtEveryStep_endsWithOneGoodFile() throws Exception {
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      Set<String> steps =
          killEverywhere(
              target ->
                  Stream.concat(
                          Stream.of(server.settings(server.port(), target)),
                          Stream.of("trigger=.ready"))
                      .toArray(String[]::new),
              true);
      assertThat(steps).contains("after connecting", "within writing", "after renaming");
    }
  }

  @Test
  void directSftp_killedAtEveryStep_endsWithOneGoodFile() throws Exception {
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      Set<String> steps =
          killEverywhere(
              target ->
                  Stream.concat(
                          Stream.of(server.settings(server.port(), target)),
                          Stream.of("trigger=.ready", "upload=direct"))
                      .toArray(String[]::new),
              false);
      assertThat(steps)
          .contains("within writing", "after asking for the hash")
          .doesNotContain("before renaming");
    }
  }

  @Test
  void https_killedAtEveryStep_endsWithTheWholeFilePutAtMostOnceMore() throws Exception {
    Path file = Shipments.random(folder, "clv.csv", BYTES, 3).file();
    Set<String> steps = new LinkedHashSet<>();
    for (int step = 0; ; step++) {
      try (PutServer server = PutServer.start()) {
        Path home = Files.createDirectories(folder.resolve("home-" + step));
        String[] settings = {"kind=https", "url=" + server.url(), "file-name=clv.csv"};
        Process process = DeliverOnce.start(home, file, step, settings);
        List<String> said = process.inputReader().lines().toList();
        int exitCode = process.waitFor();
        steps.addAll(said);
        String where = "killed " + said.get(said.size() - 1);
        int before = server.wholePuts();
        DeliveryRecord record = DeliverOnce.deliver(home, file, settings);
        assertThat(record.state()).as(where).isEqualTo(DeliveryState.DELIVERED);
        assertThat(server.file()).as(where).isEqualTo(Files.readAllBytes(file));
        assertThat(server.wholePuts()).as("what arrived is not sent again, " + where).isEqualTo(1);
        assertThat(before).as(where).isBetween(0, 1);
        if (exitCode == 0) {
          assertThat(steps)
              .contains("before delivery", "within delivery", "after delivery, before the receipt");
          return;
        }
        assertThat(exitCode).as(said.toString()).isEqualTo(128 + 9);
      }
    }
  }

  @Test
  void postgresql_killedAnywhere_holdsTheOldRowsOrTheNewAndThenTheNew() throws Exception {
    try (PostgresServer server = PostgresServer.startOrSkip(folder)) {
      for (String mode : List.of("upsert", "swap")) {
        long all = sentBytes(server, mode);
        List<Long> points = new ArrayList<>(List.of(all - 40, all - 20, all - 6));
        LongStream.range(0, 6).forEach(i -> points.add(all * i / 6));
        for (long point : points) {
          killOnPostgres(server, mode, point, false);
          killOnPostgres(server, mode, point, true);
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
  void marketingCloud_killedAtEveryStep_endsWithEveryRow() throws Exception {
    for (int step = 0; ; step++) {
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

  @Test
  void deliver_threeProcessesAtOnce_uploadOnce() throws Exception {
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      Path file = Shipments.random(folder, "clv.csv", 20_000_000, 3).file();
      Path target = folder.resolve("target");
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(
            DeliverOnce.start(
                folder, file, KillSwitch.NEVER, server.settings(server.port(), target)));
      }
      for (Process process : processes) {
        assertThat(process.inputReader().lines()).containsExactly("delivered ");
        assertThat(process.waitFor()).isZero();
      }
      assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(file);
      assertThat(DeliveryLedger.of(folder).list("crm").get(0).attempts()).hasSize(1);
    }
  }

  private static String[] settings(Path target, String... more) {
    List<String> all =
        new ArrayList<>(List.of("folder=" + target, "file-name=clv.csv", "trigger=.ready"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @FunctionalInterface
  private interface Settings {
    String[] into(Path target) throws Exception;
  }

  /** Kills at step 0, 1, 2, … until a delivery has fewer; returns the names of all steps. */
  private Set<String> killEverywhere(Settings settings, boolean neverHalf) throws Exception {
    Path file = Shipments.random(folder, "clv.csv", BYTES, 3).file();
    Set<String> steps = new LinkedHashSet<>();
    for (int step = 0; ; step++) {
      Path home = Files.createDirectories(folder.resolve("home-" + step));
      Path target = Files.createDirectories(folder.resolve("target-" + step));
      Path arrived = Files.writeString(target.resolve("clv.csv"), OLD);
      Path trigger = Files.writeString(target.resolve("clv.csv.ready"), OLD);
      Process process = DeliverOnce.start(home, file, step, settings.into(target));
      List<String> said = process.inputReader().lines().toList();
      int exitCode = process.waitFor();
      steps.addAll(said);
      String where = "killed " + said.get(said.size() - 1);
      boolean whole = Files.mismatch(arrived, file) < 0;
      if (neverHalf && !whole) {
        assertThat(arrived).as(where).hasContent(OLD);
      }
      if (Files.exists(trigger) && Files.size(trigger) == 0) {
        assertThat(whole).as("a new trigger file tells of a whole file, " + where).isTrue();
      }
      DeliveryRecord record = DeliverOnce.deliver(home, file, settings.into(target));
      assertThat(record.state())
          .as(where + ": " + record.lastMessage())
          .isEqualTo(DeliveryState.DELIVERED);
      assertThat(arrived).as(where).hasSameBinaryContentAs(file);
      assertThat(trigger).as(where).isEmptyFile();
      try (Stream<Path> files = Files.list(target)) {
        assertThat(files).as(where).containsExactlyInAnyOrder(arrived, trigger);
      }
      if (exitCode == 0) {
        return steps;
      }
      assertThat(exitCode).as(said.toString()).isEqualTo(128 + 9);
    }
  }
}
