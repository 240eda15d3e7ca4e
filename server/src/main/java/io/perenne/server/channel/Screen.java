// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Audience;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Contact;
import io.perenne.engage.decision.ContactPolicy;
import io.perenne.engage.decision.Gate;
import io.perenne.engage.decision.Person;
import io.perenne.engage.decision.Treatment;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Consents;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Standing;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is looked at before a message leaves, in the transaction in which it is said that it may
 * have left: whether the person is there and may be reached, and whether it would be too much. Two
 * messages at one moment cannot both be the last that a cap allows.
 */
final class Screen {
  private static final IdentityRules RULES = IdentityRules.standard();
  private static final String ADVERTISING = Consents.purpose("advertising");

  private final ProfileReader profiles;
  private final Wanted wanted;
  private final ControlGroup control;

  Screen(ProfileReader profiles, Wanted wanted, ControlGroup control) {
    this.profiles = profiles;
    this.wanted = wanted;
    this.control = control;
  }

  /** What is to be done with a message. */
  sealed interface Verdict {}

  /**
   * It leaves.
   *
   * @param profile whose profile it is
   * @param address where the person is reached; empty where people look by themselves
   */
  record Goes(String profile, String address) implements Verdict {}

  /**
   * It waits.
   *
   * @param until when it is looked at again
   */
  record Waits(Instant until) implements Verdict {}

  /**
   * It never leaves.
   *
   * @param reason the code that says why
   */
  record Drops(String reason) implements Verdict {}

  Verdict look(Transaction in, Messages.Message message, ChannelSettings settings, Instant now) {
    Messages.Order order = message.order();
    if (!now.isBefore(order.expires())) {
      return new Drops("expired");
    }
    Optional<Found> found = profiles.ofPerson(in, order.person());
    if (found.isEmpty()) {
      return new Drops("nobody");
    }
    if (!wanted.isWanted(in, message, now)) {
      return new Drops("not-wanted");
    }
    Channel channel = Channel.find(order.channel()).orElseThrow();
    ProfileState state = found.get().state();
    boolean service = serves(order, settings);
    if (!service && control.has(persons(order, found.get()))) {
      return new Drops(Gate.CONTROL_GROUP.code());
    }
    Optional<Drops> refused = refused(state, channel, service);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<String> address = address(found.get(), channel);
    if (address.isEmpty()) {
      return new Drops("no-address");
    }
    return within(in, message, found.get(), channel, settings, now)
        .orElseGet(() -> new Goes(found.get().id(), address.get()));
  }

  /** What the catalogue says of an action counts, if it knows it. */
  static boolean serves(Messages.Order order, ChannelSettings settings) {
    return settings
        .actions()
        .flatMap(each -> each.find(order.action()))
        .map(Action::service)
        .orElse(order.service());
  }

  /** News of an order needs no consent for advertising, but an address that takes mail. */
  private static Optional<Drops> refused(ProfileState state, Channel channel, boolean service) {
    Consents consents = state.consents();
    if (!consents.delivers(channel.code())) {
      return Optional.of(new Drops("bounced"));
    }
    if (service) {
      return Optional.empty();
    }
    if (complained(state)) {
      return Optional.of(new Drops(Gate.STOPPED.code()));
    }
    boolean asked = !channel.interrupts(); // nobody is disturbed who comes by themselves
    boolean may =
        consents.allows(Consents.channel(channel.code())).orElse(asked)
            && consents.allows(ADVERTISING).orElse(true);
    return may ? Optional.empty() : Optional.of(new Drops(Gate.NO_CONSENT.code()));
  }

  /** A complaint stops every channel, until the person subscribes anew. */
  private static boolean complained(ProfileState state) {
    Optional<Instant> complaint = state.times("Email Marked as Spam").stream().findFirst();
    Optional<Instant> back = state.times("Subscribed").stream().findFirst();
    return complaint.isPresent() && back.filter(at -> at.isAfter(complaint.get())).isEmpty();
  }

  private static Optional<String> address(Found person, Channel channel) {
    return switch (channel) {
      case EMAIL ->
          trait(person, "email")
              .or(() -> identifier(person, "email"))
              .filter(each -> each.contains("@"));
      case SMS -> trait(person, "phone");
      case CALL -> Optional.of(trait(person, "phone").orElse(""));
      case PUSH ->
          identifier(person, "ios.push_token").or(() -> identifier(person, "android.push_token"));
      case STORE, WEB -> Optional.of("");
    };
  }

  private static Optional<String> trait(Found person, String name) {
    return person
        .state()
        .traits()
        .value(name)
        .map(String::valueOf)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static Optional<String> identifier(Found person, String type) {
    return person.identifiers().stream()
        .filter(each -> each.type().equals(type))
        .map(Identifier::value)
        .sorted()
        .findFirst();
  }

  private static Optional<Verdict> within(
      Transaction in,
      Messages.Message message,
      Found person,
      Channel channel,
      ChannelSettings settings,
      Instant now) {
    Messages.Order order = message.order();
    List<Contact> history = History.of(in, persons(order, person), now);
    ContactPolicy policy = settings.actions().map(Catalogue::policy).orElse(ContactPolicy.USUAL);
    ContactPolicy.Verdict verdict =
        policy.check(
            history,
            action(order, channel, settings.actions()),
            channel,
            segment(in, person),
            now,
            trait(person, "timezone").flatMap(ChannelFile::zone).orElse(settings.zone()));
    if (verdict instanceof ContactPolicy.Waits waits) {
      return Optional.of(until(Optional.of(waits.until()), Gate.QUIET_HOURS, order));
    }
    return verdict instanceof ContactPolicy.Refused refused
        ? Optional.of(until(refused.until(), refused.gate(), order))
        : Optional.empty();
  }

  /** The segment that others were told last. */
  private static Optional<Segment> segment(Transaction in, Found person) {
    return new Standings(in)
        .find(person.id())
        .flatMap(Standings.Kept::told)
        .flatMap(told -> Standing.of(Json.own(told)).segment());
  }

  /** What would be worth nothing any more when it may leave does not wait for it. */
  private static Verdict until(Optional<Instant> until, Gate gate, Messages.Order order) {
    return until
        .filter(each -> each.isBefore(order.expires()))
        .<Verdict>map(Waits::new)
        .orElseGet(() -> new Drops(gate.code()));
  }

  /** What was decided for them may be kept under any of their names. */
  private static List<String> persons(Messages.Order order, Found person) {
    return Stream.concat(
            Stream.of(order.person(), Person.ofProfile(person.id()).id()),
            RULES.strong(person.identifiers()).stream().map(Identifier::value))
        .distinct()
        .toList();
  }

  private static Action action(
      Messages.Order order, Channel channel, Optional<Catalogue> catalogue) {
    return catalogue
        .flatMap(each -> each.find(order.action()))
        .orElseGet(
            () ->
                new Action(
                    order.action(),
                    Map.of(),
                    order.issue(),
                    order.issue(),
                    order.service(),
                    List.of(new Treatment(channel.code(), channel, 0)),
                    Action.Terms.FREE,
                    Action.Limits.NONE,
                    Optional.empty(),
                    Audience.EVERYBODY));
  }
}
