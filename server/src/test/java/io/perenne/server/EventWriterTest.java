// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Outcome;
import io.perenne.server.live.intake.OverloadedException;
import io.perenne.server.live.intake.Replay;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is kept, once; what cannot be kept is told. */
class EventWriterTest {
  private static final Intake INTAKE = new Intake(IdentityRules.standard());

  private @TempDir Path home;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(DatabaseAddress.inHome(home), InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static List<Arrival> event(String id) {
    return INTAKE.read(
        Map.of("messageId", id, "type", "page", "userId", "u"), Optional.empty(), 1, Instant.now());
  }

  @Test
  void manyAtOnce_areKeptOnceEach_byFewTransactions() throws Exception {
    AtomicInteger transactions = new AtomicInteger();
    AtomicInteger stored = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (EventWriter writer = EventWriter.start(store, transactions::incrementAndGet)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 640; i++) {
        String id = "m" + i % 320; // each comes twice, perhaps in the same transaction
        done.add(
            threads.submit(
                () -> {
                  if (writer.keep(event(id)).get(0) == Outcome.STORED) {
                    stored.incrementAndGet();
                  }
                  return id;
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(stored.get()).isEqualTo(320);
    assertThat(store.<Long>read(in -> new Events(in).count())).isEqualTo(320);
    assertThat(transactions.get()).isBetween(1, 500);
  }

  @Test
  void moreThanCanWait_isRefused_andWhatWaitsIsKept() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch holding = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicInteger refused = new AtomicInteger();
    try (EventWriter writer = EventWriter.start(store, () -> {})) {
      Future<?> blocker =
          threads.submit(
              () ->
                  store.write(
                      in -> {
                        holding.countDown();
                        try {
                          return held.await(20, java.util.concurrent.TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      holding.await();
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        String id = "w" + i;
        all.add(
            threads.submit(
                () -> {
                  try {
                    return writer.keep(event(id)).contains(Outcome.STORED);
                  } catch (OverloadedException e) {
                    refused.incrementAndGet();
                    return false;
                  }
                }));
      }
      for (int i = 0; i < 300 && refused.get() == 0; i++) {
        Thread.sleep(10);
      }
      held.countDown();
      blocker.get();
      int kept = 0;
      for (Future<Boolean> each : all) {
        kept += each.get() ? 1 : 0;
      }
      assertThat(refused.get()).isPositive();
      assertThat(kept + refused.get()).isEqualTo(700);
      assertThat(store.<Long>read(in -> new Events(in).count())).isEqualTo(kept);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void storeThatFails_isTold_andNothingIsAcknowledged() {
    EventWriter writer = EventWriter.start(store, () -> {});
    store.close();

    assertThatThrownBy(() -> writer.keep(event("lost"))).isInstanceOf(RuntimeException.class);
    writer.close();
    assertThatThrownBy(() -> writer.keep(event("late"))).isInstanceOf(OverloadedException.class);
  }

  @Test
  void whatWasKeptAside_isTakenOnceItIsAnEvent() throws Exception {
    String mended = "{\"messageId\":\"m\",\"type\":\"page\",\"userId\":\"u\"}";
    String broken = "{\"messageId\":\"n\",\"type\":\"page\"}";
    store.write(
        in ->
            new Quarantine(in)
                .add(
                    List.of(
                        new Quarantine.Kept(0, "m", 1, Instant.now(), "no_type", "", mended),
                        new Quarantine.Kept(0, "n", 1, Instant.now(), "no_type", "", broken))));

    assertThat(new Replay(store, INTAKE).all()).isEqualTo(1);
    assertThat(new Replay(store, INTAKE).all()).isZero();
    assertThat(store.<Optional<Events.Stored>>read(in -> new Events(in).find("m"))).isPresent();
    assertThat(store.<List<Quarantine.Kept>>read(in -> new Quarantine(in).newest(9)))
        .extracting(Quarantine.Kept::messageId)
        .containsExactly("n");
  }
}
