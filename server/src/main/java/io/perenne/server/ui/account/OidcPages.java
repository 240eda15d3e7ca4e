// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.account;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.oidc.Door;
import io.perenne.server.oidc.OidcSignIns;
import io.perenne.server.oidc.OidcSignIns.Answer;
import io.perenne.server.oidc.OidcSignIns.Outcome;
import io.perenne.server.oidc.Refusal;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Origin;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Signing in at a provider of identities: {@code /sign-in/oidc} leads there, {@code
 * /sign-in/oidc/callback} is where it leads back to.
 */
public final class OidcPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(OidcPages.class);
  private static final String PATH = "/sign-in/oidc";
  private static final String COOKIE = "perenne-arrival";
  private static final Duration COOKIE_LASTS = Duration.ofMinutes(10);

  private final Site site;
  private final Door door;
  private final OidcSignIns provider;

  /** Makes the pages of a site. */
  public OidcPages(Site site, Door door, OidcSignIns provider) {
    this.site = site;
    this.door = door;
    this.provider = provider;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::begin, Access.PUBLIC);
    routes.get(PATH + "/callback", this::finish, Access.PUBLIC);
  }

  private void begin(Context request) {
    URI back = publicAddress(request, door, site, PATH + "/callback");
    Outcome outcome = provider.begin(back, Site.inside(request.queryParam("to")));
    if (outcome instanceof Outcome.Sent sent) {
      keep(request, sent.browser(), COOKIE_LASTS);
      request.redirect(sent.to().toString(), HttpStatus.SEE_OTHER);
    } else {
      refuse(request, ((Outcome.Refused) outcome).why());
    }
  }

  /** Returns a path of this server as browsers outside find it. */
  static URI publicAddress(Context request, Door door, Site site, String path) {
    return door.publicAddress()
        .map(address -> URI.create(address + path))
        .orElseGet(() -> URI.create(Origin.of(request).server() + site.base() + path));
  }

  private void finish(Context request) {
    Answer answer =
        new Answer(
            sent(request, "state").orElse(""),
            sent(request, "code"),
            sent(request, "iss"),
            sent(request, "error"),
            Optional.ofNullable(request.cookie(COOKIE)));
    keep(request, "", Duration.ZERO);
    String language = site.language(request).code();
    Outcome outcome = provider.finish(answer, language, Origin.of(request).address());
    if (outcome instanceof Outcome.Entered entered) {
      Visitor.keep(request, entered.token(), site.base());
      site.redirect(request, Site.inside(entered.destination()));
    } else {
      refuse(request, ((Outcome.Refused) outcome).why());
    }
  }

  private static Optional<String> sent(Context request, String name) {
    return Optional.ofNullable(request.queryParam(name)).filter(text -> !text.isEmpty());
  }

  private void keep(Context request, String text, Duration lasts) {
    Cookie cookie = new Cookie(COOKIE, text, site.base() + PATH);
    cookie.setMaxAge((int) lasts.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    cookie.setSecure(Origin.of(request).secure());
    request.cookie(cookie);
  }

  private void refuse(Context request, Refusal why) {
    Frame frame = site.frame(request, TEXTS, "account", Optional.empty());
    request.status(
        switch (why) {
          case DOWN -> HttpStatus.SERVICE_UNAVAILABLE;
          case STALE -> HttpStatus.BAD_REQUEST;
          default -> HttpStatus.FORBIDDEN;
        });
    site.answer(
        request,
        "account/refused.jte",
        frame,
        new RefusedView(why.code(), provider.name(), provider.contact(), door.passwords()));
  }
}
