// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.clv.words.Language;
import io.perenne.server.kafka.ChangeTopic;
import io.perenne.server.notify.SignedRequest;
import io.perenne.server.notify.WebhookSettings;
import io.perenne.server.storage.ChangeReceivers;
import io.perenne.server.storage.ChangeReceivers.Receiver;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Turn;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers of changes, each at least once and those of one profile in their order. Up to
 * which change a receiver has been told is kept after it has taken them: a server that is killed
 * between tells some again, by the same ids. One of several servers does it at a time.
 */
public final class ChangeSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeSender.class);

  /** So many changes are sent before it is kept that they were. */
  private static final int TOGETHER = 200;

  /** So many requests are under way to one receiver; a profile keeps to one of them. */
  private static final int LANES = 8;

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** A receiver that has taken nothing for so long is paused until somebody looks. */
  static final Duration DEAD = Duration.ofDays(1);

  private static final long PATIENCE_SECONDS = 20;

  private final Store store;
  private final Secret.Sources secrets;
  private final InstantSource clock;
  private final Turn turn;
  private final Optional<ChangeTopic> kafka;
  private final Set<String> under = ConcurrentHashMap.newKeySet();
  private final Map<String, Ahead> ahead = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "change-sender");
            made.setDaemon(true);
            return made;
          });

  private volatile boolean closed;

  /**
   * Makes what tells of changes.
   *
   * @param server the name of this server, which no other has
   * @param kafka writes to topics; empty if this server has no Kafka
   */
  public ChangeSender(
      Store store,
      Secret.Sources secrets,
      InstantSource clock,
      String server,
      Optional<ChangeTopic> kafka) {
    this.kafka = kafka;
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    turn = new Turn("change-receivers", server, store, clock);
  }

  /** Begins to tell whoever has not been told everything, if it is the turn of this server. */
  public void tick() {
    if (!turn.take()) {
      return;
    }
    long last = store.<Long>read(in -> new Changes(in).last());
    for (Receiver each : store.read(in -> new ChangeReceivers(in).all())) {
      if (isReady(each, last) && !closed && under.add(each.name())) {
        threads.execute(() -> tell(each.name()));
      }
    }
  }

  private boolean isReady(Receiver receiver, long last) {
    return receiver.paused().isEmpty()
        && receiver.position() < last
        && receiver.nextTry().filter(next -> next.isAfter(clock.instant())).isEmpty();
  }

  private void tell(String name) {
    try {
      while (!closed && turn.take() && tellSome(name)) {
        // each time some
      }
    } catch (RuntimeException e) {
      LOG.warn("the receiver {} of changes could not be told; it is tried again", name, e);
    } finally {
      under.remove(name);
    }
  }

  /** A receiver that did not take a change. */
  private record Failure(Function<Language, String> problem, Duration atLeast) {}

  /**
   * Changes that a receiver has taken though one before them failed, so that they are not sent
   * again with it.
   *
   * @param position up to which change it was told then; from another one it is told all again
   */
  private record Ahead(long position, Set<Long> taken) {}

  /** What became of some changes: those that were taken, and why others were not. */
  private static final class Sent {
    private final Set<Long> taken;
    private volatile @Nullable Failure failure;

    Sent(Set<Long> taken) {
      this.taken = taken;
    }
  }

  /** Tells of some changes; returns whether there may be more to tell of at once. */
  private boolean tellSome(String name) {
    Optional<Receiver> found = store.read(in -> new ChangeReceivers(in).find(name));
    if (found.filter(each -> isReady(each, Long.MAX_VALUE)).isEmpty()) {
      return false;
    }
    Receiver receiver = found.get();
    List<Changes.Kept> changes =
        store.read(in -> new Changes(in).after(receiver.position(), TOGETHER));
    if (changes.isEmpty()) {
      return false;
    }
    Sent sent = new Sent(taken(receiver));
    send(receiver, changes, sent);
    long to = receiver.position();
    for (Changes.Kept each : changes) {
      if (!sent.taken.contains(each.position())) {
        break;
      }
      to = each.position();
    }
    long reached = to;
    sent.taken.removeIf(each -> each <= reached);
    ahead.put(name, new Ahead(reached, sent.taken));
    keep(receiver, reached, sent.failure);
    return sent.failure == null;
  }

  private Set<Long> taken(Receiver receiver) {
    Ahead known = ahead.get(receiver.name());
    return known != null && known.position() == receiver.position()
        ? known.taken()
        : ConcurrentHashMap.newKeySet();
  }

  private void send(Receiver receiver, List<Changes.Kept> changes, Sent sent) {
    Optional<String> topic = new Place(receiver.url(), receiver.secret()).topic();
    if (topic.isPresent()) {
      publish(receiver, topic.get(), changes, sent);
      return;
    }
    Keys keys;
    try {
      keys = keys(receiver);
    } catch (DeliveryFailedException e) {
      sent.failure = new Failure(e::in, Duration.ZERO);
      return;
    }
    List<List<Changes.Kept>> lanes = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      lanes.add(new ArrayList<>());
    }
    for (Changes.Kept each : changes) {
      lanes.get(Math.floorMod(each.profile().hashCode(), LANES)).add(each);
    }
    CompletableFuture.allOf(
            lanes.stream()
                .filter(lane -> !lane.isEmpty())
                .map(
                    lane ->
                        CompletableFuture.runAsync(
                            () -> sendLane(receiver, keys, lane, sent), threads))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  /**
   * One change of each profile at a time: none overtakes an earlier one that has to be repeated.
   */
  private void publish(Receiver receiver, String topic, List<Changes.Kept> changes, Sent sent) {
    List<Changes.Kept> left = new ArrayList<>();
    for (Changes.Kept each : changes) {
      if (!asked(receiver, each)) {
        sent.taken.add(each.position());
      } else if (!sent.taken.contains(each.position())) {
        left.add(each);
      }
    }
    while (!left.isEmpty() && sent.failure == null && !closed) {
      Map<String, Changes.Kept> firsts = new LinkedHashMap<>();
      left.forEach(each -> firsts.putIfAbsent(each.profile(), each));
      List<Changes.Kept> round = List.copyOf(firsts.values());
      publish(topic, round, sent);
      left.removeAll(round);
    }
  }

  private void publish(String topic, List<Changes.Kept> round, Sent sent) {
    if (kafka.isEmpty()) {
      sent.failure = new Failure(Words.message("failed.no-kafka")::in, Duration.ZERO);
      return;
    }
    List<Optional<String>> problems =
        kafka
            .get()
            .send(
                topic,
                round.stream()
                    .map(each -> new ChangeTopic.Message(each.profile(), each.id(), each.body()))
                    .toList());
    for (int i = 0; i < round.size(); i++) {
      Optional<String> problem = problems.get(i);
      if (problem.isPresent()) {
        sent.failure = new Failure(Words.message("failed.kafka", problem.get())::in, Duration.ZERO);
      } else {
        sent.taken.add(round.get(i).position());
      }
    }
  }

  private static boolean asked(Receiver receiver, Changes.Kept change) {
    return ReceiverBook.isAsked(receiver.kinds(), change.name());
  }

  /** What comes after a change that was not taken waits. */
  private void sendLane(Receiver receiver, Keys keys, List<Changes.Kept> lane, Sent sent) {
    for (Changes.Kept each : lane) {
      if (sent.failure != null || closed) {
        return;
      }
      if (asked(receiver, each) && !sent.taken.contains(each.position())) {
        Optional<Failure> failure = send(receiver, keys, each);
        if (failure.isPresent()) {
          sent.failure = failure.get();
          return;
        }
      }
      sent.taken.add(each.position());
    }
  }

  private record Keys(String signing, Map<String, String> headers) {}

  private Keys keys(Receiver receiver) {
    String signing =
        WebhookSettings.reference(receiver.secret())
            .reveal(Words.message("key.signing", receiver.name()), secrets);
    return new Keys(
        signing,
        receiver
            .writeKey()
            .map(
                place ->
                    Map.of(
                        "Authorization",
                        basic(
                            WebhookSettings.reference(place)
                                .reveal(Words.message("key.write", receiver.name()), secrets))))
            .orElseGet(Map::of));
  }

  /** As libraries send the write key: the user of HTTP Basic, without a password. */
  private static String basic(String writeKey) {
    byte[] both = (writeKey + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private Optional<Failure> send(Receiver receiver, Keys keys, Changes.Kept change) {
    try {
      HttpResponse<Void> answer =
          new SignedRequest(change.id(), change.body(), keys.headers())
              .send(receiver.url(), keys.signing(), clock.instant());
      int status = answer.statusCode();
      if (status >= 200 && status < 300) {
        return Optional.empty();
      }
      return Optional.of(
          new Failure(
              language -> Words.message("failed.status", status).in(language), retryAfter(answer)));
    } catch (IOException e) {
      return Optional.of(
          new Failure(
              language ->
                  Words.message("failed.answer", Spoken.reason(e).label(language)).in(language),
              Duration.ZERO));
    }
  }

  private static Duration retryAfter(HttpResponse<Void> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0)
        .orElse(Duration.ZERO);
  }

  private void keep(Receiver receiver, long to, @Nullable Failure failure) {
    Instant now = clock.instant();
    store.write(
        in -> {
          if (turn.isOurs(in)) {
            ChangeReceivers receivers = new ChangeReceivers(in);
            if (failure == null) {
              receivers.advance(receiver.name(), receiver.position(), to, now);
            } else {
              fail(receivers, receiver, to, failure, now);
            }
          }
          return to;
        });
  }

  private static void fail(
      ChangeReceivers receivers, Receiver receiver, long to, Failure failure, Instant now) {
    Duration usual = WAITS.get((int) Math.min(receiver.failures(), WAITS.size() - 1));
    Duration wait = failure.atLeast().compareTo(usual) > 0 ? failure.atLeast() : usual;
    boolean dead =
        receiver.failingSince().filter(since -> since.plus(DEAD).isBefore(now)).isPresent()
            && to == receiver.position();
    receivers.fail(
        receiver,
        to,
        now,
        now.plus(wait),
        dead ? Optional.of(now) : Optional.empty(),
        failure.problem().apply(Language.ES),
        failure.problem().apply(Language.EN));
  }

  /** Waits for the requests under way, and lets another server go on at once. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a receiver of changes does not answer; it may be told of some again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kafka.ifPresent(ChangeTopic::close);
    turn.release();
  }
}
