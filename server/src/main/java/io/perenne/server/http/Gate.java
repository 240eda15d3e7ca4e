// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.security.RouteRole;
import io.perenne.server.account.Keys;
import io.perenne.server.account.Permission;
import io.perenne.server.account.Principal;
import io.perenne.server.account.SignIns;
import io.perenne.server.api.Problems;
import io.perenne.server.log.LogContext;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Visitor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to whom it is for, and nobody else.
 *
 * <p>Who a browser belongs to is told by its session. A request that changes something must also
 * send back the token that only our own pages know, and must not come from another site. A program
 * sends its key instead, which no browser does by itself.
 */
public final class Gate implements PageGroup {
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final String BEARER = "Bearer ";
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final SignIns signIns;
  private final Keys keys;
  private final String base;

  /**
   * Makes a gate.
   *
   * @param signIns the sessions of people
   * @param keys the keys of programs
   * @param base what stands before every path
   */
  public Gate(SignIns signIns, Keys keys, String base) {
    this.signIns = signIns;
    this.keys = keys;
    this.base = base;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::recognize);
    routes.beforeMatched(this::require);
  }

  private void recognize(Context request) {
    String sent = request.header("Authorization");
    Optional<Principal> principal =
        sent == null
            ? Visitor.token(request).flatMap(signIns::principal)
            : Optional.of(sent).filter(each -> each.startsWith(BEARER)).flatMap(this::program);
    principal.ifPresent(
        each -> {
          Visitor.is(request, each);
          LogContext.user(each.reference());
        });
  }

  private Optional<Principal> program(String sent) {
    return keys.principal(sent.substring(BEARER.length()).strip());
  }

  private void require(Context request) {
    Set<RouteRole> roles = request.routeRoles();
    if (roles.contains(Access.ANY_SITE)) {
      return;
    }
    boolean reads = READING.contains(request.method());
    if (!reads) {
      requireOwnSite(request);
    }
    if (roles.contains(Access.PUBLIC)) {
      return;
    }
    Optional<Principal> principal = Visitor.of(request);
    if (principal.isEmpty()) {
      refuseStranger(request, reads);
      return;
    }
    if (!reads && principal.get().person()) {
      requireToken(request, principal.get());
    }
    if (!mayDo(principal.get(), roles, reads)) {
      throw new ForbiddenResponse();
    }
  }

  private static boolean mayDo(Principal principal, Set<RouteRole> roles, boolean reads) {
    if (roles.isEmpty()) {
      return reads && principal.may(Permission.READ) && principal.may(Permission.CUSTOMERS);
    }
    if (roles.contains(Access.SIGNED_IN) && !principal.person()) {
      return false; // a program has no password to change and no session to end
    }
    return roles.stream()
        .map(role -> ((Access) role).permission())
        .allMatch(needed -> needed.map(principal::may).orElse(true));
  }

  /** A person who opened a page is shown the form; a program, or a form, is told. */
  private void refuseStranger(Context request, boolean reads) {
    String accepted = request.header("Accept");
    boolean program = Problems.concerns(request, base);
    if (program || !reads || accepted == null || !accepted.contains("text/html")) {
      throw new UnauthorizedResponse();
    }
    String query = request.queryString();
    String path = request.path().substring(base.length());
    String here = query == null ? path : path + "?" + query;
    request.redirect(base + "/sign-in?to=" + Frame.encoded(here), HttpStatus.SEE_OTHER);
    request.skipRemainingHandlers();
  }

  /** Every browser of the last years tells from where a request was made. */
  private static void requireOwnSite(Context request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !OWN_SITE.contains(site)) {
      throw new ForbiddenResponse();
    }
  }

  private static void requireToken(Context request, Principal principal) {
    String header = request.header("X-CSRF-Token");
    // only a form is read for it: the body of anything else may be as long as a file
    boolean form = header == null && request.isFormUrlencoded();
    String given = form ? request.formParam("csrf") : header;
    if (principal.csrfToken().isEmpty() || !equal(given, principal.csrfToken())) {
      throw new ForbiddenResponse();
    }
  }

  private static boolean equal(@Nullable String given, String wanted) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
