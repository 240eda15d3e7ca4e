// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.destinations;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.job.Destinations;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.settings.DestinationChanges;
import io.perenne.server.settings.DestinationChanges.Trial;
import io.perenne.server.ui.destinations.DestinationsView.Row;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where finished runs are delivered: {@code /destinations}.
 *
 * <p>Only whoever administers adds or changes one, since a destination decides what the server
 * reads as a secret and where it writes; whoever configures may try them.
 */
public final class DestinationsPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(DestinationsPages.class);
  private static final String PATH = "/destinations";
  private static final String LIST = "destinations/list.jte";
  private static final String FORM = "destinations/form.jte";
  private static final int SHOWN_DELIVERIES = 5;

  private final Site site;
  private final Path home;
  private final DestinationChanges changes;
  private final Destinations destinations;

  /** Makes the pages of a site. */
  public DestinationsPages(Site site, Path home, DestinationChanges changes) {
    this.site = site;
    this.home = home;
    this.changes = changes;
    this.destinations = changes.all();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, request -> list(request, Optional.empty()), Access.CONFIGURE);
    routes.get(PATH + "/new", this::showNew, Access.ADMINISTER);
    routes.post(PATH, this::add, Access.ADMINISTER);
    routes.get(PATH + "/{name}", this::showOne, Access.ADMINISTER);
    routes.post(PATH + "/{name}", this::change, Access.ADMINISTER);
    routes.post(PATH + "/{name}/delete", this::delete, Access.ADMINISTER);
    routes.post(PATH + "/{name}/test", this::test, Access.CONFIGURE);
    routes.post(PATH + "/{name}/approve", this::approve, Access.ADMINISTER);
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "settings", site.runs().latest());
  }

  private void list(Context request, Optional<Trial> trial) {
    List<Row> rows = destinations.all().stream().map(this::row).toList();
    site.answer(request, LIST, frame(request), new DestinationsView(rows, trial));
  }

  private Row row(DestinationSettings settings) {
    List<DeliveryRecord> deliveries =
        DeliveryLedger.of(home).list(settings.name()).stream().limit(SHOWN_DELIVERIES).toList();
    try {
      Route route = destinations.routes().route(settings);
      return new Row(settings, route.destination().describe(), deliveries);
    } catch (InputException e) {
      return new Row(settings, "", deliveries);
    }
  }

  private void showNew(Context request) {
    Channel channel =
        Channels.find(Optional.ofNullable(request.queryParam("kind")).orElse(""))
            .orElseThrow(NotFoundResponse::new);
    form(request, new DestinationForm("", true, channel, Map.of(), List.of()));
  }

  private void showOne(Context request) {
    DestinationSettings settings = named(request);
    form(
        request,
        new DestinationForm(
            settings.name(), false, settings.channel(), settings.given(), List.of()));
  }

  private void form(Context request, DestinationForm form) {
    site.answer(request, FORM, frame(request), form);
  }

  private void add(Context request) {
    String name = field(request, "name").strip();
    Channel channel = Channels.find(field(request, "kind")).orElseThrow(NotFoundResponse::new);
    Map<String, String> given = given(request, channel);
    try {
      changes.add(Visitor.change(request), name, given);
      site.redirect(request, PATH);
    } catch (InputException e) {
      refuse(request, e, new DestinationForm(name, true, channel, given, List.of()));
    }
  }

  /** A field that may be a secret and was left empty keeps its value. */
  private void change(Context request) {
    DestinationSettings before = named(request);
    Map<String, String> given = DestinationChanges.over(before, given(request, before.channel()));
    try {
      changes.change(Visitor.change(request), before, given);
      site.redirect(request, PATH);
    } catch (InputException e) {
      refuse(
          request,
          e,
          new DestinationForm(before.name(), false, before.channel(), given, List.of()));
    }
  }

  private void delete(Context request) {
    DestinationSettings before = named(request);
    try {
      changes.delete(Visitor.change(request), before);
      site.redirect(request, PATH);
    } catch (InputException e) {
      refuse(
          request,
          e,
          new DestinationForm(before.name(), false, before.channel(), before.given(), List.of()));
    }
  }

  private void refuse(Context request, InputException e, DestinationForm form) {
    request.status(HttpStatus.UNPROCESSABLE_CONTENT);
    form(
        request,
        new DestinationForm(
            form.name(), form.isNew(), form.channel(), form.values(), frame(request).problems(e)));
  }

  private static Map<String, String> given(Context request, Channel channel) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("kind", channel.kind());
    for (Key<?> key : Channels.keys(channel)) {
      String typed = field(request, "key:" + key.name()).strip();
      if (!typed.isEmpty()) {
        given.put(key.name(), typed);
      }
    }
    return given;
  }

  private void test(Context request) {
    list(request, Optional.of(changes.trial(named(request))));
  }

  /** Keeps the key that the server shows now, if it is the one that the person has seen. */
  private void approve(Context request) {
    DestinationSettings settings = named(request);
    DestinationSettings now =
        changes
            .approve(Visitor.change(request), settings, field(request, "fingerprint"))
            .orElse(settings);
    list(request, Optional.of(changes.trial(now)));
  }

  private DestinationSettings named(Context request) {
    String name = request.pathParam("name");
    if (!destinations.has(name)) {
      throw new NotFoundResponse();
    }
    return destinations.load(name);
  }

  private static String field(Context request, String name) {
    return Optional.ofNullable(request.formParam(name)).orElse("");
  }
}
