// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.server.log.LogContext;
import io.perenne.server.ui.frame.PageGroup;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives each request an id, which its answer carries, the log names when something fails, and a
 * person can quote. An id that a browser sends is not taken over: it could be anything.
 */
final class RequestIds implements PageGroup {
  static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "request-id";

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(
        request -> {
          String id = next();
          request.attribute(ATTRIBUTE, id);
          request.header(HEADER, id);
          LogContext.request(id);
        });
    routes.after(request -> LogContext.end());
  }

  /** Returns an id that no other request has. */
  static String next() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** Returns the id of a request; {@code -} if it failed before it had one. */
  static String of(Context request) {
    return Objects.requireNonNullElse(request.<String>attribute(ATTRIBUTE), "-");
  }
}
