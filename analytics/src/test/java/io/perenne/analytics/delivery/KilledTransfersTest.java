// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the connection, the server's session or our own process at random points of a transfer, as
 * often as the system property {@code perenne.kills} says. Whatever is killed when: the final name
 * is absent or whole, and the next try ends with one good file and nothing else.
 */
class KilledTransfersTest {
  private static final int KILLS = Integer.getInteger("perenne.kills", 20);
  private static final int BYTES = 3_000_000;

  /** The bytes of the handshake and the questions before and after the file come on top. */
  private static final int MOST_SENT = BYTES + 40_000;

  @TempDir Path folder;

  @Test
  void deliver_killedAnywhere_leavesNothingOrAllAndThenOneFile() throws Exception {
    Random random = new Random(20_250_630);
    Path file = Shipments.random(folder, "clv.csv", BYTES, 3).file();
    List<String> outcomes = new ArrayList<>();
    try (SshServer server = SshServer.startOrSkip(folder.resolve("server"))) {
      for (int i = 0; i < KILLS; i++) {
        outcomes.add(kill(server, file, i, random.nextInt(MOST_SENT)));
      }
    }
    System.out.printf(
        "%d kills: the final name was absent %d times and whole %d times%n",
        KILLS, Collections.frequency(outcomes, "absent"), Collections.frequency(outcomes, "whole"));
    // the points were spread over the transfer: most kills came before its end
    assertThat(outcomes).filteredOn("absent"::equals).hasSizeGreaterThan(KILLS / 2);
  }

  private String kill(SshServer server, Path file, int number, long afterBytes) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home-" + number));
    Path target = folder.resolve("target-" + number);
    CompletableFuture<Process> process = new CompletableFuture<>();
    FaultyProxy.Fault fault =
        switch (number % 3) {
          case 0 -> FaultyProxy.killing(process, false);
          case 1 -> FaultyProxy.CUT;
          default -> killingSessionsOf(server);
        };
    try (FaultyProxy proxy = FaultyProxy.start(server.port(), afterBytes, fault)) {
      String[] settings = server.settings(proxy.port(), target);
      if (number % 3 == 0) {
        process.complete(DeliverOnce.start(home, file, KillSwitch.NEVER, settings));
        process.join().inputReader().lines().forEach(line -> {});
        process.join().waitFor();
      } else {
        DeliverOnce.deliver(home, file, settings);
      }
    }
    Path arrived = target.resolve("clv.csv");
    boolean present = Files.exists(arrived);
    if (present) {
      assertThat(arrived).hasSameBinaryContentAs(file);
    }
    DeliveryRecord record = DeliverOnce.deliver(home, file, server.settings(server.port(), target));
    assertThat(record.state()).as(record.lastMessage()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(arrived).hasSameBinaryContentAs(file);
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).containsExactly(arrived);
    }
    return present ? "whole" : "absent";
  }

  private static FaultyProxy.Fault killingSessionsOf(SshServer server) {
    return proxy -> {
      server.killSessions();
      return true;
    };
  }
}
