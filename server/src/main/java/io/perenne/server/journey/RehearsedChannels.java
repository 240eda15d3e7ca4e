// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Contact;
import io.perenne.engage.decision.ContactPolicy;
import io.perenne.engage.decision.Gate;
import io.perenne.engage.decision.Situation;
import io.perenne.engage.journey.Customer;
import io.perenne.engage.journey.InMemoryOutbox;
import io.perenne.engage.journey.JourneyRunner;
import io.perenne.engage.journey.Order;
import io.perenne.engage.journey.Outcome;
import io.perenne.engage.journey.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends nothing, but asks of each message what a sender has to ask: whether the action is for the
 * person and there is any left, how often the person was contacted, and whether it is night. Nobody
 * answers or complains.
 */
final class RehearsedChannels {
  private final InMemoryOutbox outbox;
  private final Catalogue catalogue;
  private final ZoneId zone;
  private final Function<String, RehearsedPerson> people;
  private final Map<String, Long> used = new HashMap<>();

  RehearsedChannels(
      InMemoryOutbox outbox,
      Catalogue catalogue,
      ZoneId zone,
      Function<String, RehearsedPerson> people) {
    this.outbox = outbox;
    this.catalogue = catalogue;
    this.zone = zone;
    this.people = people;
  }

  /**
   * Does what is due.
   *
   * @return how much was done or given up
   */
  int work(JourneyRunner runner, Instant now) {
    int settled = 0;
    for (Order order : outbox.due(now)) {
      Optional<Outcome> outcome = outcome(order, now);
      if (outcome.isPresent()) {
        outbox.settle(order.key(), outcome.get());
        runner.outcome(order.key(), outcome.get(), now);
        settled++;
      }
    }
    return settled;
  }

  private Optional<Outcome> outcome(Order order, Instant now) {
    if (order.errand() instanceof Step.Message message) {
      return contact(order, message.action(), now);
    }
    if (order.errand() instanceof Step.Task task) {
      return contact(order, task.action(), now);
    }
    return Optional.of(new Outcome(Outcome.Kind.DONE, order.errand().code()));
  }

  private Optional<Outcome> contact(Order order, String id, Instant now) {
    RehearsedPerson person = people.apply(order.person());
    Action action = catalogue.find(id).orElseThrow();
    Optional<Gate> shut = shut(action, situation(person.customer(), now), now);
    if (shut.isPresent()) {
      return Optional.of(failed(shut.get()));
    }
    Optional<Instant> later = Optional.empty();
    Gate gate = Gate.NO_CONSENT;
    for (Channel channel : order.channels()) {
      ContactPolicy.Verdict verdict =
          catalogue
              .policy()
              .check(person.contacts(), action, channel, person.customer().segment(), now, zone);
      if (verdict instanceof ContactPolicy.Allowed) {
        person.contacts().add(new Contact(now, channel, id, action.issue(), Contact.Response.OPEN));
        used.merge(id, 1L, Long::sum);
        return Optional.of(new Outcome(Outcome.Kind.DONE, channel.code()));
      }
      Optional<Instant> until =
          verdict instanceof ContactPolicy.Waits waits
              ? Optional.of(waits.until())
              : ((ContactPolicy.Refused) verdict).until();
      gate = verdict instanceof ContactPolicy.Refused refused ? refused.gate() : Gate.QUIET_HOURS;
      if (later.isEmpty() || until.filter(later.get()::isAfter).isPresent()) {
        later = until;
      }
    }
    boolean inTime = later.isPresent() && order.expires().map(later.get()::isBefore).orElse(true);
    if (inTime) {
      outbox.postpone(order.key(), later.get());
      return Optional.empty();
    }
    return Optional.of(failed(gate));
  }

  private static Outcome failed(Gate gate) {
    return new Outcome(Outcome.Kind.FAILED, gate.code());
  }

  private Optional<Gate> shut(Action action, Situation person, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, zone);
    Action.Limits limits = action.limits();
    if (limits.from().filter(day::isBefore).isPresent()) {
      return Optional.of(Gate.NOT_YET);
    }
    if (limits.until().filter(day::isAfter).isPresent()) {
      return Optional.of(Gate.OVER);
    }
    if (limits.stock().isPresent()
        && used.getOrDefault(action.id(), 0L) >= limits.stock().getAsLong()) {
      return Optional.of(Gate.NO_STOCK);
    }
    return action.audience().includes(person) ? Optional.empty() : Optional.of(Gate.AUDIENCE);
  }

  private Situation situation(Customer customer, Instant now) {
    return new Situation(
        customer.person(),
        now,
        zone,
        customer.standing(),
        customer.control(),
        customer.openCase(),
        customer.consents(),
        customer.segment(),
        customer.band(),
        Optional.empty(),
        List.of());
  }
}
