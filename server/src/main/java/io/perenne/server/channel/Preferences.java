// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.engage.decision.Channel;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Consents;
import io.perenne.server.account.Change;
import io.perenne.server.live.profile.ConsentChanges;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Messages.Message;
import io.perenne.server.storage.Store;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** What somebody who got a message allows, as the link in it lets them say. */
public final class Preferences {
  /** The channels of which somebody can say something. */
  private static final List<Channel> CHANNELS =
      List.of(Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.CALL);

  /** Where a link came from is not kept: whoever has it need not be told from others. */
  private static final Change BY_LINK = new Change("link", "message");

  private final Store store;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final ProfileReader profiles;
  private final ConsentChanges consents;

  /** Makes the preferences of a store. */
  public Preferences(
      Store store, IdentityRules rules, RandomGenerator random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
    profiles = new ProfileReader(store, rules);
    consents = new ConsentChanges(store, rules, clock);
  }

  /**
   * What a link is about.
   *
   * @param message the message it stood in
   * @param channel the channel of that
   * @param allowed whether each channel is allowed; none of somebody who is not known any more
   */
  public record Subject(Message message, Channel channel, Map<Channel, Boolean> allowed) {
    /** Copies the map. */
    public Subject {
      allowed = Map.copyOf(allowed);
    }
  }

  /** Returns what a token is about; empty if we did not make it, or its message is gone. */
  public Optional<Subject> find(String token) {
    OptionalLong number = Links.of(store, random, clock.instant()).message(token);
    return number.isEmpty()
        ? Optional.empty()
        : store
            .<Optional<Message>>read(in -> new Messages(in).find(number.getAsLong()))
            .map(
                message ->
                    new Subject(
                        message,
                        Channel.find(message.order().channel()).orElse(Channel.EMAIL),
                        person(message).map(Preferences::allowed).orElseGet(Map::of)));
  }

  private Optional<Found> person(Message message) {
    return store.read(
        in ->
            message
                .profile()
                .flatMap(id -> profiles.ofPerson(in, ProfileReader.PROFILE + ":" + id))
                .or(() -> profiles.ofPerson(in, message.order().person())));
  }

  private static Map<Channel, Boolean> allowed(Found person) {
    Map<Channel, Boolean> all = new EnumMap<>(Channel.class);
    CHANNELS.forEach(
        channel ->
            all.put(
                channel,
                person.state().consents().allows(Consents.channel(channel.code())).orElse(false)));
    return all;
  }

  /** Writes down that nothing more may be sent by the channel of a message. */
  public void unsubscribe(Subject subject) {
    store.write(
        in -> {
          new Messages(in).unsubscribed(subject.message().id(), clock.instant());
          return subject;
        });
    write(subject, subject.channel(), false);
  }

  /** Writes down which channels are allowed, as far as that is new. */
  public void save(Subject subject, Map<Channel, Boolean> wished) {
    if (!wished.getOrDefault(subject.channel(), true)
        && subject.allowed().getOrDefault(subject.channel(), false)) {
      unsubscribe(subject);
    }
    wished.forEach(
        (channel, may) -> {
          boolean unsubscribed = channel == subject.channel() && !may;
          if (!unsubscribed && !may.equals(subject.allowed().get(channel))) {
            write(subject, channel, may);
          }
        });
  }

  /** Of somebody who was erased there is nothing to write, and nothing is sent. */
  private void write(Subject subject, Channel channel, boolean granted) {
    person(subject.message())
        .ifPresent(
            found ->
                consents.write(
                    BY_LINK,
                    new Identifier(ProfileReader.PROFILE, found.id()),
                    Consents.channel(channel.code()),
                    granted,
                    Optional.empty()));
  }
}
