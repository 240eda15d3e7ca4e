// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.Optional;

/** The guides: {@code /help} names them, {@code /help/NAME} shows one. */
public final class HelpPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(HelpPages.class);

  private final Site site;
  private final Guides guides;

  /** Makes the pages of a site. */
  public HelpPages(Site site) {
    this.site = site;
    guides = new Guides(site.base());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/help", request -> show(request, Guides.INDEX), Access.READ);
    routes.get("/help/{name}", request -> show(request, request.pathParam("name")), Access.READ);
  }

  private void show(Context request, String name) {
    Frame frame = site.frame(request, TEXTS, "help", Optional.empty());
    Language language = frame.language();
    Guide guide = guides.find(name, language).orElseThrow(NotFoundResponse::new);
    List<Guide> all =
        Guides.NAMES.stream().map(each -> guides.find(each, language).orElseThrow()).toList();
    site.answer(request, "help/guide.jte", frame, new HelpView(guide, all));
  }
}
