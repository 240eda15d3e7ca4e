// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of one home and one PostgreSQL: people see one product. */
@ExtendWith(InBrowser.class)
class TwoServersTest {
  private @TempDir Path folder;

  @Test
  void secondServer_showsTheSame_andKeepsTheScheduleWhenTheFirstIsKilled(Chromium chromium)
      throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    try (Postgres postgres = Postgres.startOrSkip(folder);
        Program.Served one =
            Program.serve(home, folder.resolve("one.log"), "--database", postgres.url())) {
      Page page = chromium.open(Chromium.Screen.of("en"));
      Chromium.welcome(page, one);
      Visit atOne = new Visit(page, one);
      atOne.upload(Program.writeOrders(folder.resolve("orders.csv"), 400));
      atOne.use("orders.csv", "transactions");
      atOne.order("");
      assertThat(atOne.awaitEnd()).isEqualTo("It is done");
      try (Program.Served two =
          Program.serve(home, folder.resolve("two.log"), "--database", postgres.url())) {
        // the same cookie opens both doors
        Visit atTwo = new Visit(page, two);
        for (String path : new String[] {"/", "/segments", "/runs", "/data", "/settings"}) {
          String shown = atOne.to(path).text();
          assertThat(atTwo.to(path).text()).as(path).isEqualTo(shown);
        }
        atOne.scheduleEachMinute("");
        one.kill();

        Instant killed = Instant.now();
        atTwo.await("/runs", () -> page.locator("main tr:has-text('schedule')").count() > 0);
        assertThat(Duration.between(killed, Instant.now()))
            .as("a minute until it is due, and what a slow machine takes to show it")
            .isLessThan(Duration.ofSeconds(90));
        atTwo.stopSchedule();
      }
    }
  }
}
