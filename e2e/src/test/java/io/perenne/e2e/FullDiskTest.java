// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full while somebody works on pages. */
@ExtendWith(InBrowser.class)
class FullDiskTest {
  private @TempDir Path folder;

  @Test
  void runOnAFullDisk_saysWhyItEnded_leavesNothingHalf_andTheServerLivesOn(Chromium chromium)
      throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.mountOrSkip(folder.resolve("disk"), "64m")) {
      Path home = folder.resolve("disk").resolve("home");
      try (Program.Served server =
          Program.serve(home, folder.resolve("serve.log"), "--data", folder.toString())) {
        Page page = chromium.open(Chromium.Screen.of("en"));
        Chromium.welcome(page, server);
        Visit visit = new Visit(page, server);
        Path orders = Program.writeOrders(folder.resolve("orders.csv"), 5_000);
        assertThat(visit.uploadRefused(orders))
            .as("a file for which there is not room enough")
            .contains("no space", "delete files");
        visit.source(orders);
        visit.order("");
        assertThat(visit.awaitEnd()).isEqualTo("It is done");
        List<Path> before = runs(home);
        String segments = visit.to("/segments").text();

        disk.fill(200_000);
        visit.order("");
        assertThat(visit.awaitEnd()).isEqualTo("It could not be done");
        assertThat(page.locator(".msg.bad[role=alert]").innerText())
            .containsIgnoringCase("disk")
            .doesNotContain("Exception", "java.");
        assertThat(Accessibility.violations(page)).isEmpty();
        assertThat(runs(home)).isEqualTo(before);
        assertThat(visit.to("/segments").text()).isEqualTo(segments);

        disk.free();
        visit.order("");
        assertThat(visit.awaitEnd()).isEqualTo("It is done");
        assertThat(runs(home)).hasSize(before.size() + 1);
      }
    }
  }

  @Test
  void eventsOnAFullDisk_areRefusedWith503_andWhatWasAcknowledgedIsThereOnce(Chromium chromium)
      throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.mountOrSkip(folder.resolve("disk"), "24m")) {
      Path home = folder.resolve("disk").resolve("home");
      String writeKey = Program.addSource(home, "shop");
      try (Program.Served server = Program.serve(home, folder.resolve("serve.log"))) {
        Page page = chromium.open(Chromium.Screen.of("en"));
        Chromium.welcome(page, server);
        Events events = new Events(server, writeKey, new Visit(page, server).addKey("crm"));
        assertThat(events.send("before")).isEqualTo(200);

        disk.fill(100_000);
        int acknowledged = 0;
        int answer = events.send("full-0");
        while (answer == 200 && acknowledged < 1000) {
          acknowledged++;
          answer = events.send("full-" + acknowledged);
        }
        assertThat(answer).as("come again").isEqualTo(503);

        disk.free();
        assertThat(events.send("full-" + acknowledged)).as("at once").isEqualTo(200);
        for (int i = 0; i <= acknowledged; i++) {
          assertThat(events.stage("full-" + i)).isEqualTo("applied");
        }
        assertThat(events.ofProfile()).isEqualTo(acknowledged + 2);
      }
    }
  }

  /** Everything that stands among the runs, whole or half. */
  private static List<Path> runs(Path home) throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("runs"))) {
      return all.sorted().toList();
    }
  }
}
