// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.home.Sha256;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.MessageChannels;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Messages.Message;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the messages of one channel leave, a few at a time and not more in a minute than it may. */
final class Lane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private static final int THREADS = 4;
  private static final int CANDIDATES = 200;
  private static final int KEY_LENGTH = 32;
  private static final long PATIENCE_SECONDS = 25;

  /** A message is tried again after these; once more, and it has failed. */
  private static final List<Duration> RETRIES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  /** A channel that is down is tried again after these, at last every ten minutes. */
  private static final List<Duration> OUTAGE =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  private static final double JITTER = 0.2;

  private final Channel channel;
  private final Carrier carrier;
  private final ChannelSettings settings;
  private final int perMinute;
  private final Store store;
  private final Screen screen;
  private final Links links;
  private final String server;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Turn turn;
  private final Pace pace = new Pace();
  private final AtomicInteger busy = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread made = new Thread(work, "message-sender");
            made.setDaemon(true);
            return made;
          });

  private volatile boolean closed;

  Lane(
      Channel channel,
      Carrier carrier,
      ChannelSettings settings,
      Store store,
      Screen screen,
      Links links,
      String server,
      InstantSource clock,
      RandomGenerator random) {
    this.channel = channel;
    this.carrier = carrier;
    this.settings = settings;
    perMinute =
        Optional.ofNullable(settings.ways().get(channel))
            .map(ChannelSettings.Way::perMinute)
            .orElse(1);
    this.store = store;
    this.screen = screen;
    this.links = links;
    this.server = server;
    this.clock = clock;
    this.random = random;
    turn = new Turn("messages-" + channel.code(), server, store, clock);
  }

  /** Begins to send, if it is the turn of this server and nothing is being sent. */
  void tick() {
    if (closed || busy.get() > 0 || !turn.take()) {
      return;
    }
    settleOrphans();
    busy.set(THREADS);
    for (int i = 0; i < THREADS; i++) {
      threads.execute(this::work);
    }
  }

  private void work() {
    try {
      boolean more = true;
      while (more && !closed && turn.take()) {
        more = step();
      }
    } catch (RuntimeException e) {
      LOG.warn("messages of the channel {} wait; they are tried again", channel, e);
    } finally {
      busy.decrementAndGet();
    }
  }

  /**
   * What a server was sending when it was killed, or could not write down, as nothing is being sent
   * here: nobody can tell whether it left, unless the receiver can.
   */
  private void settleOrphans() {
    Instant now = clock.instant();
    store.write(
        in -> {
          Messages messages = new Messages(in);
          List<Message> orphans = turn.isOurs(in) ? messages.orphans(channel.code()) : List.of();
          for (Message each : orphans) {
            Function<Language, String> why = Words.message("killed")::in;
            if (carrier.takesOnce()) {
              messages.again(each.id(), now, why.apply(Language.ES), why.apply(Language.EN));
            } else {
              fail(messages, each.id(), Messages.UNKNOWN, "killed", why, now);
            }
          }
          return orphans.size();
        });
  }

  /** Sends a few; returns whether there may be more. */
  private boolean step() {
    Taken taken = take();
    if (!taken.parcels().isEmpty()) {
      keep(taken.parcels(), carrier.carry(taken.parcels()));
    }
    return taken.more();
  }

  private record Taken(List<Parcel> parcels, boolean more) {}

  /** One thread after the other, so that none looks at what another is taking. */
  private synchronized Taken take() {
    Instant now = clock.instant();
    int most = Math.min(carrier.together(), pace.available(now, perMinute));
    if (most < 1 || (settings.testTo().isPresent() && channel != Channel.EMAIL)) {
      return new Taken(List.of(), false);
    }
    Taken taken = store.write(in -> take(in, now, most));
    pace.take(taken.parcels().size());
    return taken;
  }

  private Taken take(Transaction in, Instant now, int most) {
    Optional<MessageChannels.Health> health = new MessageChannels(in).find(channel.code());
    boolean rests =
        health
            .filter(
                each ->
                    each.paused().isPresent()
                        || each.nextTry().filter(next -> next.isAfter(now)).isPresent())
            .isPresent();
    if (rests || !turn.isOurs(in)) {
      return new Taken(List.of(), false);
    }
    Messages messages = new Messages(in);
    List<Message> due = messages.due(channel.code(), now, CANDIDATES);
    List<Parcel> parcels = new ArrayList<>();
    int seen = 0;
    while (seen < due.size() && parcels.size() < most) {
      Message each = due.get(seen);
      Screen.Verdict verdict = screen.look(in, each, settings, now);
      if (verdict instanceof Screen.Goes goes
          && messages.begin(each, goes.profile(), server, now)) {
        parcels.add(parcel(each, goes));
      } else if (verdict instanceof Screen.Waits waits) {
        messages.postpone(each.id(), waits.until());
      } else if (verdict instanceof Screen.Drops drops) {
        messages.drop(each.id(), drops.reason(), now);
      }
      seen++;
    }
    return new Taken(parcels, seen > 0);
  }

  private Parcel parcel(Message message, Screen.Goes goes) {
    Messages.Order order = message.order();
    boolean service = Screen.serves(order, settings);
    return new Parcel(
        message.id(),
        key(order.key()),
        order.person(),
        channel,
        settings.testTo().orElse(goes.address()),
        order.action(),
        service,
        Language.of(order.language()),
        texts(order.texts()),
        service
            ? ""
            : settings
                .address()
                .map(address -> address + Links.PATH + links.token(message.id()))
                .orElse(""));
  }

  static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    Json.own(json).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    return texts;
  }

  /** Returns what stands for a send key outside: the key may name the person. */
  static String key(String sendKey) {
    return Sha256.of(sendKey).substring(0, KEY_LENGTH);
  }

  private void keep(List<Parcel> parcels, List<Outcome> outcomes) {
    Instant now = clock.instant();
    store.write(
        in -> {
          for (int i = 0; i < parcels.size(); i++) {
            keep(in, parcels.get(i), outcomes.get(i), now);
          }
          return now;
        });
  }

  private void keep(Transaction in, Parcel parcel, Outcome outcome, Instant now) {
    Messages messages = new Messages(in);
    MessageChannels channels = new MessageChannels(in);
    if (outcome instanceof Outcome.Left) {
      messages.leave(parcel.id(), now, carrier.keepsTexts());
      channels.work(channel.code());
    } else if (outcome instanceof Outcome.Later later) {
      retry(messages, parcel, later, now);
    } else if (outcome instanceof Outcome.Refused refused) {
      fail(messages, parcel.id(), Messages.FAILED, "refused", refused.problem(), now);
      channels.work(channel.code());
    } else if (outcome instanceof Outcome.Unknown unknown) {
      fail(messages, parcel.id(), Messages.UNKNOWN, "no-answer", unknown.problem(), now);
    } else if (outcome instanceof Outcome.Down down) {
      messages.untried(parcel.id());
      rest(channels, down, now);
    }
  }

  private void retry(Messages messages, Parcel parcel, Outcome.Later later, Instant now) {
    long attempts = messages.find(parcel.id()).map(Message::attempts).orElse(1L);
    if (attempts > RETRIES.size()) {
      fail(messages, parcel.id(), Messages.FAILED, "attempts", later.problem(), now);
      return;
    }
    Duration wait = longer(jittered(RETRIES.get((int) attempts - 1)), later.atLeast());
    messages.again(
        parcel.id(),
        now.plus(wait),
        later.problem().apply(Language.ES),
        later.problem().apply(Language.EN));
  }

  /** What several threads find at one moment is one failure. */
  private void rest(MessageChannels channels, Outcome.Down down, Instant now) {
    Optional<MessageChannels.Health> before = channels.find(channel.code());
    if (before.flatMap(MessageChannels.Health::nextTry).filter(at -> at.isAfter(now)).isPresent()) {
      return;
    }
    long failures = before.map(MessageChannels.Health::failures).orElse(0L);
    Duration usual = OUTAGE.get((int) Math.min(failures, OUTAGE.size() - 1));
    channels.fail(
        channel.code(),
        now,
        now.plus(longer(jittered(usual), down.atLeast())),
        down.problem().apply(Language.ES),
        down.problem().apply(Language.EN));
  }

  /** Ten thousand messages that were refused at one moment do not come back at one moment. */
  private Duration jittered(Duration usual) {
    return Duration.ofMillis(
        Math.round(usual.toMillis() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static void fail(
      Messages messages,
      long id,
      String state,
      String reason,
      Function<Language, String> problem,
      Instant now) {
    messages.fail(id, state, reason, problem.apply(Language.ES), problem.apply(Language.EN), now);
  }

  /** Begins nothing more. */
  void retire() {
    closed = true;
    threads.shutdown();
  }

  @Override
  public void close() {
    retire();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the channel {} does not answer; what it has is asked for later", channel);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    carrier.close();
    turn.release();
  }
}
