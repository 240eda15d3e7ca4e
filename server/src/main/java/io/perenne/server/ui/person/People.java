// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.javalin.http.Context;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.profile.ConsentChanges;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Site;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks people up for pages. */
public final class People {
  static final MessageBundle TEXTS = MessageBundle.beside(People.class);

  private final Site site;
  private final ProfileReader profiles;
  private final ConsentChanges consents;
  private final LiveValues values;
  private final InstantSource clock;

  /** Makes a reader for the pages of a site. */
  public People(Site site, Store store, InstantSource clock) {
    IdentityRules rules = IdentityRules.standard();
    this.site = site;
    this.clock = clock;
    profiles = new ProfileReader(store, rules);
    consents = new ConsentChanges(store, rules, clock);
    values = new LiveValues(site.runs(), rules);
  }

  /** Returns the frame of a page about a person. */
  public Frame frame(Context request) {
    return site.frame(request, TEXTS, "customers", site.runs().latest());
  }

  /** Returns who is known by an identifier; empty if nobody is. */
  Optional<Found> find(Identifier identifier) {
    return profiles.find(identifier);
  }

  /** Returns the identifiers that are what somebody types into the search box. */
  public List<Identifier> typed(String text) {
    return profiles.typed(text);
  }

  /** Returns what events say of a customer; empty if they say nothing. */
  public Optional<PersonView> ofCustomer(Context request, String customerId) {
    return profiles.ofCustomer(customerId).map(found -> view(frame(request), found));
  }

  PersonView view(Frame frame, Found found) {
    Instant now = clock.instant();
    Optional<LiveValues.Valued> value = values.value(found.identifiers(), found.state(), now);
    Optional<Map<String, String>> row =
        value.flatMap(
            valued ->
                valued
                    .customerId()
                    .flatMap(
                        id ->
                            site.runs()
                                .read(valued.run(), reader -> reader.find(id, frame.language()))));
    return new PersonView(frame, found, value, row, consents.history(found), now);
  }

  /** Returns a person with what the person is worth, without what was said over time. */
  PersonView inShort(Frame frame, Found found) {
    Instant now = clock.instant();
    return new PersonView(
        frame,
        found,
        values.value(found.identifiers(), found.state(), now),
        Optional.empty(),
        List.of(),
        now);
  }
}
