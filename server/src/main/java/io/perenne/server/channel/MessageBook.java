// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.InputException;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Change;
import io.perenne.server.action.GivenKeys;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.storage.MessageChannels;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Messages.Message;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Messages as people and programs see them: ordered, looked at, sent again, worked off. */
public final class MessageBook {
  /** What can come of a task. */
  public static final List<String> RESULTS = List.of("reached", "refused", "bought");

  private static final Duration RESENT_WORTH = Duration.ofDays(1);
  private static final Duration WORTH = Duration.ofDays(3);
  private static final int LONGEST = 200;
  private static final int LONGEST_TEXTS = 64 * 1024;

  /** What a message of a channel has to say. */
  private static final Map<Channel, Set<String>> NEEDED =
      Map.of(
          Channel.EMAIL, Set.of("subject", "body"),
          Channel.SMS, Set.of("text"),
          Channel.PUSH, Set.of("text"),
          Channel.CALL, Set.of("why", "say"),
          Channel.STORE, Set.of("why", "say"));

  private final Store store;
  private final Path home;
  private final InstantSource clock;
  private final ProfileReader profiles;

  /** Makes the messages of a store. */
  public MessageBook(Store store, Path home, IdentityRules rules, InstantSource clock) {
    this.store = store;
    this.home = home;
    this.clock = clock;
    profiles = new ProfileReader(store, rules);
  }

  /**
   * A message that somebody wants to be sent.
   *
   * @param key the send key
   * @param person the id of a customer, or {@code profile:ID}
   * @param channel the code of a channel
   * @param action what is done by it
   * @param issue why
   * @param service whether it serves and does not sell
   * @param language {@code es} or {@code en}
   * @param texts what it says, by the names of the channel
   * @param due when it is to leave; empty for now
   * @param expires when it is worth nothing any more; empty for three days later
   */
  public record Wish(
      String key,
      String person,
      String channel,
      String action,
      String issue,
      boolean service,
      String language,
      Map<String, String> texts,
      Optional<Instant> due,
      Optional<Instant> expires) {
    /** Copies the texts. */
    public Wish {
      texts = Map.copyOf(texts);
    }
  }

  /**
   * Orders a message. One of a key that is there already stays as it is.
   *
   * @param by who orders it
   * @throws InputException if it cannot be sent as it is
   */
  public Message order(Change by, Wish wish) {
    Instant now = clock.instant();
    Instant due = wish.due().orElse(now);
    Messages.Order order =
        new Messages.Order(
            wish.key(),
            wish.person(),
            wish.channel(),
            wish.action(),
            wish.issue(),
            wish.service(),
            by.who(),
            "",
            wish.language(),
            Json.text(new TreeMap<>(wish.texts())),
            due,
            wish.expires().orElse(due.plus(WORTH)));
    require(wish, order);
    return store.write(
        in -> {
          Messages messages = new Messages(in);
          messages.add(order, now);
          return messages.find(order.key()).orElseThrow();
        });
  }

  private static void require(Wish wish, Messages.Order order) {
    Channel channel =
        Channel.find(order.channel())
            .filter(NEEDED::containsKey)
            .orElseThrow(() -> Words.refused("order.channel", order.channel()));
    for (String each : List.of(order.key(), order.person())) {
      if (each.isBlank() || each.length() > LONGEST) {
        throw Words.refused("order.text", each.strip());
      }
    }
    for (String each : List.of(order.action(), order.issue())) {
      if (!GivenKeys.isId(each)) {
        throw Words.refused("order.id", each);
      }
    }
    if (!order.language().equals("es") && !order.language().equals("en")) {
      throw Words.refused("order.language", order.language());
    }
    Set<String> needed = NEEDED.getOrDefault(channel, Set.of());
    for (String each : needed) {
      if (wish.texts().getOrDefault(each, "").isBlank()) {
        throw Words.refused("order.missing", each);
      }
    }
    if (order.texts().length() > LONGEST_TEXTS) {
      throw Words.refused("order.long", Integer.toString(order.texts().length()));
    }
    if (!order.expires().isAfter(order.due())) {
      throw Words.refused("order.expires", order.expires().toString());
    }
  }

  /** Returns messages, the newest first. */
  public List<Message> newest(String state, String channel, int most) {
    return store.read(in -> new Messages(in).newest(state, channel, Long.MAX_VALUE, most));
  }

