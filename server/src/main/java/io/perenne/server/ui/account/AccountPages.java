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
import io.perenne.server.storage.User;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
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
  private final InstantSource clock;

  /** Makes the pages of a site. */
  public AccountPages(Site site, Accounts accounts, InstantSource clock) {
    this.site = site;
    this.accounts = accounts;
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
    site.answer(request, SIGN_IN, frame(request), DoorView.of("", to));
  }

  private void signIn(Context request) {
    String name = field(request, "name");
    String to = Site.inside(request.formParam("to"));
    Outcome outcome = accounts.signIns().signIn(name, field(request, "password"), request.ip());
    if (outcome instanceof Outcome.Entered entered) {
      Visitor.keep(request, entered.token(), site.base());
      site.redirect(request, to);
      return;
    }
    Frame frame = frame(request);
    DoorView again = DoorView.of(name, to);
    if (outcome instanceof Outcome.Wait wait) {
      long seconds = seconds(wait.until());
      request.status(HttpStatus.TOO_MANY_REQUESTS).header("Retry-After", "" + seconds);
      site.answer(request, SIGN_IN, frame, new DoorView(name, to, List.of(), Optional.of(seconds)));
    } else {
      request.status(HttpStatus.UNAUTHORIZED);
      site.answer(request, SIGN_IN, frame, again.with(List.of(frame.text("sign-in.wrong"))));
    }
  }

  private long seconds(Instant until) {
    return 1 + Duration.between(clock.instant(), until).toSeconds();
  }

  private void signOut(Context request) {
    Visitor.token(request).ifPresent(accounts.signIns()::signOut);
    Visitor.forget(request, site.base());
    site.redirect(request, "/sign-in");
  }

  private void showWelcome(Context request) {
    Invitation invitation =
        accounts.invitation(request.pathParam("token")).orElseThrow(NotFoundResponse::new);
    String name = invitation.user().map(User::name).orElse("");
    site.answer(request, WELCOME, frame(request), DoorView.of(name, ""));
  }

  private void welcome(Context request) {
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
                  request.ip())
              .orElseThrow(NotFoundResponse::new);
      Visitor.keep(request, session, site.base());
      site.redirect(request, "/");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      String name = invitation.user().map(User::name).orElseGet(() -> field(request, "name"));
      site.answer(request, WELCOME, frame, DoorView.of(name, "").with(frame.problems(e)));
    }
  }

  private void showAccount(Context request) {
    Frame frame = frame(request);
    site.answer(request, ACCOUNT, frame, DoorView.of(Visitor.change(request).who(), ""));
  }

  private void changePassword(Context request) {
    Frame frame = frame(request);
    DoorView view = DoorView.of(Visitor.change(request).who(), "");
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
