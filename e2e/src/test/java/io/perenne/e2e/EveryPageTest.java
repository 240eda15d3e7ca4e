// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every page that an administrator can reach. */
@ExtendWith(InBrowser.class)
class EveryPageTest {
  /** Where links do not lead, beside where they do. */
  static final List<String> FIRST =
      List.of(
          "/",
          "/customers/12347",
          "/customers/no-such-customer?why",
          "/customers?q=12&segment=09",
          "/customers?q=nobody",
          "/search?q=12347",
          "/search?q=nothing+at+all",
          "/sign-in",
          "/no-such-page");

  private static @TempDir Path folder;
  private static Program.@Nullable Served server;
  private static List<String> paths = List.of();

  @BeforeAll
  static void start(Chromium chromium) throws IOException, InterruptedException {
    Path orders = Program.writeOrders(folder.resolve("orders.csv"), 300);
    Files.writeString(orders, "x-1,C00001,some day,12.50\n", StandardOpenOption.APPEND);
    Program.makeRun(folder.resolve("home"), orders, "2025-06-30");
    Path home = Program.makeTwoRuns(folder);
    server = Program.serve(home, folder.resolve("serve.log"), "--data", folder.toString());
    Page page = chromium.open(Chromium.Screen.of("en"));
    Chromium.welcome(page, server());
    Visit visit = new Visit(page, server());
    visit.upload(orders);
    Path gone = Program.writeOrders(folder.resolve("gone.csv"), 300);
    visit.source(gone);
    Files.delete(gone);
    visit.order("");
    assertThat(visit.awaitEnd()).isEqualTo("It could not be done");
    List<String> first = new ArrayList<>(FIRST);
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      runs.map(run -> "/runs/" + run.getFileName() + "/rejects")
          .sorted()
          .limit(1)
          .forEach(first::add);
    }
    paths = SiteMap.of(page, server().address(), first);
    chromium.closeAll();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  private static Program.Served server() {
    return Objects.requireNonNull(server);
  }

  @Test
  void links_leadToEveryKindOfPage() {
    assertThat(paths)
        .contains(
            "/segments",
            "/customers",
            "/movement",
            "/model",
            "/control-group",
            "/datamodel",
            "/runs",
            "/data",
            "/settings",
            "/destinations",
            "/notices",
            "/platform",
            "/account",
            "/help")
        .anyMatch(path -> path.startsWith("/jobs/"))
        .anyMatch(path -> path.matches("/runs/2[^/?]*"))
        .anyMatch(path -> path.startsWith("/runs/compare"))
        .anyMatch(path -> path.matches("/runs/[^/]*/rejects"))
        .anyMatch(path -> path.startsWith("/segments/"))
        .anyMatch(path -> path.startsWith("/data/look?"))
        .anyMatch(path -> path.startsWith("/destinations/new?kind=sftp"))
        .hasSizeGreaterThan(40);
  }

  @Test
  void everyPage_isAccessible_inEnglishOnAWideScreen(Chromium chromium)
      throws IOException, InterruptedException {
    Page page = chromium.open(Chromium.Screen.of("en"));
    Chromium.signIn(page, server());
    PageReport report = new PageReport(page);
    for (String path : paths) {
      page.navigate(server().address() + path);
      report.lookFor(path, Accessibility.violations(page));
      report.requireReadable(path, "en");
    }
    report.end();
  }

  @Test
  void everyPage_isAccessible_inSpanishOnAPhone_andInTheDark(Chromium chromium)
      throws IOException, InterruptedException {
    Page page = chromium.open(Chromium.Screen.of("es").wide(360).dark());
    Chromium.signIn(page, server());
    PageReport report = new PageReport(page);
    for (String path : paths) {
      page.navigate(server().address() + path);
      report.lookFor(path, Accessibility.violations(page));
      report.requireReadable(path, "es");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      report.lookFor(path, Accessibility.violationsOfLooks(page));
      page.setViewportSize(1280, 800);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      report.lookFor(path, Accessibility.violationsOfLooks(page));
      report.requireReadable(path, "es");
      page.setViewportSize(360, 800);
    }
    report.end();
  }

  /** What is wrong with pages, all of it at once. */
  private static final class PageReport {
    private final Page page;
    private final SoftAssertions all = new SoftAssertions();
    private final Map<String, String> violations = new TreeMap<>();

    PageReport(Page page) {
      this.page = page;
    }

    void lookFor(String path, List<String> found) {
      found.forEach(violation -> violations.putIfAbsent(violation, path));
    }

    /** In the reader's language, under one heading, and not wider than the screen. */
    void requireReadable(String path, String language) {
      all.assertThat(page.locator("html").getAttribute("lang"))
          .as("language of %s", path)
          .isEqualTo(language);
      all.assertThat(page.locator("h1").count()).as("headings of %s", path).isEqualTo(1);
      all.assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .as("pixels that %s is too wide", path)
          .isEqualTo(0);
    }

    void end() {
      violations.forEach((violation, path) -> all.fail("%s: %s", path, violation));
      all.assertAll();
    }
  }

  /** Every field and the button that saves are reached by the tab key alone, and show it. */
  @Test
  void settings_canBeFilledInAndSavedByKeyboard(Chromium chromium)
      throws IOException, InterruptedException {
    Page page = chromium.open(Chromium.Screen.of("en"));
    Chromium.signIn(page, server());
    page.navigate(server().address() + "/settings");
    List<?> fields =
        (List<?>)
            page.evaluate(
                """
                [...document.getElementById('settings').elements]
                  .filter(e => e.checkVisibility() && e.tagName !== 'FIELDSET')
                  .map(e => e.id || e.name + '=' + e.value)
                """);
    assertThat(fields).hasSizeGreaterThan(5);
    Set<Object> reached = new LinkedHashSet<>();
    page.locator("a.skip").focus();
    page.keyboard().press("Enter");
    for (int tab = 0; tab < 300 && !reached.containsAll(fields); tab++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.matches(':focus-visible, body')"))
          .as("what has the focus shows it")
          .isEqualTo(true);
      reached.add(page.evaluate("(e => e.id || e.name + '=' + e.value)(document.activeElement)"));
    }
    assertThat(reached).containsAll(List.copyOf(fields));

    page.locator("button[form=settings], #settings button[type=submit]").first().focus();
    page.keyboard().press("Enter");
    Locator answer = page.locator("main .msg[role=status], main [role=alert]").first();
    answer.waitFor();
    assertThat(answer.innerText()).isNotBlank();
  }
}