  /**
   * How a channel fares.
   *
   * @param channel its code
   * @param used whether {@code channels.yaml} says how
   * @param health what was wrong with it, if anything ever was
   * @param counts its messages by state and reason
   */
  public record Standing(
      String channel,
      boolean used,
      Optional<MessageChannels.Health> health,
      List<Messages.Count> counts) {
    /** Copies the list. */
    public Standing {
      counts = List.copyOf(counts);
    }

    /** Returns how many messages are of a state. */
    public long of(String state) {
      return counts.stream()
          .filter(each -> each.state().equals(state))
          .mapToLong(Messages.Count::messages)
          .sum();
    }
  }

  /** Returns how the channels fare that are used or have messages. */
  public List<Standing> channels() {
    ChannelSettings settings = settings().orElse(ChannelSettings.NONE);
    List<Messages.Count> counts = store.read(in -> new Messages(in).counts());
    List<Standing> all = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      List<Messages.Count> own =
          counts.stream().filter(each -> each.channel().equals(channel.code())).toList();
      boolean used = settings.ways().containsKey(channel);
      if (used || !own.isEmpty()) {
        all.add(
            new Standing(
                channel.code(),
                used,
                store.read(in -> new MessageChannels(in).find(channel.code())),
                own));
      }
    }
    return all;
  }

  /** Returns where alone e-mails go; empty if people are reached. */
  public Optional<String> testTo() {
    return settings().flatMap(ChannelSettings::testTo);
  }

  /** Returns what is wrong with the file of channels; empty if nothing is. */
  public Optional<InputException> fault() {
    try {
      ChannelFile.read(home);
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of(e);
    }
  }

  private Optional<ChannelSettings> settings() {
    try {
      return Optional.of(ChannelFile.read(home));
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /**
   * Sends a message again that failed, or of which nobody knows whether it has left.
   *
   * @throws InputException if there is none
   */
  public void resend(Change by, long id) {
    Instant now = clock.instant();
    change(
        by, "message.resend", id, in -> new Messages(in).resend(id, now, now.plus(RESENT_WORTH)));
  }

  /**
   * Says that a message of which nobody knew has left.
   *
   * @throws InputException if there is none
   */
  public void settle(Change by, long id) {
    Instant now = clock.instant();
    change(by, "message.settle", id, in -> new Messages(in).settle(id, now));
  }

  private interface Step {
    boolean done(Transaction in);
  }

  private void change(Change by, String what, long id, Step step) {
    Instant now = clock.instant();
    store.write(
        in -> {
          if (!step.done(in)) {
            throw Words.refused("message.none", Long.toString(id));
          }
          by.record(in, now, what, Long.toString(id), Optional.empty(), Optional.empty());
          return id;
        });
  }

  /** Lets nothing leave by a channel until somebody resumes it. */
  public void pause(Change by, String channel) {
    Instant now = clock.instant();
    store.write(
        in -> {
          new MessageChannels(in).pause(channel, now);
          by.record(in, now, "messages.pause", channel, Optional.empty(), Optional.empty());
          return channel;
        });
  }

  /** Lets messages leave by a channel again, at once. */
  public void resume(Change by, String channel) {
    Instant now = clock.instant();
    store.write(
        in -> {
          new MessageChannels(in).resume(channel);
          by.record(in, now, "messages.resume", channel, Optional.empty(), Optional.empty());
          return channel;
        });
  }

  /**
   * Something that somebody is to do.
   *
   * @param message what was ordered
   * @param phone the telephone of the person; empty if none is known
   * @param texts what to say and why
   */
  public record Task(Message message, String phone, Map<String, String> texts) {
    /** Copies the texts. */
    public Task {
      texts = Map.copyOf(texts);
    }

    /** Returns a text; empty if there is none of a name. */
    public String text(String name) {
      return texts.getOrDefault(name, "");
    }
  }

  /** Returns the tasks of a list that nobody has worked off, the oldest first. */
  public List<Task> tasks(String list, int most) {
    return store.read(
        in ->
            new Messages(in)
                .open(list, clock.instant(), most).stream()
                    .map(
                        each ->
                            new Task(
                                each,
                                profiles
                                    .ofPerson(in, each.order().person())
                                    .flatMap(who -> who.state().traits().value("phone"))
                                    .map(String::valueOf)
                                    .orElse(""),
                                Lane.texts(each.order().texts())))
                    .toList());
  }

  /**
   * Writes down what came of a task.
   *
   * @throws InputException if there is no such task, or nothing like that can come of one
   */
  public void result(Change by, long id, String result) {
    if (!RESULTS.contains(result)) {
      throw Words.refused("task.result", result);
    }
    Instant now = clock.instant();
    change(by, "task.result", id, in -> new Messages(in).result(id, result, now));
  }
}
