// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Decider;
import io.perenne.engage.decision.Decision;
import io.perenne.engage.decision.Gates;
import io.perenne.engage.decision.Person;
import io.perenne.engage.decision.Situation;
import io.perenne.engage.decision.Spent;
import io.perenne.engage.decision.Uplifts;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Prospects;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.server.action.RunPeople;
import io.perenne.server.channel.History;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.reading.ContactFacts;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Contacts;
import io.perenne.server.storage.Decisions;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Decides for one person at this instant. What was decided, and the contact if something is shown,
 * are kept before anybody is told, in the same change that asks the caps.
 */
public final class DecisionMaker {
  /** What chance is drawn from: it is told with each decision, so that it can be made again. */
  private static final long SEED = 1;

  private final Store store;
  private final ContactFacts facts;
  private final InstantSource clock;
  private final IdentityRules rules = IdentityRules.standard();
  private final LiveValues values;
  private final ProfileReader profiles;

  /** Makes what decides by the runs and the people of a server. */
  public DecisionMaker(Store store, PublishedRuns runs, InstantSource clock) {
    this.store = store;
    facts = new ContactFacts(runs);
    this.clock = clock;
    values = new LiveValues(runs, rules);
    profiles = new ProfileReader(store, rules);
  }

  /** A person but for the contacts, which are read in the change that decides. */
  private record Known(Situation situation, List<String> persons) {}

  /**
   * Returns what to do, with all that led to it as JSON; empty if there is no run to decide by.
   *
   * @param read the actions there are
   * @param identifier whoever it is
   * @param touchpoint where it would be shown
   * @param dry whether nothing is kept of it
   */
  public Optional<ObjectNode> decide(
      HomeCatalogue.Read read, Identifier identifier, String touchpoint, boolean dry) {
    return values.newest().map(run -> decide(run, read, identifier, touchpoint, dry));
  }

  private ObjectNode decide(
      RunDocument run,
      HomeCatalogue.Read read,
      Identifier identifier,
      String touchpoint,
      boolean dry) {
    Catalogue catalogue = read.catalogue();
    LiveValue model = values.model(run);
    Known known =
        known(run, model, identifier, RunPeople.marginRate(run, catalogue), clock.instant());
    Uplifts uplifts = Uplifts.of(catalogue.actions(), List.of());
    String id = UUID.randomUUID().toString();
    if (dry) {
      return store.read(
          in -> answer(id, decide(in, known, catalogue, uplifts, run, touchpoint), true));
    }
    return store.write(
        in -> {
          Decision decision = decide(in, known, catalogue, uplifts, run, touchpoint);
          ObjectNode answer = answer(id, decision, false);
          if (known.situation().standing() == Situation.Standing.KNOWN) {
            keep(in, id, read, decision, answer);
          }
          return answer;
        });
  }

  private Known known(
      RunDocument run, LiveValue model, Identifier identifier, double marginRate, Instant at) {
    Optional<ProfileReader.Found> profile = profiles.find(identifier);
    List<Identifier> identifiers =
        profile.map(ProfileReader.Found::identifiers).orElse(List.of(identifier));
    ProfileState state = profile.map(ProfileReader.Found::state).orElse(ProfileState.empty());
    List<String> candidates = values.customerIds(identifiers);
    Map<String, PurchaseBase> bases = values.bases(run, new LinkedHashSet<>(candidates));
    List<String> customers = candidates.stream().filter(bases::containsKey).distinct().toList();
    List<String> persons =
        new ArrayList<>(customers.stream().map(each -> Person.ofCustomer(each).id()).toList());
    profile.ifPresent(each -> persons.add(Person.ofProfile(each.id()).id()));
    Situation.Standing standing =
        persons.isEmpty() ? Situation.Standing.UNKNOWN : Situation.Standing.KNOWN;
    if (persons.isEmpty()) {
      persons.add(identifier.type() + ":" + identifier.value());
    }
    // who is in no run is in neither arm of the control group yet, so nothing is tried on them
    Optional<PurchaseBase> base = customers.stream().findFirst().map(bases::get);
    Optional<Prospects> prospects =
        base.isEmpty() ? Optional.empty() : model.prospects(state, base, at, marginRate);
    Optional<LiveValues.Valued> valued = values.value(identifiers, state, at);
    Situation situation =
        new Situation(
            persons.get(0),
            at,
            model.model().zone(),
            standing,
            facts.isControl(run, customers),
            false,
            consents(run, state, customers),
            valued.map(each -> each.valuation().segment()),
            valued.map(each -> each.valuation().band()),
            prospects,
            List.of());
    return new Known(situation, persons);
  }

