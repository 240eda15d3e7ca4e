// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {
  private static final Jobs.Order RUN = Jobs.Order.of("run", "", Optional.empty(), "schedule");

  private @TempDir Path home;
  private Instant now = Instant.parse("2025-03-28T12:00:00Z");
  private Optional<Timetable> timetable = daily("03:00");
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(DatabaseAddress.inHome(home), () -> now);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Optional<Timetable> daily(String time) {
    return Optional.of(
        new Timetable(Recurrence.parse("daily " + time), ZoneId.of("Europe/Madrid")));
  }

  private Scheduler server() {
    return new Scheduler(store, () -> now, RUN, () -> timetable);
  }

  private List<Jobs.Job> jobs() {
    return store.read(in -> new Jobs(in).newest("run", 99));
  }

  private void end(long id) {
    store.write(
        in -> {
          Jobs jobs = new Jobs(in);
          jobs.start(id, new Jobs.Lease("one", now), now);
          return jobs.end(id, "one", Jobs.End.done(Optional.empty()), now);
        });
  }

  @Test
  void whatIsDue_isOrderedOnceByTwoServers() {
    Scheduler one = server();
    Scheduler two = server();
    one.tick();
    two.tick();
    assertThat(one.next()).contains(Instant.parse("2025-03-29T02:00:00Z"));
    assertThat(jobs()).isEmpty();

    now = Instant.parse("2025-03-29T02:00:00Z");

    assertThat(two.tick()).isPresent();
    assertThat(one.tick()).isEmpty();
    assertThat(jobs()).extracting(Jobs.Job::order).containsExactly(RUN);
    assertThat(one.next()).contains(Instant.parse("2025-03-30T01:00:00Z"));
  }

  @Test
  void ruleOfChanges_ordersOnlyWhenSomethingChanged_andSettlesIt() {
    AtomicInteger changes = new AtomicInteger();
    timetable =
        Optional.of(new Timetable(Recurrence.parse("on-change"), ZoneId.of("Europe/Madrid")));
    Scheduler watching =
        new Scheduler(
            store,
            () -> now,
            RUN,
            () -> timetable,
            new Scheduler.Changes() {
              @Override
              public boolean haveChanged() {
                return changes.get() > 0;
              }

              @Override
              public void settle() {
                changes.set(0);
              }
            });
    for (int minute = 0; minute < 5; minute++) {
      assertThat(watching.tick()).isEmpty();
      now = now.plus(Duration.ofMinutes(1));
    }
    changes.set(1);

    assertThat(watching.tick()).isPresent();
    assertThat(watching.tick()).as("within the minute").isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(watching.tick()).as("nothing new").isEmpty();
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void whatWasMissed_isOrderedOnceAtTheStart() {
    server().tick();
    now = now.plus(Duration.ofDays(20));

    Scheduler later = server();
    later.tick();
    later.tick();

    assertThat(jobs()).hasSize(1);
    assertThat(later.next()).contains(Instant.parse("2025-04-18T01:00:00Z"));
  }

  @Test
  void newRule_hasMissedNothing_andCountsForEveryServer() {
    Scheduler one = server();
    Scheduler two = server();
    one.tick();
    now = Instant.parse("2025-03-28T22:30:00Z");
    timetable = daily("23:00");
    two.tick();
    one.tick();
    assertThat(jobs()).isEmpty();
    assertThat(one.next()).contains(Instant.parse("2025-03-28T22:00:00Z").plus(Duration.ofDays(1)));

    timetable = Optional.empty();
    one.tick();

    assertThat(one.next()).isEmpty();
    now = now.plus(Duration.ofDays(3));
    two.tick();
    assertThat(jobs()).isEmpty();
  }

  @Test
  void orderThatStillWaits_isNotMadeTwice() {
    Scheduler one = server();
    one.tick();
    now = now.plus(Duration.ofDays(1));
    one.tick();
    now = now.plus(Duration.ofDays(1));
    one.tick();
    assertThat(jobs()).hasSize(1);

    end(jobs().get(0).id());
    now = now.plus(Duration.ofDays(1));
    one.tick();

    assertThat(jobs()).hasSize(2);
  }
}
