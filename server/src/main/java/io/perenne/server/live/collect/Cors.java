// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.javalin.http.Context;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages of any site send events. No session counts here, and every answer is the same, so
 * there is nothing that a page could read.
 */
final class Cors {
  private Cors() {}

  /** Says that the page of a request may read the answer. */
  static void add(Context request) {
    add(request.header("Origin"), request::header);
  }

  /** Says that the page of an origin may read the answer that headers are put into. */
  static void add(@Nullable String origin, BiConsumer<String, String> answer) {
    answer.accept("Vary", "Origin");
    answer.accept("Cross-Origin-Resource-Policy", "cross-origin");
    if (origin != null) {
      answer.accept("Access-Control-Allow-Origin", clean(origin));
      answer.accept("Access-Control-Allow-Credentials", "true");
      answer.accept("Access-Control-Expose-Headers", "Retry-After");
    }
  }

  /** Answers the question of a browser whether it may send something. */
  static void allow(Context request) {
    add(request);
    String headers = request.header("Access-Control-Request-Headers");
    request.header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    request.header(
        "Access-Control-Allow-Headers",
        headers == null ? "Authorization, Content-Type, X-Write-Key" : clean(headers));
    request.header("Access-Control-Max-Age", "86400");
    request.status(204);
  }

  private static String clean(String header) {
    return header.replaceAll("[^\\x21-\\x7e ]", "");
  }
}
