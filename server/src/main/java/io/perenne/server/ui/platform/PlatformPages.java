// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.platform;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.account.Accounts;
import io.perenne.server.account.Keys;
import io.perenne.server.account.Permission;
import io.perenne.server.account.Role;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.Identities;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.User;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import io.perenne.server.ui.platform.PlatformView.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Who may do what, and who did what: {@code /platform}. */
public final class PlatformPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(PlatformPages.class);
  private static final int MOST_CHANGES = 50;
  private static final String PATH = "/platform";

  private final Site site;
  private final Store store;
  private final Accounts accounts;
  private final Keys keys;
  private final InstantSource clock;

  /** Makes the pages of a site. */
  public PlatformPages(Site site, Store store, Accounts accounts, Keys keys, InstantSource clock) {
    this.site = site;
    this.store = store;
    this.accounts = accounts;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, request -> show(request, List.of(), Optional.empty()), Access.ADMINISTER);
    routes.post(
        PATH + "/users", request -> trying(request, () -> invite(request)), Access.ADMINISTER);
    routes.post(
        PATH + "/users/{id}", request -> trying(request, () -> change(request)), Access.ADMINISTER);
    routes.post(
        PATH + "/users/{id}/link",
        request -> trying(request, () -> link(request)),
        Access.ADMINISTER);
    routes.post(
        PATH + "/keys", request -> trying(request, () -> addKey(request)), Access.ADMINISTER);
    routes.post(
        PATH + "/keys/{id}/revoke",
        request -> trying(request, () -> revoke(request)),
        Access.ADMINISTER);
  }

  /** Shows the page again: with a secret, with what was wrong, or as it is now. */
  private void trying(Context request, Supplier<Optional<Secret>> change) {
    try {
      Optional<Secret> secret = change.get();
      if (secret.isEmpty()) {
        site.redirect(request, PATH);
      } else {
        show(request, List.of(), secret);
      }
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      Frame frame = site.frame(request, TEXTS, "platform", site.runs().latest());
      show(request, frame.problems(e), Optional.empty());
    }
  }

  private void show(Context request, List<String> problems, Optional<Secret> secret) {
    Frame frame = site.frame(request, TEXTS, "platform", site.runs().latest());
    PlatformView view =
        new PlatformView(
            accounts.all(),
            store.read(in -> new Identities(in).users()),
            keys.all(),
            store.read(in -> new Audit(in).newest(MOST_CHANGES)),
            problems,
            secret);
    site.answer(request, "platform/platform.jte", frame, view);
  }

  private Optional<Secret> invite(Context request) {
    String name = field(request, "name").strip();
    String language = field(request, "language").equals("en") ? "en" : "es";
    String token = accounts.invite(Visitor.change(request), name, role(request), language);
    return Optional.of(new Secret("link", name, welcome(request, token)));
  }

  private Optional<Secret> link(Context request) {
    User user = user(request);
    String token =
        accounts.newLink(Visitor.change(request), user.id()).orElseThrow(NotFoundResponse::new);
    return Optional.of(new Secret("link", user.name(), welcome(request, token)));
  }

  /** The address as the administrator's browser sees the server, which the user's will too. */
  private String welcome(Context request, String token) {
    String seen = request.header("Origin");
    String origin = seen == null || seen.equals("null") ? "" : seen;
    return origin + site.base() + "/welcome/" + token;
  }

  private Optional<Secret> change(Context request) {
    boolean disabled = field(request, "disabled").equals("true");
    if (!accounts.change(Visitor.change(request), user(request).id(), role(request), disabled)) {
      throw new NotFoundResponse();
    }
    return Optional.empty();
  }

  private Optional<Secret> addKey(Context request) {
    Set<Permission> permissions =
        request.formParams("permission").stream()
            .flatMap(code -> Permission.of(code).stream())
            .collect(Collectors.toSet());
    String days = field(request, "days");
    Optional<Instant> expires =
        days.matches("[1-9][0-9]{0,3}")
            ? Optional.of(clock.instant().plus(Duration.ofDays(Integer.parseInt(days))))
            : Optional.empty();
    String name = field(request, "name").strip();
    String key = keys.add(Visitor.change(request), name, permissions, expires);
    return Optional.of(new Secret("key", name, key));
  }

  private Optional<Secret> revoke(Context request) {
    if (!keys.revoke(Visitor.change(request), number(request))) {
      throw new NotFoundResponse();
    }
    return Optional.empty();
  }

  private User user(Context request) {
    long id = number(request);
    return accounts.all().stream()
        .filter(user -> user.id() == id)
        .findFirst()
        .orElseThrow(NotFoundResponse::new);
  }

  private static long number(Context request) {
    String text = request.pathParam("id");
    if (!text.matches("[0-9]{1,18}")) {
      throw new NotFoundResponse();
    }
    return Long.parseLong(text);
  }

  private static Role role(Context request) {
    return Role.of(field(request, "role")).orElse(Role.VIEWER);
  }

  private static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value;
  }
}
