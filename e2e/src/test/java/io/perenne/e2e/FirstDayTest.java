// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From an empty folder to eleven segments, without a terminal after the first line. */
@ExtendWith(InBrowser.class)
class FirstDayTest {
  private @TempDir Path folder;

  @Test
  void fileOfOrders_becomesElevenSegmentsInBothLanguages(Chromium chromium)
      throws IOException, InterruptedException {
    try (Program.Served server =
        Program.serve(folder.resolve("home"), folder.resolve("serve.log"))) {
      Page page = chromium.open(Chromium.Screen.of("es"));
      page.navigate(server.welcome());
      assertThat(Accessibility.violations(page)).isEmpty();
      Chromium.welcome(page, server);
      Visit visit = new Visit(page, server);
      requireEmptyPagesThatSayWhatToDo(page, visit);

      visit.upload(Program.writeOrders(folder.resolve("pedidos.csv"), 400));
      visit.use("pedidos.csv", "transactions");
      visit.to("/settings");
      page.fill("#key-control-group-share", "0.2");
      page.locator("button[form=settings]").click();
      page.waitForURL("**/settings?done=saved");
      visit.order("");
      assertThat(visit.awaitEnd()).isEqualTo("Está hecho");
      page.locator("a.primary[href*='/runs/']").click();
      page.waitForURL("**/runs/2*");

      requireEleven(page, visit, "es", "Leal en Riesgo");
      Page english = chromium.open(Chromium.Screen.of("en"));
      Chromium.signIn(english, server);
      requireEleven(english, new Visit(english, server), "en", "Loyal at Risk");
    }
  }

  /** Before the first run every page is there, accessible, and leads on. */
  private static void requireEmptyPagesThatSayWhatToDo(Page page, Visit visit)
      throws IOException, InterruptedException {
    for (String path :
        new String[] {
          "/", "/segments", "/customers", "/movement", "/model", "/control-group", "/datamodel"
        }) {
      visit.to(path);
      assertThat(Accessibility.violations(page)).as(path).isEmpty();
      assertThat(page.locator("main a, main form").count())
          .as("ways on from %s", path)
          .isPositive();
    }
  }

  private static void requireEleven(Page page, Visit visit, String language, String atRisk)
      throws IOException, InterruptedException {
    visit.to("/segments");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
    assertThat(visit.text()).contains(atRisk);
    for (int segment = 1; segment <= 11; segment++) {
      String link = "main a[href*='/segments/%02d']".formatted(segment);
      assertThat(page.locator(link).count()).as(link).isPositive();
    }
  }

  @Test
  void runThatIsCancelledWhileItGoes_leavesNoRun(Chromium chromium)
      throws IOException, InterruptedException {
    try (Program.Served server =
        Program.serve(folder.resolve("home"), folder.resolve("serve.log"))) {
      Page page = chromium.open(Chromium.Screen.of("es"));
      Chromium.welcome(page, server);
      Visit visit = new Visit(page, server);
      visit.upload(Program.writeOrders(folder.resolve("many.csv"), 60_000));
      visit.use("many.csv", "transactions");
      visit.order("");
      page.locator("ol.stages li.done").first().waitFor(); // the stream of events tells
      assertThat(Accessibility.violations(page)).isEmpty();
      visit.cancel();

      assertThat(visit.awaitEnd()).isEqualTo("Se ha cancelado");
      Path runs = folder.resolve("home").resolve("runs");
      if (Files.exists(runs)) {
        try (var left = Files.list(runs)) {
          assertThat(left.filter(run -> Files.exists(run.resolve("run.json")))).isEmpty();
        }
      }
      visit.to("/runs");
      assertThat(visit.text()).contains("cancelado");
    }
  }
}
