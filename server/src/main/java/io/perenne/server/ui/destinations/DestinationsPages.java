// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.destinations;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.ServerIdentity;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.job.Destinations;
import io.perenne.analytics.job.JobContext;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.destinations.DestinationsView.Row;
import io.perenne.server.ui.destinations.DestinationsView.Trial;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final JobContext context;
  private final Store store;
  private final Destinations destinations;

  /** Makes the pages of a site. */
  public DestinationsPages(Site site, JobContext context, Store store) {
    this.site = site;
    this.context = context;
    this.store = store;
    this.destinations = new Destinations(context);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, request -> list(request, Optional.empty()), Access.CONFIGURE);
    routes.get(PATH + "/new", this::showNew, Access.ADMINISTER);
    routes.post(PATH, this::add, Access.ADMINISTER);
    routes.get(PATH + "/{name}", this::showOne, Access.ADMINISTER);
    routes.post(PATH + "/{name}", this::change, Access.ADMINISTER);
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
        DeliveryLedger.of(context.home()).list(settings.name()).stream()
            .limit(SHOWN_DELIVERIES)
            .toList();
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
    Map<String, String> given = given(request, channel, Map.of());
    try {
      if (destinations.has(name)) {
        throw new InputException(
            Problem.of(TEXTS.message("name.taken", name))
                .withRemedy(TEXTS.message("name.taken.remedy")));
      }
      save(request, name, Map.of(), given);
    } catch (InputException e) {
      refuse(request, e, new DestinationForm(name, true, channel, given, List.of()));
    }
  }

  private void change(Context request) {
    DestinationSettings before = named(request);
    Map<String, String> given = given(request, before.channel(), before.given());
    try {
      save(request, before.name(), before.given(), given);
    } catch (InputException e) {
      refuse(
          request,
          e,
          new DestinationForm(before.name(), false, before.channel(), given, List.of()));
    }
  }

  private void refuse(Context request, InputException e, DestinationForm form) {
    request.status(HttpStatus.UNPROCESSABLE_CONTENT);
    form(
        request,
        new DestinationForm(
            form.name(), form.isNew(), form.channel(), form.values(), frame(request).problems(e)));
  }

  private void save(
      Context request, String name, Map<String, String> before, Map<String, String> given) {
    destinations.save(name, given);
    Optional<String> earlier =
        Optional.of(before).filter(each -> !each.isEmpty()).map(DestinationsPages::summary);
    record(request, "destination.save", name, earlier, summary(given));
    site.redirect(request, PATH);
  }

  /** What a form holds; a field that may be a secret and was left empty keeps its value. */
  private static Map<String, String> given(
      Context request, Channel channel, Map<String, String> before) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("kind", channel.kind());
    for (Key<?> key : Channels.keys(channel)) {
      String typed = field(request, "key:" + key.name()).strip();
      if (!typed.isEmpty()) {
        given.put(key.name(), typed);
      } else if (key.is(Key.Trait.CONFIDENTIAL) && before.containsKey(key.name())) {
        given.put(key.name(), before.get(key.name()));
      }
    }
    return given;
  }

  private void test(Context request) {
    DestinationSettings settings = named(request);
    list(request, Optional.of(tried(request, settings)));
  }

  private Trial tried(Context request, DestinationSettings settings) {
    try {
      Optional<ServerIdentity> identity = destinations.toApprove(settings);
      if (identity.isPresent()) {
        return new Trial(settings.name(), Optional.empty(), List.of(), identity);
      }
      Route route = destinations.routes().route(settings);
      route.checkPacking();
      String found = route.destination().check().in(site.language(request));
      return new Trial(settings.name(), Optional.of(found), List.of(), Optional.empty());
    } catch (InputException e) {
      return new Trial(
          settings.name(), Optional.empty(), frame(request).problems(e), Optional.empty());
    } catch (RuntimeException e) {
      if (e instanceof Spoken spoken) {
        String why = spoken.in(site.language(request));
        return new Trial(settings.name(), Optional.empty(), List.of(why), Optional.empty());
      }
      throw e;
    }
  }

  /** Keeps the key that the server shows now, if it is the one that the person has seen. */
  private void approve(Context request) {
    DestinationSettings settings = named(request);
    Optional<ServerIdentity> shown = destinations.toApprove(settings);
    String seen = field(request, "fingerprint");
    if (shown.isPresent() && shown.get().fingerprint().equals(seen)) {
      settings = destinations.approve(settings, shown.get());
      record(request, "destination.approve", settings.name(), Optional.empty(), seen);
    }
    list(request, Optional.of(tried(request, settings)));
  }

  private void record(
      Context request, String what, String name, Optional<String> before, String after) {
    Visitor.change(request)
        .record(store, context.clock().instant(), what, name, before, Optional.of(after));
  }

  /** What was set, as the record keeps it: nothing that may be a secret. */
  private static String summary(Map<String, String> given) {
    Set<String> hidden =
        Channels.find(given.getOrDefault("kind", "")).stream()
            .flatMap(channel -> Channels.keys(channel).stream())
            .filter(key -> key.is(Key.Trait.CONFIDENTIAL))
            .map(Key::name)
            .collect(Collectors.toSet());
    return given.entrySet().stream()
        .map(each -> each.getKey() + "=" + (hidden.contains(each.getKey()) ? "…" : each.getValue()))
        .collect(Collectors.joining("; "));
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
