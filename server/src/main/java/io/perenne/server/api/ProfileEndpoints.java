// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.Decision;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Contact;
import io.perenne.engage.profile.ProfileState;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.Whereabouts;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Audiences;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.ui.frame.Access;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** People as their events tell them, and what became of each event. */
final class ProfileEndpoints {
  /** What is asked while a customer waits, as often as customers come. */
  static final String PATH = "/profiles/";

  private static final int SHOWN_CHANGES = 10;

  private final Store store;
  private final ProfileReader profiles;
  private final LiveValues values;
  private final Whereabouts whereabouts;
  private final InstantSource clock;

  ProfileEndpoints(Store store, PublishedRuns runs, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    IdentityRules rules = IdentityRules.standard();
    values = new LiveValues(runs, rules);
    profiles = new ProfileReader(store, rules);
    whereabouts = new Whereabouts(store, rules);
  }

  void addTo(Routes routes) {
    routes.get(
        PATH + "{identifier}",
        call -> Answer.ok(profile(call.path("identifier"), call.language())),
        Access.READ,
        Access.CUSTOMERS);
    routes.get(
        "/events/{message}",
        call -> Answer.ok(event(call.path("message"), call.language())),
        Access.READ,
        Access.CUSTOMERS);
  }

  /** A profile as a program sees it, without what has names of strangers in it. */
  private record Profile(
      String id,
      List<Identifier> identifiers,
      long events,
      Optional<Instant> firstSeen,
      Optional<Instant> lastSeen,
      Optional<ProfileFacts.Value> value,
      ProfileFacts.Live live,
      List<ProfileFacts.Order> orders,
      List<Contact> contacts) {}

  /** Returns the identifier that a path names. */
  static Identifier identifier(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw ApiException.of(404, "no-profile", text);
    }
    return new Identifier(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * What the store knows of somebody, asked in one transaction: each costs more than a question.
   */
  private record Known(
      ProfileReader.Found found, List<Changes.Kept> changes, Map<String, Instant> audiences) {}

  private Optional<Known> known(Transaction in, Identifier identifier) {
    return profiles
        .find(in, identifier)
        .map(
            found ->
                new Known(
                    found,
                    new Changes(in).of(found.id(), SHOWN_CHANGES),
                    new Audiences(in).of(found.id())));
  }

  private ObjectNode profile(String text, Language language) {
    Known known =
        store
            .read(in -> known(in, identifier(text)))
            .orElseThrow(() -> ApiException.of(404, "no-profile", text));
    ProfileReader.Found found = known.found();
    ProfileState state = found.state();
    Instant now = clock.instant();
    ObjectNode profile =
        Wire.object(
            new Profile(
                found.id(),
                found.identifiers(),
                found.events(),
                state.firstSeen(),
                state.lastSeen(),
                values.value(found.identifiers(), state, now).map(ProfileFacts::value),
                ProfileFacts.live(state),
                ProfileFacts.orders(state, now),
                ProfileFacts.contacts(state)),
            language);
    profile.set("traits", Wire.asSent(state.traits().values()));
    profile.set("consents", Wire.asSent(state.consents().values()));
    profile.set("changes", ChangeEndpoints.array(known.changes()));
    ArrayNode audiences = profile.putArray("audiences");
    new TreeMap<>(known.audiences())
        .forEach((id, since) -> audiences.addObject().put("id", id).put("since", since.toString()));
    profile.set("last_of_each", Wire.asSent(ProfileFacts.last(state)));
    return profile;
  }

  /** What became of an event. */
  private record Event(
      String messageId,
      String stage,
      String source,
      Instant received,
      Optional<Instant> happened,
      String what,
      String detail,
      Optional<String> profile,
      List<Map<String, Object>> decisions) {}

  private ObjectNode event(String messageId, Language language) {
    Whereabouts.Place place =
        whereabouts.find(messageId).orElseThrow(() -> ApiException.of(404, "no-event", messageId));
    ObjectNode event =
        Wire.object(
            new Event(
                place.messageId(),
                place.stage().code(),
                place.source(),
                place.received(),
                place.happened(),
                place.what(),
                place.detail(),
                place.profile(),
                place.decisions().stream().map(ProfileEndpoints::decision).toList()),
            language);
    event.set("message", Wire.asSent(place.body()));
    return event;
  }

  static Map<String, Object> decision(Decision decision) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", decision.kind().name().toLowerCase(Locale.ROOT));
    decision.subject().ifPresent(subject -> fields.put("identifier", subject));
    fields.put("profiles", decision.profiles());
    return fields;
  }
}
