// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.job.JobContext;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Tokens;
import io.perenne.server.change.AudienceFinder;
import io.perenne.server.change.ChangeFinder;
import io.perenne.server.change.ChangeSender;
import io.perenne.server.channel.Sender;
import io.perenne.server.channel.Wanted;
import io.perenne.server.job.Ticker;
import io.perenne.server.kafka.ChangeTopic;
import io.perenne.server.kafka.EventTopics;
import io.perenne.server.kafka.KafkaClients;
import io.perenne.server.kafka.KafkaSettings;
import io.perenne.server.live.collect.Collector;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.live.collect.Counts;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Outcome;
import io.perenne.server.live.profile.EventRetention;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.live.source.KnownKeys;
import io.perenne.server.metrics.Metrics;
import io.perenne.server.reading.ContactFacts;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What takes events, makes profiles of them and tells of changes while a server runs. */
final class Live implements AutoCloseable {
  private static final double MILLIS = 1_000;

  private final Store store;
  private final InstantSource clock;
  private final Counts counts = new Counts();
  private final ProfileWriter profiles;
  private final EventWriter events;
  private final Collector collector;
  private final Optional<EventTopics> topics;
  private final ChangeFinder finder;
  private final AudienceFinder audiences;
  private final ChangeSender sender;
  private final Sender messages;
  private final List<Ticker> tickers = new ArrayList<>();

  Live(
      Store store,
      JobContext context,
      PublishedRuns runs,
      CollectorOptions options,
      Optional<KafkaSettings> kafka) {
    this.store = store;
    clock = context.clock();
    Optional<KafkaClients> clients =
        kafka.map(settings -> new KafkaClients(settings, context.secrets()));
    IdentityRules rules = IdentityRules.standard();
    profiles = new ProfileWriter(store, rules);
    events = EventWriter.start(store, profiles::wake);
    Intake intake = new Intake(rules);
    collector = new Collector(options, new KnownKeys(store, clock), intake, events, clock, counts);
    topics =
        clients
            .filter(each -> !each.settings().topics().isEmpty())
            .map(each -> new EventTopics(each, store, events, intake, clock, counts::add));
    String server = new Tokens(context.random()).next();
    finder = new ChangeFinder(store, runs, clock, server, this::isBusy);
    audiences = new AudienceFinder(store, runs, clock, server, this::isBusy);
    sender =
        new ChangeSender(store, context.secrets(), clock, server, clients.map(ChangeTopic::new));
    messages =
        new Sender(
            store,
            context.home(),
            context.secrets(),
            clock,
            server,
            context.random(),
            new ProfileReader(store, rules),
            Wanted.ALWAYS,
            new ContactFacts(runs)::isControl);
  }

  /** Tells what comes, what becomes of it, and how long that takes. */
  void measure(Metrics metrics) {
    for (Outcome each : Outcome.values()) {
      metrics.counter(
          "perenne.events",
          "Messages by what became of them",
          "outcome",
          word(each),
          () -> counts.of(each));
    }
    for (Counts.Refusal each : Counts.Refusal.values()) {
      metrics.counter(
          "perenne.event.requests.refused",
          "Requests with events that were not taken",
          "reason",
          word(each),
          () -> counts.of(each));
    }
    events.tell(
        metrics.durations(
            "perenne.events.commit", "How long it took until events were safe on the disk"));
    metrics.gauge(
        "perenne.event.requests.waiting", "Requests whose events wait to be kept", events::waiting);
    topics.ifPresent(
        each ->
            metrics.gauge(
                "perenne.kafka.lag.records",
                "Records of its partitions that this server has not read",
                each::behind));
    for (String each : List.of(Messages.WAITING, Messages.UNKNOWN, Messages.FAILED)) {
      metrics.gauge(
          "perenne.messages." + each, "Messages to people that are " + each, () -> messages(each));
    }
    metrics.gauge(
        "perenne.profiles.lag.events", "Events that are part of no profile yet", this::behind);
    metrics.gauge(
        "perenne.profiles.lag.seconds", "How long the oldest of them has waited", this::lag);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** NaN while the store does not answer. */
  private double behind() {
    try {
      return store.<Long>read(in -> new Events(in).countWaiting());
    } catch (StoreException e) {
      return Double.NaN;
    }
  }

  private double messages(String state) {
    try {
      return store.<Long>read(in -> new Messages(in).count(state));
    } catch (StoreException e) {
      return Double.NaN;
    }
  }

  private double lag() {
    try {
      return store.read(in -> new Events(in).waiting(1)).stream()
          .mapToDouble(each -> seconds(Duration.between(each.received(), clock.instant())))
          .findFirst()
          .orElse(0);
    } catch (StoreException e) {
      return Double.NaN;
    }
  }

  private static double seconds(Duration time) {
    return Math.max(0, time.toMillis() / MILLIS);
  }

  Collector collector() {
    return collector;
  }

  /** A profile that is about to change again is looked at afterwards. */
  private boolean isBusy() {
    return events.isBusy() || profiles.isBehind();
  }

  /** Begins to make profiles, and to tell of changes. */
  void start() {
    profiles.start(events::isBusy);
    topics.ifPresent(EventTopics::start);
    // each by itself: to find what a new run has changed of everybody takes minutes
    tickers.add(Ticker.start(List.of(finder::tick)));
    tickers.add(Ticker.start(List.of(audiences::tick)));
    tickers.add(Ticker.start(List.of(sender::tick)));
    tickers.add(Ticker.start(List.of(messages::tick)));
    EventRetention retention = new EventRetention(store, clock, this::isBusy);
    tickers.add(Ticker.start(List.of(retention::tick)));
  }

  @Override
  public void close() {
    tickers.forEach(Ticker::close);
    topics.ifPresent(EventTopics::close);
    messages.close();
    sender.close();
    audiences.close();
    finder.close();
    events.close();
    profiles.close();
  }
}
