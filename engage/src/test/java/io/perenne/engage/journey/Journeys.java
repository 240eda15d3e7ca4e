// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Situation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Journeys and people to test with. */
final class Journeys {
  static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
  static final Engine ENGINE = new Engine(ZONE);
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  static final Segment RISK = Segment.of(4);

  private Journeys() {}

  static Customer customer(String person) {
    return customer(person, Set.of(Channel.EMAIL, Channel.SMS));
  }

  static Customer customer(String person, Set<Channel> consents) {
    return new Customer(
        person,
        Situation.Standing.KNOWN,
        false,
        false,
        consents,
        Optional.of(RISK),
        Optional.empty(),
        Map.of(),
        Customer.NO_FACTS);
  }

  static Customer with(Customer who, Situation.Standing standing, boolean control) {
    return new Customer(
        who.person(),
        standing,
        control,
        who.openCase(),
        who.consents(),
        who.segment(),
        who.band(),
        who.columns(),
        who.facts());
  }

  static Step message(String name, Channel channel, Target failed) {
    return new Step(
        name,
        new Step.Message("action", List.of(channel), name, Optional.of(Span.ofDays(3)), failed));
  }

  static Step delay(int days) {
    return new Step(
        "", new Step.Delay(Span.ofDays(days), Optional.empty(), Optional.empty(), Set.of(), false));
  }

  static Step await(int days, Target then, Target otherwise) {
    return new Step(
        "",
        new Step.Wait(
            Optional.of("answered"), Condition.ANYBODY, Span.ofDays(days), then, otherwise, false));
  }

  static Journey journey(
      String id, Entry.Trigger trigger, ReEntry again, Set<String> leave, Step... steps) {
    return new Journey(
        id,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.of(new Goal(Signal.PURCHASE, Span.ofDays(30))),
        new Entry(trigger, Condition.ANYBODY),
        again,
        leave,
        List.of(steps));
  }

  /** Enters by segment, leaves by purchase, and goes round once. */
  static Journey reactivation(int days) {
    return journey(
        "reactivation",
        new Entry.SegmentEntered(Set.of(RISK)),
        new ReEntry.After(Span.ofDays(20)),
        Set.of(Signal.PURCHASE),
        message("offer", Channel.EMAIL, Target.NEXT),
        await(days, Target.END, Target.NEXT),
        message("reminder", Channel.SMS, Target.of("last")),
        delay(days),
        new Step("again", new Step.Goto(Target.of("offer"), OptionalInt.of(1))),
        message("last", Channel.EMAIL, Target.END));
  }

  /** Enters by each purchase, several times at once. */
  static Journey thanks() {
    return journey(
        "thanks",
        new Entry.Happening(Signal.PURCHASE),
        new ReEntry.EveryEvent(),
        Set.of(),
        delay(2),
        new Step("lot", new Step.Holdout(0.3, Target.END)),
        message("thanks", Channel.EMAIL, Target.NEXT));
  }

  static Instant after(int hours) {
    return START.plus(Duration.ofHours(hours));
  }
}
