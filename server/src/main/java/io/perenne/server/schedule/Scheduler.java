// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.schedule;

import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Schedule;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Orders what is due, once, however many servers look.
 *
 * <p>The order and the plan for the next time are kept together: a server that is killed between
 * them is none. What was missed while no server ran is ordered once, as soon as one runs. A new
 * rule has missed nothing.
 */
public final class Scheduler {
  private static final Changes NONE =
      new Changes() {
        @Override
        public boolean haveChanged() {
          return false;
        }

        @Override
        public void settle() {
          // nothing is kept
        }
      };

  private final Store store;
  private final InstantSource clock;
  private final Jobs.Order order;
  private final Supplier<Optional<Timetable>> timetable;
  private final Changes changes;

  /** What a rule that depends on changes looks at. */
  public interface Changes {
    /** Returns whether something changed. */
    boolean haveChanged();

    /** Hears that this was ordered. */
    void settle();
  }

  /**
   * Makes a scheduler that looks at no changes.
   *
   * @param order what to order when it is due
   * @param timetable when it is due as it is set now; empty if it is switched off
   */
  public Scheduler(
      Store store, InstantSource clock, Jobs.Order order, Supplier<Optional<Timetable>> timetable) {
    this(store, clock, order, timetable, NONE);
  }

  /**
   * Makes a scheduler.
   *
   * @param order what to order when it is due
   * @param timetable when it is due as it is set now; empty if it is switched off
   * @param changes asked by a rule that depends on changes
   */
  public Scheduler(
      Store store,
      InstantSource clock,
      Jobs.Order order,
      Supplier<Optional<Timetable>> timetable,
      Changes changes) {
    this.changes = changes;
    this.store = store;
    this.clock = clock;
    this.order = order;
    this.timetable = timetable;
  }

  /** Looks whether something is due; returns the number of the job if this server ordered it. */
  public Optional<Long> tick() {
    Instant now = clock.instant();
    Optional<Timetable> current = timetable.get();
    Optional<Schedule.Due> planned = store.read(in -> new Schedule(in).find(name()));
    if (current.isEmpty()) {
      planned.ifPresent(due -> store.write(this::drop));
      return Optional.empty();
    }
    Timetable times = current.get();
    if (planned.filter(due -> due.rule().equals(times.toString())).isEmpty()) {
      store.write(in -> plan(in, times, now));
      return Optional.empty();
    }
    if (planned.get().next().isAfter(now)) {
      return Optional.empty();
    }
    return times.rule().isOnChange()
        ? onChange(planned.get().next(), times, now)
        : store.write(in -> take(in, planned.get().next(), times, now));
  }

  /** A server that is killed before it has settled orders once more. */
  private Optional<Long> onChange(Instant due, Timetable times, Instant now) {
    if (!changes.haveChanged()) {
      store.write(in -> plan(in, times, now));
      return Optional.empty();
    }
    Optional<Long> ordered = store.write(in -> take(in, due, times, now));
    changes.settle();
    return ordered;
  }

  /** Returns when it is next due; empty if it is switched off or not planned yet. */
  public Optional<Instant> next() {
    return store
        .<Optional<Schedule.Due>>read(in -> new Schedule(in).find(name()))
        .map(Schedule.Due::next);
  }

  private String name() {
    return order.subject().isEmpty() ? order.kind() : order.kind() + ":" + order.subject();
  }

  private boolean drop(Transaction in) {
    new Schedule(in).drop(name());
    return true;
  }

  private boolean plan(Transaction in, Timetable times, Instant now) {
    new Schedule(in).plan(name(), times.toString(), times.next(now));
    return true;
  }

  /** One that waits already does for this time too. */
  private Optional<Long> take(Transaction in, Instant due, Timetable times, Instant now) {
    if (!new Schedule(in).take(name(), due, now, times.next(now))) {
      return Optional.empty();
    }
    Jobs jobs = new Jobs(in);
    return Optional.of(
        jobs.alike(order, now).map(Jobs.Job::id).orElseGet(() -> jobs.add(order, now)));
  }
}
