// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Courtesy;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import io.perenne.server.storage.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes profiles of the events that are kept, one event after the other. What an event changes is
 * written together with the note that it was taken, so each counts once, whatever happens, and with
 * the note that the profile is to be looked at where its segment may have changed. Several servers
 * on one database take turns.
 */
public final class ProfileWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileWriter.class);

  /** The code of an event that makes the program fail. */
  public static final String FAILED = "failed";

  /** How many events are taken together: whoever keeps events waits for it. */
  private static final int TOGETHER = 100;

  private static final int MOST_STEPS = 50;

  /** How long it takes events before it lets somebody else write. */
  private static final long MOST_NANOS = 5_000_000;

  private static final Duration LONGEST_COURTESY = Duration.ofMillis(50);
  private static final long IDLE_MILLIS = 1000;

  private final Store store;
  private final IdentityRules rules;
  private final Components components;
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread;
  private volatile Courtesy courtesy = new Courtesy(() -> false, LONGEST_COURTESY);
  private volatile boolean closed;
  private volatile boolean behind;
  private long turn = -1;

  /** The last event that was kept when all profiles began to be made again; 0 at other times. */
  private long rebuilding;

  /** Makes a writer that does nothing yet. */
  public ProfileWriter(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
    components = new Components(rules);
    thread = new Thread(this::work, "profile-writer");
    thread.setDaemon(true);
  }

  /**
   * Takes events from now on, whenever there are some.
   *
   * @param others whether somebody waits for an event to be kept, which comes first
   */
  public void start(BooleanSupplier others) {
    courtesy = new Courtesy(others, LONGEST_COURTESY);
    thread.start();
  }

  /** Returns whether there were events to take when it looked last. */
  public boolean isBehind() {
    return behind;
  }

  /** Says that there are events. */
  public void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  private void work() {
    while (!closed) {
      try {
        long start = System.nanoTime();
        behind = step() > 0;
        if (behind) {
          courtesy.after(System.nanoTime() - start);
        } else if (signal.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
      } catch (StoreException e) {
        LOG.error("Profiles are not up to date: {}", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException e) {
        LOG.error("Profiles are not up to date", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(IDLE_MILLIS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Takes all events that wait, and returns when there are none. */
  public void drain() {
    while (step() > 0) {
      // each step takes some
    }
  }

  /** Takes events until one does not wait any more, or for some seconds at most. */
  public void takeUntil(String messageId) {
    for (int i = 0; i < MOST_STEPS && isWaiting(messageId); i++) {
      step();
    }
  }

  private boolean isWaiting(String messageId) {
    return store.<Boolean>read(
        in ->
            new Events(in)
                .find(messageId)
                .filter(each -> new Events(in).isWaiting(each.id()))
                .isPresent());
  }

  /** Takes some events that wait; returns how many. */
  synchronized int step() {
    if (store.<Boolean>read(in -> new Events(in).waiting(1).isEmpty())) {
      return 0;
    }
    try {
      return store.follow(in -> take(in, TOGETHER));
    } catch (StoreException e) {
      turn = -1; // what is remembered was not kept
      throw e;
    } catch (RuntimeException e) {
      turn = -1;
      return oneByOne();
    }
  }

  /** An event that makes the program fail holds no other back: it is kept aside. */
  private int oneByOne() {
    int taken = 0;
    for (Events.Stored next : store.read(in -> new Events(in).waiting(TOGETHER))) {
      try {
        taken += store.<Integer>follow(in -> take(in, 1));
      } catch (StoreException e) {
        turn = -1;
        throw e;
      } catch (RuntimeException e) {
        turn = -1;
        LOG.error("Event {} made the program fail and is kept aside", next.messageId(), e);
        taken += store.<Integer>follow(in -> aside(in, next, FAILED, e.toString()));
      }
    }
    return taken;
  }

  private int take(Transaction in, int most) {
    People people = new People(in);
    long now = people.turn();
    if (now != turn + 1) {
      components.clear();
    }
    turn = -1; // if this is tried again, nothing is remembered
    Events events = new Events(in);
    List<Events.Stored> batch = events.waiting(most);
    Drafts drafts = new Drafts(people);
    int taken = 0;
    long until = System.nanoTime() + MOST_NANOS;
    for (Events.Stored each : batch) {
      events.done(each.id());
      take(in, each, drafts);
      taken++;
      if (System.nanoTime() > until) {
        break;
      }
    }
    drafts.keep();
    new Standings(in).touch(drafts.touched());
    new AudiencePeople(in).touch(drafts.all());
    turn = now;
    return taken;
  }

  private void take(Transaction in, Events.Stored stored, Drafts drafts) {
    Optional<Event> event = event(in, stored);
    Optional<Saying> saying = event.flatMap(each -> Saying.of(each, rules));
    if (event.isEmpty()
        || saying.isEmpty()
        || new Fingerprints(in, stored.received()).leaveOut(stored, saying.get())) {
      return;
    }
    People people = new People(in);
    new Attribution(people, components, rules)
        .find(event.get(), saying.get(), stored.id())
        .ifPresent(
            found -> {
              drafts.join(found.parts(), found.component().number());
              long component = found.component().number();
              if (found.again()) {
                again(in, found.component(), drafts);
                drafts.composeAll(component, composed(stored));
              } else {
                found.owner().ifPresent(id -> drafts.apply(id, component, event.get()));
                if (found.learned()) {
                  found.owner().ifPresent(drafts::touch);
                }
                if (found.regroups()) {
                  found.owner().ifPresent(id -> drafts.compose(id, composed(stored)));
                }
              }
            });
  }

  /** Profiles that are made again may be made of what people have said since the last run. */
  private long composed(Events.Stored stored) {
    return Math.max(stored.id(), rebuilding);
  }

  /** Makes all profiles of a component again, of the events that were taken already. */
  private void again(Transaction in, Component component, Drafts drafts) {
    new People(in).removeProfiles(component.number());
    drafts.forget(component.number());
    for (Events.Stored stored : new Events(in).ofComponent(component.number())) {
      if (!new Events(in).isWaiting(stored.id())) {
        event(in, stored)
            .ifPresent(
                event ->
                    Saying.of(event, rules)
                        .flatMap(
                            saying ->
                                component.owner(
                                    event.id(), event.times().at(), saying.identifiers()))
                        .ifPresent(id -> drafts.apply(id, component.number(), event)));
      }
    }
  }

  /** What an earlier version took for an event is kept aside if it is none any more. */
  private static Optional<Event> event(Transaction in, Events.Stored stored) {
    try {
      return Optional.of(Intake.event(stored));
    } catch (MalformedEventException e) {
      aside(in, stored, e.reason().code(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Keeps an event aside; returns how many that were. */
  private static int aside(Transaction in, Events.Stored stored, String reason, String detail) {
    new Quarantine(in)
        .add(
            List.of(
                new Quarantine.Kept(
                    0,
                    stored.messageId(),
                    stored.sourceId(),
                    stored.received(),
                    reason,
                    detail,
                    stored.body())));
    new Events(in).remove(stored.id());
    return 1;
  }

  /** Makes all profiles again, of the events alone. */
  public synchronized void rebuild() {
    rebuilding = store.read(in -> new Events(in).newest());
    store.write(
        in -> {
          new People(in).turn();
          new People(in).forgetAll();
          ByHand.keepAll(in, rules);
          new Events(in).waitAgain();
          return true;
        });
    turn = -1;
    drain();
    rebuilding = 0;
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
