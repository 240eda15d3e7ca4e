// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The Chromium of this machine, and what pages complain about in its console. */
final class Chromium implements AutoCloseable {
  static final String PERSON = "ana@shop.example";
  static final String PASSWORD = "cuatro gatos en un tejado";

  private static final int PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<Complaint> complaints = new ArrayList<>();
  private final Set<String> documents = new HashSet<>();

  private record Complaint(String what, String about) {
    @Override
    public String toString() {
      return about + ": " + what;
    }
  }

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Returns the program, if there is one. */
  static Optional<Path> find() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PERENNE_CHROMIUM")).orElse(""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the browser. */
  static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(find().orElseThrow())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Chromium(playwright, browser);
  }

  /** What a reader has in front of them. */
  record Screen(String language, int width, ColorScheme theme) {
    static Screen of(String language) {
      return new Screen(language, 1280, ColorScheme.LIGHT);
    }

    Screen dark() {
      return new Screen(language, width, ColorScheme.DARK);
    }

    Screen wide(int pixels) {
      return new Screen(language, pixels, theme);
    }
  }

  /** Opens a window in which nobody has signed in. */
  Page open(Screen screen) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setLocale(screen.language())
                .setViewportSize(screen.width(), 800)
                .setColorScheme(screen.theme()));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    Page page = context.newPage();
    page.onPageError(error -> complaints.add(new Complaint(error, page.url())));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(new Complaint(message.text(), message.location()));
          }
        });
    page.onRequest(
        request -> {
          if (request.isNavigationRequest()) {
            documents.add(request.url());
          }
        });
    return page;
  }

  /** Makes the administrator with the printed link, who is then signed in. */
  static void welcome(Page page, Program.Served server) throws IOException, InterruptedException {
    page.navigate(server.welcome());
    page.fill("#name", PERSON);
    page.fill("#password", PASSWORD);
    page.fill("#again", PASSWORD);
    page.click("form.door button[type=submit]");
    page.waitForURL(server.address() + "/**");
  }

  /** Signs the administrator in. */
  static void signIn(Page page, Program.Served server) throws IOException, InterruptedException {
    page.navigate(server.address() + "/sign-in");
    page.fill("#name", PERSON);
    page.fill("#password", PASSWORD);
    page.click("form.door button[type=submit]");
    page.waitForURL(url -> !url.contains("/sign-in"));
  }

  /** Closes every window; returns what went wrong in them. */
  List<String> closeAll() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> said =
        complaints.stream().filter(each -> !isAnswer(each)).map(Complaint::toString).toList();
    complaints.clear();
    documents.clear();
    return said;
  }

  /** Whether it is the answer to a reader: a page that is not there, a form that is refused. */
  private boolean isAnswer(Complaint complaint) {
    String what = complaint.what();
    return what.startsWith("Failed to load resource: the server responded with")
        && (what.contains("status of 422")
            || documents.contains(complaint.about().replaceFirst(":\\d+:\\d+$", "")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
