// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.profile.Prospects;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** People and actions of tests. */
final class People {
  static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  static final Instant NOON = Instant.parse("2025-07-01T10:00:00Z");

  private People() {}

  /** A person who buys with a probability, for a margin of 40 of 100, and is worth 120 if alive. */
  static Prospects prospects(double probability) {
    return new Prospects() {
      @Override
      public double probabilityOfPurchase(int days) {
        return probability;
      }

      @Override
      public double purchaseValue() {
        return 100;
      }

      @Override
      public double marginRate() {
        return 0.4;
      }

      @Override
      public double residualMargin() {
        return 60;
      }

      @Override
      public OptionalDouble alive() {
        return OptionalDouble.of(0.5);
      }
    };
  }

  static Situation person(String id, double probability) {
    return new Situation(
        id,
        NOON,
        MADRID,
        Situation.Standing.KNOWN,
        false,
        false,
        EnumSet.allOf(Channel.class),
        Optional.of(Segment.RECENT_CUSTOMER),
        Optional.of(ValueBand.MEDIUM),
        Optional.of(prospects(probability)),
        List.of());
  }

  static Situation with(
      Situation person, Situation.Standing standing, boolean control, boolean openCase) {
    return new Situation(
        person.person(),
        person.at(),
        person.zone(),
        standing,
        control,
        openCase,
        person.consents(),
        person.segment(),
        person.band(),
        person.prospects(),
        person.contacts());
  }

  static Situation with(Situation person, List<Contact> contacts) {
    return new Situation(
        person.person(),
        person.at(),
        person.zone(),
        person.standing(),
        person.control(),
        person.openCase(),
        person.consents(),
        person.segment(),
        person.band(),
        person.prospects(),
        contacts);
  }

  static Action action(String id, double cost, Action.Terms terms) {
    return action(id, false, cost, terms, Action.Limits.NONE, Audience.EVERYBODY);
  }

  static Action action(
      String id,
      boolean service,
      double cost,
      Action.Terms terms,
      Action.Limits limits,
      Audience audience) {
    return new Action(
        id,
        Map.of(),
        "grow",
        "offers",
        service,
        List.of(new Treatment("mail", Channel.EMAIL, cost)),
        terms,
        limits,
        Optional.empty(),
        audience);
  }

  static Action.Terms terms(double discount, double carryOver) {
    return new Action.Terms(discount, OptionalDouble.empty(), 30, carryOver);
  }

  static Catalogue catalogue(Action... actions) {
    return new Catalogue(
        List.of(actions), ContactPolicy.USUAL, Catalogue.Learning.USUAL, OptionalDouble.empty());
  }

  static Gates gates(Catalogue catalogue) {
    return new Gates(catalogue.policy(), Map.of(), MADRID);
  }
}
