// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What an administrator does on pages, in a window in which they have signed in. */
final class Visit {
  private static final String CANCEL = "form[action$='/cancel'] button";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Page page;
  private final Program.Served server;

  Visit(Page page, Program.Served server) {
    this.page = page;
    this.server = server;
  }

  /** Goes to a page. */
  Visit to(String path) throws IOException, InterruptedException {
    page.navigate(server.address() + path);
    return this;
  }

  /** Returns what the page says. */
  String text() {
    return page.locator("main").innerText();
  }

  /** Sends a file on the page of the data. */
  void upload(Path file) throws IOException, InterruptedException {
    to("/data");
    page.setInputFiles("input[type=file]", file);
    page.locator("ul.sends li[data-state]:not([data-state=''])").waitFor();
    if (!refusal().isEmpty()) {
      throw new AssertionError(refusal());
    }
    useButton(file.getFileName().toString(), "transactions").waitFor();
  }

  /** Tries to send a file; returns why it is not taken. */
  String uploadRefused(Path file) throws IOException, InterruptedException {
    to("/data");
    page.setInputFiles("input[type=file]", file);
    page.locator("ul.sends li[data-state=bad]").waitFor();
    return refusal();
  }

  private String refusal() {
    return String.join("\n", page.locator("ul.sends li[data-state=bad]").allInnerTexts());
  }

  /** Names a file that lies on the server already as the source of orders. */
  void source(Path file) throws IOException, InterruptedException {
    to("/settings");
    page.fill("#transactions", file.toString());
    save();
  }

  private void save() {
    page.locator("button[form=settings]").click();
    page.waitForURL("**/settings?done=saved");
  }

  /** Makes an uploaded file a source. */
  void use(String file, String kind) {
    useButton(file, kind).click();
    page.waitForURL("**/data?done=added");
  }

  private Locator useButton(String file, String kind) {
    return page.locator(
            ("form:has(input[name=kind][value=%s]):has(input[name=path][value$='/%s'])"
                    + "[action$='/sources/add'] button")
                .formatted(kind, file))
        .first();
  }

  /** Orders a run as of a date; without one, of what the orders reach to. */
  void order(String date) throws IOException, InterruptedException {
    to("/runs");
    page.fill("#as-of", date);
    page.locator("form[action$='/runs'] button[type=submit]").first().click();
    page.waitForURL("**/jobs/*");
  }

  /** Waits for the end of the job that the page shows, which the page tells without being asked. */
  String awaitEnd() {
    page.waitForCondition(() -> page.locator(CANCEL).count() == 0);
    return page.locator("p.answer[role=status]").innerText();
  }

  /** Cancels the job that the page shows. */
  void cancel() {
    page.locator(CANCEL).click();
  }

  /** Writes down a new place to deliver to. */
  void addDestination(String kind, String name, Map<String, String> keys)
      throws IOException, InterruptedException {
    to("/destinations/new?kind=" + kind);
    page.fill("#name", name);
    page.locator("details.fold").all().forEach(each -> each.evaluate("e => e.open = true"));
    keys.forEach((key, value) -> page.fill("[name='key:" + key + "']", value));
    page.locator("main form button.primary").click();
    page.waitForURL("**/destinations");
  }

  /** Presses the button that tries a connection. */
  void test(String destination) throws IOException, InterruptedException {
    to("/destinations");
    page.locator("form[action$='/destinations/" + destination + "/test'] button").click();
    page.waitForURL("**/test");
  }

  /** Makes a key for a program that reads of customers; returns it. */
  String addKey(String name) throws IOException, InterruptedException {
    to("/platform");
    page.fill("#key-name", name);
    page.check("input[name=permission][value=customers]");
    page.locator("form[action$='/platform/keys'] button").click();
    return page.locator(".msg.ok[role=status] .preview").innerText().strip();
  }

  /** Adds a receiver of changes. */
  void addReceiver(String name, String address) throws IOException, InterruptedException {
    to("/changes");
    page.fill("#name", name);
    page.fill("#url", address);
    page.locator("form[action$='/changes'] button").click();
    page.locator("main tr:has-text('" + address + "')").waitFor();
  }

  /** Looks at a page again and again until it is as it should be, for two minutes. */
  void await(String path, BooleanSupplier is) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    do {
      to(path);
      if (is.getAsBoolean()) {
        return;
      }
      page.waitForTimeout(500);
    } while (Instant.now().isBefore(end));
    throw new AssertionError("after two minutes " + path + " says:\n" + text());
  }

  /** Delivers every run to a place, if one is named, and makes a run each minute. */
  void scheduleEachMinute(String destination) throws IOException, InterruptedException {
    to("/settings");
    page.selectOption("#schedule", "cron");
    page.fill("#cron", "* * * * *");
    if (!destination.isEmpty()) {
      page.check("input[name=destination][value=" + destination + "]");
    }
    save();
  }

  /** Ends what was begun by {@link #scheduleEachMinute}. */
  void stopSchedule() throws IOException, InterruptedException {
    to("/settings");
    page.selectOption("#schedule", "off");
    save();
  }
}
