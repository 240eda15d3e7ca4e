// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.event.OrderChange;
import io.perenne.engage.profile.Consents;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Courtesy;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How long events of a kind are kept. What is let go are pages, screens and tracks that neither
 * change an order nor say anything of the person or of consent. Of events that say the same of
 * identity the first stays, whatever its age, so that who is who does not change; and profiles keep
 * what they hold.
 */
public final class EventRetention {
  /** No rule is shorter: for so long an event that is sent again must be known. */
  public static final int FEWEST_DAYS = 30;

  /** The longest. */
  public static final int MOST_DAYS = 3660;

  /** The most rules. */
  public static final int MOST_RULES = 50;

  private static final String NAME = "events.retention";
  private static final String BY = "schedule";
  private static final int LONGEST_NAME = 200;
  private static final int TOGETHER = 200;
  private static final Duration BETWEEN = Duration.ofDays(1);
  private static final Duration LONGEST_COURTESY = Duration.ofSeconds(1);

  private final Store store;
  private final InstantSource clock;
  private final Courtesy courtesy;
  private Instant next = Instant.MIN;

  /**
   * Makes the retention of a store.
   *
   * @param busy whether somebody waits for an event to be kept, which comes first
   */
  public EventRetention(Store store, InstantSource clock, BooleanSupplier busy) {
    this.store = store;
    this.clock = clock;
    courtesy = new Courtesy(busy, LONGEST_COURTESY);
  }

  /**
   * How long one kind of event is kept.
   *
   * @param event {@code page}, {@code screen}, or the name of a track as it is sent
   * @param days how many days after it was received
   */
  public record Rule(String event, int days) {
    private Events.Old before(Instant now) {
      boolean whole = event.equals("page") || event.equals("screen");
      return new Events.Old(
          whole ? event : "track",
          whole ? Optional.empty() : Optional.of(event),
          now.minus(Duration.ofDays(days)));
    }
  }

  /** Returns the rules, by the names of events. */
  public List<Rule> rules() {
    return store.read(EventRetention::rules);
  }

  private static List<Rule> rules(Transaction in) {
    List<Rule> rules = new ArrayList<>();
    new Settings(in)
        .find(NAME)
        .map(Json::own)
        .ifPresent(
            all ->
                all.forEach(
                    (event, days) -> {
                      if (days instanceof Number number) {
                        rules.add(new Rule(event, number.intValue()));
                      }
                    }));
    return rules;
  }

  /**
   * Returns a rule that somebody has written.
   *
   * @throws io.perenne.analytics.InputException if it cannot be used
   */
  public static Rule written(String event, long days) {
    String name = event.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Words.refusal("retention.event", name);
    }
    if (days < FEWEST_DAYS || days > MOST_DAYS) {
      throw Words.refusal("retention.days", Long.toString(days));
    }
    if (isKeptAlways(name)) {
      throw Words.refusal("retention.kept", name);
    }
    return new Rule(name, (int) days);
  }

  private static boolean isKeptAlways(String name) {
    return OrderChange.isNamed(name) || Consents.isNamed(name);
  }

  /**
   * Keeps rules in the place of those that there were.
   *
   * @throws io.perenne.analytics.InputException if there are too many
   */
  public void keep(Change by, List<Rule> rules) {
    Map<String, Object> fields = new LinkedHashMap<>();
    rules.forEach(each -> fields.put(each.event(), each.days()));
    if (fields.size() > MOST_RULES) {
      throw Words.refusal("retention.many", Integer.toString(fields.size()));
    }
    store.write(
        in -> {
          List<Rule> before = rules(in);
          new Settings(in).put(NAME, Json.text(fields), clock.instant());
          by.record(
              in,
              clock.instant(),
              "events.retention",
              "events",
              Optional.of(before.toString()),
              Optional.of(rules.toString()));
          return fields.size();
        });
    next = Instant.MIN;
  }

  /** Returns how many events a rule lets go now, at most: some of them may say something else. */
  public long atMost(Rule rule) {
    return store.<Long>read(in -> new Events(in).count(rule.before(clock.instant())));
  }

  /** Lets go what the rules do not keep, once a day; to be called every second. */
  public void tick() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(BETWEEN);
    for (Rule rule : rules()) {
      long gone = letGo(rule, now);
      if (gone > 0) {
        record(rule, gone, now);
      }
    }
  }

  private long letGo(Rule rule, Instant now) {
    long gone = 0;
    long last = -1;
    Step step = new Step(0, 0);
    while (step.last() > last) {
      last = step.last();
      long start = System.nanoTime();
      long after = last;
      step = store.<Step>write(in -> letGo(in, rule.before(now), after));
      gone += step.gone();
      courtesy.after(System.nanoTime() - start);
    }
    return gone;
  }

  /**
   * A few events.
   *
   * @param last the number of the last that was looked at; that of the step before if there is none
   * @param gone how many were let go
   */
  private record Step(long last, long gone) {}

  private static Step letGo(Transaction in, Events.Old old, long after) {
    Events events = new Events(in);
    long last = after;
    long gone = 0;
    for (Events.Stored each : events.old(old, after, TOGETHER)) {
      last = each.id();
      if (saysNothingElse(each)) {
        events.remove(each.id());
        gone++;
      }
    }
    return new Step(last, gone);
  }

  private static boolean saysNothingElse(Events.Stored stored) {
    try {
      Event event = Intake.event(stored);
      return OrderChange.of(event).isEmpty()
          && event.traits().isEmpty()
          && event.context().object("traits").isEmpty()
          && Consents.said(event).isEmpty();
    } catch (MalformedEventException e) {
      return false; // it is kept aside when its profile is made anew
    }
  }

  private void record(Rule rule, long gone, Instant now) {
    store.write(
        in -> {
          new Audit(in)
              .add(
                  new Audit.Entry(
                      0,
                      now,
                      BY,
                      "",
                      "events.expire",
                      rule.event(),
                      Optional.empty(),
                      Optional.of(Long.toString(gone))));
          return gone;
        });
  }
}
