// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.live.profile.EventRetention;
import io.perenne.server.live.profile.EventRetention.Rule;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long events of a kind are kept, tried before it is set: {@code /events/retention}. */
public final class EventRetentionPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(EventRetentionPages.class);
  private static final String PATH = "/events/retention";
  private static final int MOST_DIGITS = 6;

  private final Site site;
  private final EventRetention retention;

  /** Makes the pages of a site. */
  public EventRetentionPages(Site site, EventRetention retention) {
    this.site = site;
    this.retention = retention;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.CONFIGURE);
    routes.post(PATH, this::keep, Access.CONFIGURE);
    routes.post(PATH + "/remove", this::remove, Access.CONFIGURE);
  }

  private void show(Context request) {
    String event = text(request.queryParam("event"));
    String days = text(request.queryParam("days"));
    if (event.isEmpty()) {
      answer(request, event, days, Optional.empty(), List.of());
      return;
    }
    try {
      answer(request, event, days, Optional.of(retention.atMost(rule(event, days))), List.of());
    } catch (InputException e) {
      refuse(request, event, days, e);
    }
  }

  private void keep(Context request) {
    String event = text(request.formParam("event"));
    String days = text(request.formParam("days"));
    try {
      Rule rule = rule(event, days);
      List<Rule> rules = without(rule.event());
      rules.add(rule);
      retention.keep(Visitor.change(request), rules);
      site.redirect(request, PATH);
    } catch (InputException e) {
      refuse(request, event, days, e);
    }
  }

  private void remove(Context request) {
    retention.keep(Visitor.change(request), without(text(request.formParam("event"))));
    site.redirect(request, PATH);
  }

  private List<Rule> without(String event) {
    List<Rule> rules = new ArrayList<>(retention.rules());
    rules.removeIf(each -> each.event().equals(event));
    return rules;
  }

  private static Rule rule(String event, String days) {
    boolean number = !days.isEmpty() && days.length() <= MOST_DIGITS && days.matches("[0-9]+");
    return EventRetention.written(event, number ? Long.parseLong(days) : 0);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private void refuse(Context request, String event, String days, InputException refusal) {
    request.status(HttpStatus.UNPROCESSABLE_CONTENT);
    answer(request, event, days, Optional.empty(), frame(request).problems(refusal));
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "events", site.runs().latest());
  }

  private void answer(
      Context request, String event, String days, Optional<Long> tried, List<String> problems) {
    site.answer(
        request,
        "live/retention.jte",
        frame(request),
        new RetentionView(retention.rules(), event, days, tried, problems));
  }
}
