// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.live.source.Snippets;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Origin;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import io.perenne.server.ui.live.SourcesView.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where events come from, {@code /sources}. */
public final class SourcesPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(SourcesPages.class);
  private static final String PATH = "/sources";

  private final Site site;
  private final WriteKeys keys;

  /** Makes the pages of a site. */
  public SourcesPages(Site site, WriteKeys keys) {
    this.site = site;
    this.keys = keys;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, request -> show(request, List.of(), Optional.empty()), Access.ADMINISTER);
    routes.post(PATH, request -> trying(request, () -> add(request)), Access.ADMINISTER);
    routes.post(
        PATH + "/{name}/key", request -> trying(request, () -> rotate(request)), Access.ADMINISTER);
    routes.post(
        PATH + "/{name}", request -> trying(request, () -> use(request)), Access.ADMINISTER);
  }

  /** Shows the page again: with a key, with what was wrong, or as it is now. */
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
      show(request, frame(request).problems(e), Optional.empty());
    }
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "sources", site.runs().latest());
  }

  private void show(Context request, List<String> problems, Optional<Secret> secret) {
    site.answer(
        request, "live/sources.jte", frame(request), new SourcesView(keys.all(), problems, secret));
  }

  private Optional<Secret> add(Context request) {
    String name = field(request, "name").strip();
    return secret(request, name, keys.add(Visitor.change(request), name));
  }

  private Optional<Secret> rotate(Context request) {
    String name = request.pathParam("name");
    boolean now = field(request, "now").equals("true");
    Duration overlap = now ? Duration.ZERO : WriteKeys.OVERLAP;
    return secret(request, name, keys.rotate(Visitor.change(request), name, overlap));
  }

  private Optional<Secret> use(Context request) {
    boolean disabled = field(request, "disabled").equals("true");
    keys.disable(Visitor.change(request), request.pathParam("name"), disabled);
    return Optional.empty();
  }

  private Optional<Secret> secret(Context request, String name, String key) {
    String server = Origin.of(request).server() + site.base();
    return Optional.of(new Secret(name, key, Snippets.of(server, key)));
  }

  private static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value;
  }
}