  /** What events say of a channel goes before what the files of the run say. */
  private Set<Channel> consents(RunDocument run, ProfileState state, List<String> customers) {
    Set<Channel> agreed = EnumSet.noneOf(Channel.class);
    for (Channel channel : Channel.values()) {
      boolean told =
          state
              .consents()
              .allows(io.perenne.engage.profile.Consents.channel(channel.code()))
              .isPresent();
      boolean byFile =
          !told
              && channel == Channel.EMAIL
              && customers.stream()
                  .findFirst()
                  .filter(each -> facts.agreesToEmail(run, each))
                  .isPresent();
      if (!channel.interrupts() || byFile || state.consents().reaches(channel.code())) {
        agreed.add(channel);
      }
    }
    return agreed;
  }

  private static Decision decide(
      Transaction in,
      Known known,
      Catalogue catalogue,
      Uplifts uplifts,
      RunDocument run,
      String touchpoint) {
    Contacts contacts = new Contacts(in);
    Map<String, Spent> spent = new HashMap<>();
    for (Action action : catalogue.actions()) {
      Action.Limits limits = action.limits();
      if (action.at(touchpoint).isPresent()
          && (limits.stock().isPresent() || limits.budget().isPresent())) {
        Contacts.Used used = contacts.used(action.id());
        spent.put(action.id(), new Spent(used.times(), used.money()));
      }
    }
    Situation some = known.situation();
    Situation person =
        new Situation(
            some.person(),
            some.at(),
            some.zone(),
            some.standing(),
            some.control(),
            some.openCase(),
            some.consents(),
            some.segment(),
            some.band(),
            some.prospects(),
            History.of(in, known.persons(), some.at()));
    Gates gates = new Gates(catalogue.policy(), spent, some.zone());
    return new Decider(catalogue, uplifts, gates, run.runId(), SEED).decide(person, touchpoint);
  }

  private static void keep(
      Transaction in, String id, HomeCatalogue.Read read, Decision decision, ObjectNode answer) {
    Decisions decisions = new Decisions(in);
    decisions.keepCatalogue(decision.catalogue(), read.text(), decision.at());
    decisions.add(
        new Decisions.Decision(
            id,
            decision.person(),
            decision.touchpoint(),
            decision.at(),
            code(decision.outcome()),
            decision.chosen().map(each -> each.action().id()),
            decision.propensity(),
            decision.seed(),
            decision.run(),
            decision.catalogue(),
            answer.toString()));
    if (decision.outcome() == Decision.Outcome.SHOWN) {
      Candidate chosen = decision.chosen().orElseThrow();
      new Contacts(in)
          .add(
              new Contacts.Contact(
                  id,
                  decision.person(),
                  decision.at(),
                  chosen.treatment().channel().code(),
                  chosen.action().id(),
                  chosen.action().issue(),
                  cost(decision, chosen),
                  "open"));
    }
  }

  /** Returns the cost of the contact and the expected discount. */
  private static double cost(Decision decision, Candidate chosen) {
    return decision.candidates().stream()
        .filter(each -> each.candidate().equals(chosen))
        .mapToDouble(DecisionMaker::cost)
        .sum();
  }

  private static double cost(Decision.Scored scored) {
    double buys = Math.max(0, Math.min(1, scored.value().probability() + scored.uplift().mean()));
    return scored.candidate().treatment().cost()
        + buys * scored.candidate().action().terms().discount();
  }

  private static String code(Decision.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ObjectNode answer(String id, Decision decision, boolean dry) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("decision_id", id).put("dry_run", dry).put("person", decision.person());
    answer.put("at", decision.at().toString()).put("touchpoint", decision.touchpoint());
    answer.put("outcome", code(decision.outcome()));
    answer.put("action", decision.chosen().map(each -> each.action().id()).orElse(null));
    answer.put(
        "channel", decision.chosen().map(each -> each.treatment().channel().code()).orElse(null));
    answer.put("propensity", decision.propensity()).put("explored", decision.explored());
    answer.put("seed", decision.seed()).put("run_id", decision.run());
    answer.put("catalogue", decision.catalogue());
    ArrayNode candidates = answer.putArray("candidates");
    for (Decision.Scored each : decision.candidates()) {
      candidates
          .addObject()
          .put("action", each.candidate().action().id())
          .put("probability", each.value().probability())
          .put("uplift", each.uplift().mean())
          .put("uplift_error", each.uplift().error())
          .put("basis", each.uplift().basis().name().toLowerCase(Locale.ROOT))
          .put("expected_value", each.mean())
          .put("expected_value_error", each.error())
          .put("draw", each.draw())
          .put("cost", cost(each))
          .put("propensity", each.propensity());
    }
    ArrayNode excluded = answer.putArray("excluded");
    decision
        .excluded()
        .forEach(
            each ->
                excluded
                    .addObject()
                    .put("action", each.candidate().action().id())
                    .put("by", each.gate().code()));
    return answer;
  }
}
