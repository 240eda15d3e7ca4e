// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.profile.ConsentChanges;
import io.perenne.server.live.profile.IdentityChanges;
import io.perenne.server.live.profile.IdentityChanges.Effect;
import io.perenne.server.live.profile.IdentityReader;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Verdicts;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who a person is, and what the person allows: asked for, and changed by somebody's word. */
final class PersonEndpoints {
  private static final String ONE = ProfileEndpoints.PATH + "{identifier}";
  private static final String IDENTIFIER = "identifier";
  private static final String OTHER = "other";
  private static final String PREVIEW = "preview";

  private final ProfileReader profiles;
  private final IdentityReader identities;
  private final IdentityChanges changes;
  private final ConsentChanges consents;
  private final LiveValues values;
  private final InstantSource clock;

  PersonEndpoints(Store store, PublishedRuns runs, InstantSource clock) {
    IdentityRules rules = IdentityRules.standard();
    this.clock = clock;
    profiles = new ProfileReader(store, rules);
    identities = new IdentityReader(store, rules);
    changes = new IdentityChanges(store, rules, clock);
    consents = new ConsentChanges(store, rules, clock);
    values = new LiveValues(runs, rules);
  }

  void addTo(Routes routes) {
    routes.get(ONE + "/identity", this::identity, Access.READ, Access.CUSTOMERS);
    routes.add(
        HandlerType.POST, ONE + "/identity/join", this::join, Access.CONFIGURE, Access.CUSTOMERS);
    routes.add(
        HandlerType.POST,
        ONE + "/identity/separate",
        this::separate,
        Access.CONFIGURE,
        Access.CUSTOMERS);
    routes.get(ONE + "/consents", this::consents, Access.READ, Access.CUSTOMERS);
    routes.add(
        HandlerType.POST,
        ONE + "/consents",
        this::writeConsent,
        Access.CONFIGURE,
        Access.CUSTOMERS);
  }

  private static Identifier identifier(Call call) {
    return ProfileEndpoints.identifier(call.path(IDENTIFIER));
  }

  private record Link(
      String event,
      Instant at,
      boolean byHand,
      List<Identifier> identifiers,
      List<Identifier> added) {}

  private record Verdict(
      Instant at,
      String who,
      boolean same,
      Identifier one,
      Identifier other,
      Optional<Instant> undone) {}

  private record Identity(
      String profile,
      List<Identifier> identifiers,
      List<Link> links,
      List<Map<String, Object>> merges,
      List<Map<String, Object>> refusals,
      List<Verdict> verdicts) {}

  private Answer identity(Call call) {
    IdentityReader.Identity found =
        identities
            .find(identifier(call))
            .orElseThrow(() -> ApiException.of(404, "no-profile", call.path(IDENTIFIER)));
    return Answer.ok(
        Wire.object(
            new Identity(
                found.person().id(),
                found.person().identifiers(),
                found.links().stream().map(PersonEndpoints::link).toList(),
                found.merges().stream().map(PersonEndpoints::merge).toList(),
                found.refusals().stream()
                    .map(each -> with(each.evidence().event(), ProfileEndpoints.decision(each)))
                    .toList(),
                found.verdicts().stream().map(PersonEndpoints::verdict).toList()),
            call.language()));
  }

  private static Link link(IdentityReader.Link link) {
    return new Link(
        link.evidence().event(),
        link.evidence().at(),
        link.evidence().byHand(),
        link.identifiers(),
        link.added());
  }

