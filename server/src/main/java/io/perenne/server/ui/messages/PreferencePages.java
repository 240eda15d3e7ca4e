// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.messages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.decision.Channel;
import io.perenne.server.channel.Links;
import io.perenne.server.channel.Preferences;
import io.perenne.server.channel.Preferences.Subject;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where customers unsubscribe, {@code /u/{token}}. To look at it changes nothing, as robots follow
 * every link of a message: people click a second time. The request of RFC 8058, which mail programs
 * make when their own button is clicked, counts at once.
 */
public final class PreferencePages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(PreferencePages.class);
  private static final String PATH = Links.PATH + "{token}";

  private final Site site;
  private final Preferences preferences;

  /** Makes the pages of a site. */
  public PreferencePages(Site site, Preferences preferences) {
    this.site = site;
    this.preferences = preferences;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.PUBLIC);
    routes.post(PATH, this::save, Access.PUBLIC);
  }

  private Subject subject(Context request) {
    return preferences.find(request.pathParam("token")).orElseThrow(NotFoundResponse::new);
  }

  private void show(Context request) {
    String done = request.queryParam("done");
    boolean known = "unsubscribed".equals(done) || "saved".equals(done);
    Subject subject = subject(request);
    List<PreferencesView.Choice> choices =
        subject.allowed().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> new PreferencesView.Choice(each.getKey().code(), each.getValue()))
            .toList();
    site.answer(
        request,
        "messages/preferences.jte",
        site.frame(request, TEXTS, "", Optional.empty()),
        new PreferencesView(
            Links.PATH + request.pathParam("token"),
            subject.channel().code(),
            choices,
            known ? String.valueOf(done) : ""));
  }

  private void save(Context request) {
    Subject subject = subject(request);
    if ("One-Click".equals(request.formParam("List-Unsubscribe"))) {
      preferences.unsubscribe(subject);
      request.result("unsubscribed\n");
      return;
    }
    boolean all = request.formParam("unsubscribe") != null;
    if (all) {
      preferences.unsubscribe(subject);
    } else {
      Map<Channel, Boolean> wished = new EnumMap<>(Channel.class);
      subject
          .allowed()
          .keySet()
          .forEach(channel -> wished.put(channel, request.formParam(channel.code()) != null));
      preferences.save(subject, wished);
    }
    site.redirect(
        request,
        Links.PATH + request.pathParam("token") + (all ? "?done=unsubscribed" : "?done=saved"));
  }
}
