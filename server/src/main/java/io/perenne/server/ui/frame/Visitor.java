// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.perenne.server.account.Change;
import io.perenne.server.account.Principal;
import java.util.Optional;

/** Whoever makes a request, as pages see them. */
public final class Visitor {
  private static final String PRINCIPAL = "principal";
  private static final String COOKIE = "perenne-session";

  private Visitor() {}

  /** Returns who makes a request; empty for a stranger. */
  public static Optional<Principal> of(Context request) {
    return Optional.ofNullable(request.attribute(PRINCIPAL));
  }

  /** Notes who makes a request. */
  public static void is(Context request, Principal principal) {
    request.attribute(PRINCIPAL, principal);
  }

  /** Notes that whoever makes a request has just signed out. */
  public static void nobody(Context request) {
    request.attribute(PRINCIPAL, null);
  }

  /** Returns whoever changes something. */
  public static Change change(Context request) {
    return new Change(
        of(request).map(Principal::name).orElseThrow(UnauthorizedResponse::new),
        Origin.of(request).address());
  }

  /** Returns the token of the session that a browser sends; empty if it sends none. */
  public static Optional<String> token(Context request) {
    return Optional.ofNullable(request.cookie(COOKIE)).filter(token -> !token.isEmpty());
  }

  /**
   * Lets a browser keep the token of a session until it is closed.
   *
   * @param base what stands before every path
   */
  public static void keep(Context request, String token, String base) {
    request.cookie(cookie(request, token, base));
  }

  /** Lets a browser forget its session. */
  public static void forget(Context request, String base) {
    Cookie cookie = cookie(request, "", base);
    cookie.setMaxAge(0);
    request.cookie(cookie);
  }

  private static Cookie cookie(Context request, String token, String base) {
    Cookie cookie = new Cookie(COOKIE, token, base.isEmpty() ? "/" : base);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    cookie.setSecure(Origin.of(request).secure());
    return cookie;
  }
}
