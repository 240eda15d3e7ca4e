// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.http.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, and how the browser reached this server, as far as it is known.
 *
 * @param address of the browser
 * @param secure whether its connection was encrypted
 * @param host what it asked for, with the port if it is an unusual one
 */
public record Origin(String address, boolean secure, String host) {
  private static final String ATTRIBUTE = "origin";

  /** Notes what a proxy says of a request. */
  public static void is(Context request, Origin origin) {
    request.attribute(ATTRIBUTE, origin);
  }

  /** Returns the origin of a request. */
  public static Origin of(Context request) {
    @Nullable Origin told = request.attribute(ATTRIBUTE);
    return told == null ? direct(request) : told;
  }

  /** Returns the origin of a request that no proxy has passed on. */
  public static Origin direct(Context request) {
    String host = request.host();
    return new Origin(
        request.req().getRemoteAddr(),
        "https".equals(request.req().getScheme()),
        host == null ? "localhost" : host);
  }

  /** Returns the address of this server as the browser sees it, without a path. */
  public URI server() {
    return URI.create((secure ? "https://" : "http://") + host);
  }
}