  private static Map<String, Object> with(String event, Map<String, Object> decision) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("event", event);
    all.putAll(decision);
    return all;
  }

  private static Map<String, Object> merge(IdentityReader.Merge merge) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("event", merge.decision().evidence().event());
    all.put("at", merge.decision().evidence().at());
    all.put("by_hand", merge.decision().evidence().byHand());
    all.put("profiles", merge.decision().profiles());
    all.put("one", merge.one());
    all.put(OTHER, merge.other());
    return all;
  }

  private static Verdict verdict(Verdicts.Verdict verdict) {
    return new Verdict(
        verdict.at(),
        verdict.who(),
        verdict.same(),
        new Identifier(verdict.oneType(), verdict.oneValue()),
        new Identifier(verdict.otherType(), verdict.otherValue()),
        verdict.undone());
  }

  private Answer join(Call call) throws IOException {
    JsonNode body = call.json(Set.of(OTHER, PREVIEW));
    Identifier other = named(body, OTHER);
    Effect effect =
        isPreview(body)
            ? changes.joining(whole(call), other)
            : changes.join(call.change(), whole(call), other);
    return Answer.ok(effect(effect, isPreview(body), call.language()));
  }

  private Answer separate(Call call) throws IOException {
    JsonNode body = call.json(Set.of("one", OTHER, PREVIEW));
    if (profiles.find(identifier(call)).isEmpty()) {
      throw ApiException.of(404, "no-profile", call.path(IDENTIFIER));
    }
    Identifier one = named(body, "one");
    Identifier other = named(body, OTHER);
    Effect effect =
        isPreview(body)
            ? changes.separating(one, other)
            : changes.separate(call.change(), one, other);
    return Answer.ok(effect(effect, isPreview(body), call.language()));
  }

  /** Returns the identifier that is kept longest of whom a path names. */
  private Identifier whole(Call call) {
    return profiles
        .find(identifier(call))
        .flatMap(found -> found.identifiers().stream().min(IdentityRules.standard().order()))
        .orElseThrow(() -> ApiException.of(404, "no-profile", call.path(IDENTIFIER)));
  }

  private static Identifier named(JsonNode body, String member) {
    String text = Call.required(body, member);
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw ApiException.body("/" + member, Words.message("member.identifier"));
    }
    return new Identifier(text.substring(0, colon), text.substring(colon + 1));
  }

  private static boolean isPreview(JsonNode body) {
    return flag(body, PREVIEW).orElse(false);
  }

  private static Optional<Boolean> flag(JsonNode body, String member) {
    JsonNode value = body.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw ApiException.body("/" + member, Words.message("member.kind"));
    }
    return Optional.of(value.booleanValue());
  }

  private record Person(
      String id,
      List<Identifier> identifiers,
      long events,
      Optional<ProfileFacts.Value> value,
      Map<String, Boolean> consents) {}

  private record Change(boolean done, List<Person> before, List<Person> after) {}

  private ObjectNode effect(Effect effect, boolean preview, Language language) {
    return Wire.object(
        new Change(
            !preview,
            effect.before().stream().map(this::person).toList(),
            effect.after().stream().map(this::person).toList()),
        language);
  }

  private Person person(ProfileReader.Found found) {
    return new Person(
        found.id(),
        found.identifiers(),
        found.events(),
        values.value(found.identifiers(), found.state(), clock.instant()).map(ProfileFacts::value),
        found.state().consents().values());
  }

  private record Statement(
      Instant at,
      String key,
      boolean granted,
      String event,
      String messageId,
      List<Identifier> identifiers) {}

  private record Statements(
      String profile, Map<String, Boolean> consents, List<Statement> history) {}

  private Answer consents(Call call) {
    ProfileReader.Found found =
        profiles
            .find(identifier(call))
            .orElseThrow(() -> ApiException.of(404, "no-profile", call.path(IDENTIFIER)));
    return Answer.ok(
        Wire.object(
            new Statements(
                found.id(),
                found.state().consents().values(),
                consents.history(found).stream()
                    .map(
                        each ->
                            new Statement(
                                each.at(),
                                each.key(),
                                each.granted(),
                                each.event(),
                                each.messageId(),
                                each.identifiers()))
                    .toList()),
            call.language()));
  }

  private Answer writeConsent(Call call) throws IOException {
    JsonNode body = call.json(Set.of("key", "granted", "at"));
    boolean granted =
        flag(body, "granted")
            .orElseThrow(() -> ApiException.body("/granted", Words.message("member.missing")));
    whole(call);
    consents.write(
        call.change(),
        identifier(call),
        Call.required(body, "key"),
        granted,
        Call.member(body, "at").map(PersonEndpoints::instant));
    return consents(call);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ApiException.body("/at", Words.message("member.instant"));
    }
  }
}
