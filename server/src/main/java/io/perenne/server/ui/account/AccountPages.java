// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.account;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.account.Accounts;
import io.perenne.server.account.Accounts.Invitation;
import io.perenne.server.account.SignIns.Outcome;
import io.perenne.server.oidc.Door;
import io.perenne.server.oidc.OidcSignIns;
import io.perenne.server.storage.User;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Origin;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Signing in and out, {@code /sign-in}; the link that sets a password, {@code /welcome/{token}};
 * one's own password, {@code /account}.
 */
public final class AccountPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(AccountPages.class);
  private static final String SIGN_IN = "account/sign-in.jte";
  private static final String WELCOME = "account/welcome.jte";
  private static final String ACCOUNT = "account/account.jte";

  private final Site site;
  private final Accounts accounts;
  private final Door door;
  private final InstantSource clock;

  /** Makes the pages of a site. */
  public AccountPages(Site site, Accounts accounts, Door door, InstantSource clock) {
    this.site = site;
    this.accounts = accounts;
    this.door = door;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/sign-in", this::showSignIn, Access.PUBLIC);
    routes.post("/sign-in", this::signIn, Access.PUBLIC);
    routes.post("/sign-out", this::signOut, Access.SIGNED_IN);
    routes.get("/welcome/{token}", this::showWelcome, Access.PUBLIC);
    routes.post("/welcome/{token}", this::welcome, Access.PUBLIC);
    routes.get("/account", this::showAccount, Access.SIGNED_IN);
    routes.post("/account/password", this::changePassword, Access.SIGNED_IN);
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "account", Optional.empty());
  }

  private void showSignIn(Context request) {
    String to = Site.inside(request.queryParam("to"));
    if (Visitor.of(request).isPresent()) {
      site.redirect(request, to);
      return;
    }
    site.answer(request, SIGN_IN, frame(request), view("", to));
  }

  private DoorView view(String name, String to) {
    return DoorView.of(name, to, door.provider().map(OidcSignIns::name), door.passwords());
  }

  /** Where everybody signs in at a provider, a password opens nothing and none is chosen. */
  private boolean refusesPasswords(Context request) {
    if (door.passwords()) {
      return false;
    }
    Frame frame = frame(request);
    String name = door.provider().map(OidcSignIns::name).orElse("");
    request.status(HttpStatus.FORBIDDEN);
    site.answer(
        request,
        SIGN_IN,
        frame,
        view("", "/")
            .with(
                List.of(
                    frame.text("passwords.off")
                        + ": "
                        + frame.text("passwords.off.remedy", name))));
    return true;
  }

  private void signIn(Context request) {
    if (refusesPasswords(request)) {
      return;
    }
    String name = field(request, "name");
    String to = Site.inside(request.formParam("to"));
    Outcome outcome =
        accounts.signIns().signIn(name, field(request, "password"), Origin.of(request).address());
    if (outcome instanceof Outcome.Entered entered) {
      Visitor.keep(request, entered.token(), site.base());
      site.redirect(request, to);
      return;
    }
    Frame frame = frame(request);
    DoorView again = view(name, to);
    if (outcome instanceof Outcome.Wait wait) {
      long seconds = seconds(wait.until());
      request.status(HttpStatus.TOO_MANY_REQUESTS).header("Retry-After", "" + seconds);
      site.answer(request, SIGN_IN, frame, again.waiting(seconds));
    } else {
      request.status(HttpStatus.UNAUTHORIZED);
      site.answer(request, SIGN_IN, frame, again.with(List.of(frame.text("sign-in.wrong"))));
    }
  }

  private long seconds(Instant until) {
    return 1 + Duration.between(clock.instant(), until).toSeconds();
  }

  private void signOut(Context request) {
    Optional<String> idToken = Visitor.token(request).flatMap(accounts.signIns()::signOut);
    Visitor.forget(request, site.base());
    URI back = OidcPages.publicAddress(request, door, site, "/sign-in");
    Optional<URI> farewell =
        door.provider().flatMap(each -> idToken.flatMap(token -> each.farewell(token, back)));
    if (farewell.isEmpty()) {
      site.redirect(request, "/sign-in");
      return;
    }
    // a form may lead to our own pages only, so the browser is asked to go on by itself
    request.header("Refresh", "0; url=" + farewell.get());
    Visitor.nobody(request);
    site.answer(
        request,
        "account/farewell.jte",
        frame(request),
        new FarewellView(door.provider().get().name(), farewell.get().toString()));
  }

  private void showWelcome(Context request) {
    if (refusesPasswords(request)) {
      return;
    }
    Invitation invitation =
        accounts.invitation(request.pathParam("token")).orElseThrow(NotFoundResponse::new);
    String name = invitation.user().map(User::name).orElse("");
    site.answer(request, WELCOME, frame(request), view(name, ""));
  }

  private void welcome(Context request) {
    if (refusesPasswords(request)) {
      return;
    }
    String token = request.pathParam("token");
    Invitation invitation = accounts.invitation(token).orElseThrow(NotFoundResponse::new);
    Frame frame = frame(request);
    try {
      requireSame(request);
      String session =
          accounts
              .accept(
                  token,
                  field(request, "name"),
                  field(request, "password"),
                  frame.language().code(),
                  Origin.of(request).address())
              .orElseThrow(NotFoundResponse::new);
      Visitor.keep(request, session, site.base());
      site.redirect(request, "/");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      String name = invitation.user().map(User::name).orElseGet(() -> field(request, "name"));
      site.answer(request, WELCOME, frame, view(name, "").with(frame.problems(e)));
    }
  }

  private void showAccount(Context request) {
    Frame frame = frame(request);
    site.answer(request, ACCOUNT, frame, view(Visitor.change(request).who(), ""));
  }

  private void changePassword(Context request) {
    if (refusesPasswords(request)) {
      return;
    }
    Frame frame = frame(request);
    DoorView view = view(Visitor.change(request).who(), "");
    try {
      requireSame(request);
      Optional<String> session =
          accounts.changePassword(
              Visitor.change(request), field(request, "old"), field(request, "password"));
      if (session.isPresent()) {
        Visitor.keep(request, session.get(), site.base());
        site.redirect(request, "/account?done=password");
        return;
      }
      request.status(HttpStatus.FORBIDDEN);
      site.answer(request, ACCOUNT, frame, view.with(List.of(frame.text("old.wrong"))));
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      site.answer(request, ACCOUNT, frame, view.with(frame.problems(e)));
    }
  }

  private static void requireSame(Context request) {
    if (!field(request, "password").equals(field(request, "again"))) {
      throw new InputException(
          Problem.of(TEXTS.message("password.differs"))
              .withRemedy(TEXTS.message("password.differs.remedy")));
    }
  }

  private static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value;
  }
}
