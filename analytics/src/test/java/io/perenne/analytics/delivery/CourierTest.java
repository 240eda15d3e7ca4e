// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.delivery.ScriptedDestination.Step;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.pack.ContractPacker;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import io.perenne.analytics.delivery.pack.Packer;
import io.perenne.analytics.task.CancelledException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @TempDir Path home;
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.parse("2025-07-01T03:00:00Z");
  private DeliverableRun run;

  @BeforeEach
  void makeRun() throws Exception {
    run = run("run-a", "2025-06-30");
  }

  private DeliverableRun run(String id, String referenceDate) throws Exception {
    Path file = home.resolve(id + ".csv");
    Files.writeString(file, "CustomerId\n" + id + "\n");
    return new DeliverableRun(id, LocalDate.parse(referenceDate), file, file, 1, MADRID);
  }

  private Route route(Destination destination, int attempts) {
    return new Route(
        "crm",
        destination,
        new ContractPacker(),
        FileNamePattern.parse("clv_{yyyyMMdd}.csv"),
        ".csv",
        Optional.empty(),
        "shop",
        new RetryPolicy(attempts, Duration.ofSeconds(10), Duration.ofMinutes(1)));
  }

  private Courier courier() {
    return new Courier(
        DeliveryLedger.of(home),
        id -> Optional.empty(),
        () -> now,
        new Random(7),
        wait -> {
          waits.add(wait);
          now = now.plus(wait);
        });
  }

  private DeliveryRecord deliver(Destination destination, int attempts) {
    return courier().deliver(run, route(destination, attempts), DeliveryListener.silent());
  }

  @Test
  void deliver_runTwice_arrivesOnce() {
    ScriptedDestination destination = new ScriptedDestination();
    DeliveryRecord first = deliver(destination, 1);
    DeliveryRecord second = deliver(destination, 1);
    assertThat(destination.arrivals()).isEqualTo(1);
    assertThat(first.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void deliver_run_leavesReceipt() throws Exception {
    DeliveryRecord.Receipt receipt = deliver(new ScriptedDestination(), 1).arrival().orElseThrow();
    assertThat(receipt.bytes()).isEqualTo(Files.size(run.contract()));
    assertThat(receipt.sha256())
        .isEqualTo(Programs.run("sha256sum", run.contract().toString()).substring(0, 64));
    assertThat(receipt.rows()).isEqualTo(1);
    assertThat(receipt.at()).isEqualTo(now);
    assertThat(DeliveryLedger.of(home).list("crm")).hasSize(1);
  }

  @Test
  void deliverAgain_runThatArrived_arrivesTwice() {
    ScriptedDestination destination = new ScriptedDestination();
    deliver(destination, 1);
    courier().deliverAgain(run, route(destination, 1), DeliveryListener.silent());
    assertThat(destination.arrivals()).isEqualTo(2);
    assertThat(DeliveryLedger.of(home).list()).hasSize(1);
  }

  @Test
  void deliver_olderThanDelivered_isRefused() throws Exception {
    ScriptedDestination destination = new ScriptedDestination();
    deliver(destination, 1);
    DeliverableRun older = run("run-b", "2025-05-31");
    Route route = route(destination, 1);
    assertThatThrownBy(() -> courier().deliver(older, route, DeliveryListener.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a later run has been delivered to crm: run-a of 2025-06-30");
    assertThat(destination.arrivals()).isEqualTo(1);
  }

  @Test
  void deliver_passingFailures_areTriedAgainWithGrowingWaits() {
    ScriptedDestination destination =
        new ScriptedDestination().then(Step.FAIL, Step.FAIL, Step.FAIL, Step.FAIL);
    DeliveryRecord record = deliver(destination, 5);
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(record.attempts()).hasSize(5);
    // 10 s doubled each time up to 60 s, of which at least half is waited
    long[] most = {10_000, 20_000, 40_000, 60_000};
    assertThat(waits).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(waits.get(i).toMillis()).isBetween(most[i] / 2, most[i]);
    }
  }

  @Test
  void deliver_attemptsRunOut_isDeadLetterUntilDeliveredAgain() {
    ScriptedDestination destination =
        new ScriptedDestination().then(Step.FAIL, Step.FAIL, Step.FAIL);
    assertThat(deliver(destination, 3).state()).isEqualTo(DeliveryState.DEAD_LETTER);
    DeliveryRecord later = deliver(destination, 3);
    assertThat(later.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(later.attempts()).hasSize(4);
  }

  @Test
  void deliver_lastingFailure_isNotTriedAgain() {
    DeliveryRecord record = deliver(new ScriptedDestination().then(Step.FAIL_FOR_GOOD), 5);
    assertThat(record.state()).isEqualTo(DeliveryState.DEAD_LETTER);
    assertThat(record.lastMessage()).isEqualTo("wrong password");
    assertThat(waits).isEmpty();
  }

  @Test
  void deliver_answerLost_isFoundInsteadOfSentTwice() {
    ScriptedDestination destination = new ScriptedDestination().then(Step.LOSE_THE_ANSWER);
    DeliveryRecord record = deliver(destination, 3);
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(destination.arrivals()).isEqualTo(1);
    assertThat(record.attempts().get(0).state()).isEqualTo(DeliveryState.UNKNOWN);
  }

  @Test
  void deliver_shipmentLost_isSentAgain() {
    ScriptedDestination destination = new ScriptedDestination().then(Step.LOSE_THE_SHIPMENT);
    assertThat(deliver(destination, 3).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(destination.arrivals()).isEqualTo(1);
  }

  @Test
  void deliver_answerLostAndNobodyToAsk_isUnknownNotFailed() {
    ScriptedDestination destination = new ScriptedDestination().then(Step.LOSE_THE_ANSWER).mute();
    DeliveryRecord record = deliver(destination, 3);
    assertThat(record.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(destination.arrivals()).isEqualTo(1);
    assertThat(record.arrival()).isEmpty();
  }

  @Test
  void deliver_killedAfterArrival_isFoundAtTheNextStart() {
    ScriptedDestination destination = new ScriptedDestination().then(Step.DIE);
    assertThatThrownBy(() -> deliver(destination, 3))
        .isInstanceOf(ScriptedDestination.KilledError.class);
    assertThat(DeliveryLedger.of(home).list().get(0).state()).isEqualTo(DeliveryState.STARTED);
    now = now.plus(Duration.ofDays(1)); // the file would have another name today
    DeliveryRecord record = deliver(destination, 3);
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(record.shipment().name()).isEqualTo("clv_20250701.csv");
    assertThat(destination.arrivals()).isEqualTo(1);
  }

  @Test
  void deliver_cancelledWhileItIsSent_isUnknownAndAskedForByTheNext() {
    ScriptedDestination destination = new ScriptedDestination();
    DeliveryListener cancelling =
        new DeliveryListener() {
          @Override
          public void at(long bytes) {
            throw new CancelledException();
          }
        };
    Courier courier = courier();
    Route route = route(destination.telling(), 3);
    assertThatThrownBy(() -> courier.deliver(run, route, cancelling))
        .isInstanceOf(CancelledException.class);
    DeliveryRecord cut = DeliveryLedger.of(home).list().get(0);
    assertThat(cut.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(cut.lastMessage()).isEqualTo("it was cancelled while it was being sent");
    assertThat(destination.arrivals()).isZero();

    assertThat(deliver(destination, 1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(destination.questions()).isEqualTo(1);
    assertThat(destination.arrivals()).isEqualTo(1);
  }

  @Test
  void deliver_cancelledBetweenTwoAttempts_isTriedNoMore() {
    ScriptedDestination destination = new ScriptedDestination().then(Step.FAIL, Step.FAIL);
    DeliveryListener cancelling =
        new DeliveryListener() {
          @Override
          public void check() {
            if (!waits.isEmpty()) {
              throw new CancelledException();
            }
          }
        };
    Courier courier = courier();
    Route route = route(destination, 5);
    assertThatThrownBy(() -> courier.deliver(run, route, cancelling))
        .isInstanceOf(CancelledException.class);
    assertThat(waits).hasSize(1);
    assertThat(DeliveryLedger.of(home).list().get(0).state()).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void deliver_twoAtOnce_arrivesOnce() throws Exception {
    ScriptedDestination destination = new ScriptedDestination();
    Route route = route(destination, 1);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<DeliveryRecord>> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Courier courier =
          new Courier(
              DeliveryLedger.of(home),
              id -> Optional.empty(),
              () -> now,
              new Random(7),
              wait -> Thread.onSpinWait());
      futures.add(pool.submit(() -> courier.deliver(run, route, DeliveryListener.silent())));
    }
    for (Future<DeliveryRecord> future : futures) {
      assertThat(future.get().state()).isEqualTo(DeliveryState.DELIVERED);
    }
    pool.shutdown();
    assertThat(destination.arrivals()).isEqualTo(1);
  }

  @Test
  void fileName_lateInTheEvening_isOfTheDayInTheZone() {
    Route route = route(new ScriptedDestination(), 1);
    assertThat(route.preview(run, Instant.parse("2025-06-30T22:30:00Z")))
        .isEqualTo("clv_20250701.csv");
  }

  @Test
  void load_brokenRecord_saysWhichFile() throws Exception {
    deliver(new ScriptedDestination(), 1);
    Files.writeString(home.resolve("deliveries/crm/run-a.json"), "{");
    assertThatThrownBy(() -> DeliveryLedger.of(home).list())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("run-a.json");
  }

  @Test
  void deliver_afterAKillWhilePacking_clearsWhatIsLeft() throws Exception {
    Path spill = Files.createDirectories(home.resolve("deliveries/crm/work/spill"));
    Files.writeString(spill.resolve("block"), "of the engine");
    assertThat(deliver(new ScriptedDestination(), 1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(spill).doesNotExist();
  }

  @Test
  void isNamedFor_fileOfYesterday_isFalseUnlessTheNameHasNoDateOrATime() {
    DeliveryRecord record = deliver(new ScriptedDestination(), 1);
    LocalDate day = LocalDate.parse("2025-07-01");
    Route dated = route(new ScriptedDestination(), 1);
    assertThat(dated.isNamedFor(record, day, MADRID)).isTrue();
    assertThat(dated.isNamedFor(record, day.plusDays(1), MADRID)).isFalse();
    assertThat(named("clv_20250701.csv").isNamedFor(record, day.plusDays(1), MADRID)).isTrue();
    Route timed = named("clv_{HHmmss}.csv");
    DeliveryRecord again = courier().deliverAgain(run, timed, DeliveryListener.silent());
    assertThat(timed.isNamedFor(again, day.plusDays(1), MADRID)).isTrue();
  }

  private static Route named(String fileName) {
    return new Route(
        "crm",
        new ScriptedDestination(),
        new ContractPacker(),
        FileNamePattern.parse(fileName),
        ".csv",
        Optional.empty(),
        "",
        new RetryPolicy(1, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void deliver_answerLostAndOneQuestionUnanswered_isNotSentASecondTime() {
    ScriptedDestination destination =
        new ScriptedDestination()
            .then(Step.LOSE_THE_ANSWER)
            .thenSilent(
                DeliveryFailedException.passing(
                    Texts.message("delivery.reason", "no answer"), null));
    assertThat(deliver(destination, 1).state()).isEqualTo(DeliveryState.UNKNOWN);
    DeliveryRecord second = deliver(destination, 3);
    assertThat(second.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(destination.arrivals()).isEqualTo(1);
    assertThat(second.attempts())
        .extracting(DeliveryAttempt::state)
        .containsExactly(DeliveryState.UNKNOWN, DeliveryState.UNKNOWN, DeliveryState.DELIVERED);
  }

  @Test
  void deliver_unknownAndPasswordWrongSince_asksOnceAndSendsNothing() {
    ScriptedDestination destination = new ScriptedDestination().then(Step.LOSE_THE_ANSWER);
    destination.thenSilent(
        DeliveryFailedException.lasting(Texts.message("delivery.reason", "wrong password"), null));
    deliver(destination, 1);
    DeliveryRecord second = deliver(destination, 5);
    assertThat(second.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(second.lastMessage()).isEqualTo("wrong password");
    assertThat(destination.questions()).isEqualTo(1);
    assertThat(destination.arrivals()).isEqualTo(1);
  }

  @Test
  void deliver_unknownAtADestinationThatCannotTell_isSentAgainWithoutAsking() {
    ScriptedDestination destination =
        new ScriptedDestination().forgetful().then(Step.LOSE_THE_ANSWER, Step.FAIL);
    assertThat(deliver(destination, 2).state())
        .as("a later failure does not make it certain")
        .isEqualTo(DeliveryState.UNKNOWN);
    assertThat(deliver(destination, 1).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(destination.arrivals()).isEqualTo(2);
    assertThat(destination.questions()).isZero();
  }

  @Test
  void deliver_earlierRunOfTheSameDay_isRefused() throws Exception {
    ScriptedDestination destination = new ScriptedDestination();
    run = run("2025-07-01T050000Z-1111", "2025-06-30");
    deliver(destination, 1);
    DeliverableRun uncorrected = run("2025-07-01T030000Z-9999", "2025-06-30");
    Route route = route(destination, 1);
    assertThatThrownBy(() -> courier().deliver(uncorrected, route, DeliveryListener.silent()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a later run has been delivered to crm: 2025-07-01T050000Z-1111");
  }

  @Test
  void list_besideKeptTokens_showsDeliveriesOnly() throws Exception {
    deliver(new ScriptedDestination(), 1);
    Path tokens = Files.createDirectories(home.resolve("deliveries/.tokens"));
    Files.writeString(tokens.resolve("0123456789abcdef.json"), "{\"token\": \"x\"}");
    assertThat(DeliveryLedger.of(home).list()).hasSize(1);
  }

  @Test
  void isNamedFor_nameWithDateAndTime_comparesTheDate() {
    Route timed = named("clv_{yyyyMMdd}_{HHmmss}.csv");
    DeliveryRecord record = courier().deliver(run, timed, DeliveryListener.silent());
    assertThat(record.shipment().name()).isEqualTo("clv_20250701_050000.csv");
    LocalDate day = LocalDate.parse("2025-07-01");
    assertThat(timed.isNamedFor(record, day, MADRID)).isTrue();
    assertThat(timed.isNamedFor(record, day.plusDays(1), MADRID)).isFalse();
  }

  @Test
  void deliver_whatCannotBePacked_leavesARecord() {
    Route broken =
        new Route(
            "crm",
            new ScriptedDestination(),
            new Packer() {
              @Override
              public Shipment pack(
                  DeliverableRun run, EarlierRuns earlier, String name, Path folder) {
                throw DeliveryFailedException.lasting(
                    Texts.message("delivery.reason", "the PGP key cannot be read"), null);
              }

              @Override
              public String settings() {
                return "";
              }
            },
            FileNamePattern.parse("clv.csv"),
            ".csv",
            Optional.empty(),
            "",
            new RetryPolicy(3, Duration.ZERO, Duration.ZERO));
    DeliveryRecord record = courier().deliver(run, broken, DeliveryListener.silent());
    assertThat(record.state()).isEqualTo(DeliveryState.DEAD_LETTER);
    assertThat(record.lastMessage()).isEqualTo("the PGP key cannot be read");
    assertThat(DeliveryLedger.of(home).list("crm")).containsExactly(record);
    assertThat(deliver(new ScriptedDestination(), 1).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void deliver_anyRun_leavesNoWorkBehind() {
    deliver(new ScriptedDestination(), 1);
    assertThat(home.resolve("deliveries/crm/work")).doesNotExist();
  }
}
