// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.perenne.e2e.Chromium.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the pictures of the documentation. No test by its name: {@code e2e/screenshots} runs it.
 */
@ExtendWith(InBrowser.class)
class Screenshots {
  private static final int MOST_BYTES = 120_000;

  private @TempDir Path folder;

  @Test
  void pictures_areDrawnFromTheDemo(Chromium chromium) throws IOException, InterruptedException {
    String target = System.getProperty("perenne.screenshots", "");
    assertThat(target).as("where the pictures go").isNotEmpty();
    Path images = Files.createDirectories(Path.of(target));
    Path home = Program.makeTwoRuns(folder);
    try (Program.Served server = Program.serve(home, folder.resolve("serve.log"))) {
      Chromium.welcome(chromium.open(Screen.of("es")), server);
      Screen es = Screen.of("es");
      Screen en = Screen.of("en");
      draw(chromium, server, es, "/", images.resolve("home-es.png"));
      draw(chromium, server, en, "/segments", images.resolve("segments-en.png"));
      draw(chromium, server, es, "/segments/04", images.resolve("segment-es.png"));
      draw(chromium, server, en.wide(390), "/customers/12347", images.resolve("customer-en.png"));
      draw(chromium, server, en.dark(), "/movement", images.resolve("movement-en-dark.png"));
      draw(chromium, server, es, "/settings", images.resolve("settings-es.png"));
    }
  }

  private static void draw(
      Chromium chromium, Program.Served server, Screen screen, String path, Path image)
      throws IOException, InterruptedException {
    Page page = chromium.open(screen);
    Chromium.signIn(page, server);
    page.navigate(server.address() + path);
    page.evaluate("document.fonts.ready");
    Picture.write(page.screenshot(), image);
    page.context().close();
    assertThat(Files.size(image)).as(image.toString()).isLessThan(MOST_BYTES);
  }
}
