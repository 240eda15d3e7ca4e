// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe-core finds in a page: WCAG 2.2 at levels A and AA, and its own best practices. */
final class Accessibility {
  private static final String RUN =
      """
      axe.run(document,
          {resultTypes: ['violations'], selectors: false, iframes: false, runOnly: %s})
        .then(found => found.violations.map(each =>
          each.id + ': ' + each.nodes.map(node => node.html.slice(0, 160)).join(' | ')))
      """;
  private static final String ALL =
      "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

  /** What the same page may break with other colours or on another screen. */
  private static final String LOOKS =
      "['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']";

  private static final String AXE = read();

  private Accessibility() {}

  private static String read() {
    String name = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    try (InputStream in =
        Objects.requireNonNull(Accessibility.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns each broken rule and where. */
  static List<String> violations(Page page) {
    return found(page, ALL);
  }

  /** Returns each broken rule about colours and room: a tenth of the work. */
  static List<String> violationsOfLooks(Page page) {
    return found(page, LOOKS);
  }

  private static List<String> found(Page page, String rules) {
    page.evaluate(AXE);
    return ((List<?>) page.evaluate(RUN.formatted(rules))).stream().map(Object::toString).toList();
  }
}
