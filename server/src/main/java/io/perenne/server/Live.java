// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.job.JobContext;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Tokens;
import io.perenne.server.change.ChangeFinder;
import io.perenne.server.change.ChangeSender;
import io.perenne.server.job.Ticker;
import io.perenne.server.live.collect.Collector;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.live.collect.Counts;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.live.source.KnownKeys;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What takes events, makes profiles of them and tells of changes while a server runs. */
final class Live implements AutoCloseable {
  private final ProfileWriter profiles;
  private final EventWriter events;
  private final Collector collector;
  private final ChangeFinder finder;
  private final ChangeSender sender;
  private final List<Ticker> tickers = new ArrayList<>();

  Live(Store store, JobContext context, PublishedRuns runs, CollectorOptions options) {
    InstantSource clock = context.clock();
    IdentityRules rules = IdentityRules.standard();
    profiles = new ProfileWriter(store, rules);
    events = EventWriter.start(store, profiles::wake);
    collector =
        new Collector(
            options, new KnownKeys(store, clock), new Intake(rules), events, clock, new Counts());
    String server = new Tokens(context.random()).next();
    finder = new ChangeFinder(store, runs, clock, server);
    sender = new ChangeSender(store, context.secrets(), clock, server);
  }

  Collector collector() {
    return collector;
  }

  /** Begins to make profiles, and to tell of changes. */
  void start() {
    profiles.start(events::isBusy);
    // each by itself: to find what a new run has changed of everybody takes minutes
    tickers.add(Ticker.start(List.of(finder::tick)));
    tickers.add(Ticker.start(List.of(sender::tick)));
  }

  @Override
  public void close() {
    tickers.forEach(Ticker::close);
    sender.close();
    finder.close();
    events.close();
    profiles.close();
  }
}
