// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.perenne.server.ui.frame.PageGroup;
import java.util.Map;

/**
 * What a browser is told to refuse: scripts and styles from elsewhere or inline, frames, guesses.
 */
final class SecurityHeaders implements PageGroup {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  /** Returns all of them. */
  static Map<String, String> all() {
    return HEADERS;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(request -> HEADERS.forEach(request::header));
  }
}
