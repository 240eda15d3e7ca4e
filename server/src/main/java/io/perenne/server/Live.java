// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.collect.Collector;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.live.collect.Counts;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.live.source.KnownKeys;
import io.perenne.server.storage.Store;
import java.time.InstantSource;

/** What takes events and makes profiles of them while a server runs. */
final class Live implements AutoCloseable {
  private final ProfileWriter profiles;
  private final EventWriter events;
  private final Collector collector;

  Live(Store store, InstantSource clock, CollectorOptions options) {
    IdentityRules rules = IdentityRules.standard();
    profiles = new ProfileWriter(store, rules);
    events = EventWriter.start(store, profiles::wake);
    collector =
        new Collector(
            options, new KnownKeys(store, clock), new Intake(rules), events, clock, new Counts());
  }

  Collector collector() {
    return collector;
  }

  /** Begins to make profiles. */
  void start() {
    profiles.start();
  }

  @Override
  public void close() {
    events.close();
    profiles.close();
  }
}
