// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.perenne.server.ui.frame.PageGroup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever has the link that the server printed when it started, and nobody else.
 *
 * <p>The link holds a secret of 256 bits that changes with each start; a browser that has opened it
 * keeps another one in a cookie. Both are compared in constant time.
 */
final class Entrance implements PageGroup {
  private static final String COOKIE = "perenne-session";
  private static final int SECRET_BYTES = 32;

  /** What anybody may ask for. */
  private static final Set<String> OPEN = Set.of("assets", "healthz", "enter");

  private final String link;
  private final String session;
  private final String base;

  /**
   * Makes an entrance with new secrets.
   *
   * @param random cryptographically strong
   * @param base what stands before every path
   */
  Entrance(RandomGenerator random, String base) {
    this.link = secret(random);
    this.session = secret(random);
    this.base = base;
  }

  private static String secret(RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the path of the link that lets somebody in. */
  String path() {
    return base + "/enter/" + link;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::requireSession);
    routes.get("/enter/{secret}", this::enter);
  }

  private void requireSession(Context request) {
    String inside = request.path().substring(Math.min(base.length() + 1, request.path().length()));
    if (!OPEN.contains(inside.split("/", 2)[0]) && !equal(request.cookie(COOKIE), session)) {
      throw new UnauthorizedResponse();
    }
  }

  private void enter(Context request) {
    if (!equal(request.pathParam("secret"), link)) {
      throw new NotFoundResponse();
    }
    Cookie cookie = new Cookie(COOKIE, session, base.isEmpty() ? "/" : base);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    request.cookie(cookie);
    request.redirect(base + "/", HttpStatus.SEE_OTHER);
  }

  private static boolean equal(@Nullable String given, String wanted) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
