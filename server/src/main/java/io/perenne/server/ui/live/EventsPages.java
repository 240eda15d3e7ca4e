// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Replay;
import io.perenne.server.live.profile.Whereabouts;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.EventSources;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What comes, what was kept aside, and where an event is: {@code /events}. */
public final class EventsPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(EventsPages.class);
  private static final String PATH = "/events";
  private static final int MOST = 50;
  private static final int MOST_CHANGES = 20;

  private final Site site;
  private final Store store;
  private final InstantSource clock;
  private final Whereabouts whereabouts;

  /** Makes the pages of a site. */
  public EventsPages(Site site, Store store, InstantSource clock) {
    this.site = site;
    this.store = store;
    this.clock = clock;
    whereabouts = new Whereabouts(store, IdentityRules.standard());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, request -> show(request, Optional.empty()), Access.READ, Access.CUSTOMERS);
    routes.post(PATH + "/replay", this::replay, Access.CONFIGURE, Access.CUSTOMERS);
  }

  private void show(Context request, Optional<Integer> taken) {
    String given = request.queryParam("id");
    String asked = given == null ? "" : given.strip();
    Optional<Whereabouts.Place> place =
        asked.isEmpty() ? Optional.empty() : whereabouts.find(asked);
    EventsView view = store.read(in -> view(in, asked, place, taken));
    site.answer(
        request,
        "live/events.jte",
        site.frame(request, TEXTS, "events", site.runs().latest()),
        view);
  }

  private static EventsView view(
      Transaction in, String asked, Optional<Whereabouts.Place> place, Optional<Integer> taken) {
    Map<Long, String> sources =
        new EventSources(in)
            .all().stream()
                .collect(Collectors.toMap(EventSources.Source::id, EventSources.Source::name));
    return new EventsView(
        new Events(in).newest(MOST),
        sources,
        new Events(in).countWaiting(),
        new Quarantine(in).counts(),
        new Quarantine(in).newest(MOST),
        new Changes(in).newest(MOST_CHANGES).stream().map(ChangeLine::of).toList(),
        asked,
        place,
        taken);
  }

  private void replay(Context request) {
    int taken = new Replay(store, new Intake(IdentityRules.standard())).all();
    Visitor.change(request)
        .record(
            store,
            clock.instant(),
            "events.replay",
            "quarantine",
            Optional.empty(),
            Optional.of(Integer.toString(taken)));
    show(request, Optional.of(taken));
  }
}
