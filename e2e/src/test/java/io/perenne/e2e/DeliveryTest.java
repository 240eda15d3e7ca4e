// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files on a real OpenSSH server, set up, tried, scheduled and looked at on pages alone. */
@ExtendWith(InBrowser.class)
class DeliveryTest {
  private static final int CUSTOMERS = 400;

  private @TempDir Path folder;

  @Test
  void server_isTriedApprovedAndDeliveredTo_andAnotherInItsPlaceIsRefused(Chromium chromium)
      throws IOException, InterruptedException {
    Path target = Files.createDirectories(folder.resolve("import"));
    try (OpenSsh ssh = OpenSsh.startOrSkip(folder.resolve("ssh"));
        Program.Served server =
            Program.serve(folder.resolve("home"), folder.resolve("serve.log"))) {
      Page page = chromium.open(Chromium.Screen.of("es"));
      Chromium.welcome(page, server);
      Visit visit = new Visit(page, server);
      visit.upload(Program.writeOrders(folder.resolve("orders.csv"), CUSTOMERS));
      visit.use("orders.csv", "transactions");
      visit.addDestination("sftp", "crm", ssh.settings(target));

      requireApproval(page, visit, ssh.fingerprint("host"));
      visit.scheduleEachMinute("crm");
      requireFileOfToday(page, visit, target);

      ssh.becomeAnother();
      requireRefusal(page, visit, ssh);
      visit.stopSchedule();
    }
  }

  /** Before somebody has said that it is the right server, nothing is sent to it. */
  private static void requireApproval(Page page, Visit visit, String fingerprint)
      throws IOException, InterruptedException {
    visit.test("crm");
    Locator question = page.locator(".msg.warn[role=alert]");
    assertThat(question.innerText())
        .contains(fingerprint, "¿Es esta la clave del servidor de crm?");
    assertThat(Accessibility.violations(page)).isEmpty();
    question.locator("button").click();
    page.waitForURL("**/approve");
    assertThat(page.locator(".msg.ok[role=status]").innerText()).contains("crm");

    visit.test("crm");
    assertThat(page.locator(".msg.ok[role=status]").innerText()).contains("crm");
  }

  private static void requireFileOfToday(Page page, Visit visit, Path target)
      throws IOException, InterruptedException {
    Path file = target.resolve("clv.csv");
    visit.await("/destinations", () -> Files.exists(file) && visit.text().contains("clv.csv"));

    assertThat(Files.readAllLines(file)).hasSize(CUSTOMERS + 1);
    visit.to("/datamodel/deliveries");
    assertThat(visit.text()).contains("crm");
    visit.to("/runs");
    assertThat(visit.text()).contains("programación");
    assertThat(Accessibility.violations(page)).isEmpty();
  }

  private static void requireRefusal(Page page, Visit visit, OpenSsh ssh)
      throws IOException, InterruptedException {
    visit.test("crm");
    Locator refusal = page.locator(".msg.bad[role=alert]");
    assertThat(refusal.innerText())
        .contains("La prueba de crm ha fallado", ssh.fingerprint("other"), ssh.fingerprint("host"))
        .contains("Pregunte a quien lo lleva", "quite host-key del destino");
    assertThat(Accessibility.violations(page)).isEmpty();
  }
}
