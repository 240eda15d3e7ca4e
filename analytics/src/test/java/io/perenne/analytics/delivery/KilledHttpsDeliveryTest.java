// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a delivery over HTTPS at every step and starts it again. */
class KilledHttpsDeliveryTest {
  private static final int BYTES = 1_000_000;

  @TempDir Path folder;

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
}
