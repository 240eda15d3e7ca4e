// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Takes a run to a destination once, as far as the world allows.
 *
 * <p>Before each step the ledger on disk says what is about to happen, so that after a kill at any
 * point the next call knows whether to ask the destination first. One delivery to a destination
 * happens at a time; a second process waits and then finds it done.
 */
public final class Courier {
  private final DeliveryLedger ledger;
  private final Function<String, Optional<Path>> customersOfRun;
  private final InstantSource instants;
  private final RandomGenerator random;
  private final Sleeper sleeper;

  /**
   * Creates a courier.
   *
   * @param customersOfRun finds the customers of an earlier run, if they are still kept
   */
  public Courier(
      DeliveryLedger ledger,
      Function<String, Optional<Path>> customersOfRun,
      InstantSource instants,
      RandomGenerator random,
      Sleeper sleeper) {
    this.ledger = ledger;
    this.customersOfRun = customersOfRun;
    this.instants = instants;
    this.random = random;
    this.sleeper = sleeper;
  }

  /**
   * Delivers a run unless it is there already.
   *
   * @return what is known in the end: delivered, dead letter or unknown
   * @throws InputException if a later run has been delivered there
   */
  public DeliveryRecord deliver(DeliverableRun run, Route route, DeliveryListener listener) {
    try (DeliveryLedger.Desk desk =
        ledger.open(route.name(), sleeper, () -> listener.waiting(route.name()))) {
      Optional<DeliveryRecord> known = desk.find(run.runId());
      if (known.isPresent() && known.get().state() == DeliveryState.DELIVERED) {
        return known.get();
      }
      refuseIfLaterWasDelivered(desk, run, route);
      return new Errand(desk, run, route, listener).run(known);
    }
  }

  /** Delivers a run although it, or a later one, is there already. */
  public DeliveryRecord deliverAgain(DeliverableRun run, Route route, DeliveryListener listener) {
    try (DeliveryLedger.Desk desk =
        ledger.open(route.name(), sleeper, () -> listener.waiting(route.name()))) {
      Errand errand = new Errand(desk, run, route, listener);
      return errand.send(errand.plan(desk.find(run.runId())));
    }
  }

  private static void refuseIfLaterWasDelivered(
      DeliveryLedger.Desk desk, DeliverableRun run, Route route) {
    desk.list().stream()
        .filter(record -> record.arrival().isPresent())
        .filter(record -> record.referenceDate().isAfter(run.referenceDate()))
        .findFirst()
        .ifPresent(
            later -> {
              throw new InputException(
                  Problem.of("a later run has been delivered to " + route.name())
                      .withValue(later.runId() + " of " + later.referenceDate())
                      .withRemedy("--again delivers the older one over it"));
            });
  }

  /** One call: its desk, its run and what it has found out so far. */
  private final class Errand {
    private final DeliveryLedger.Desk desk;
    private final DeliverableRun run;
    private final Route route;
    private final DeliveryListener listener;
    private boolean unsure;

    Errand(DeliveryLedger.Desk desk, DeliverableRun run, Route route, DeliveryListener listener) {
      this.desk = desk;
      this.run = run;
      this.route = route;
      this.listener = listener;
    }

    /** A shipment with its record. */
    private record Plan(Shipment shipment, DeliveryRecord record) {}

    DeliveryRecord run(Optional<DeliveryRecord> known) {
      if (known.isPresent() && mayHaveArrived(known.get())) {
        DeliveryRecord earlier = known.get();
        unsure = true;
        Instant asked = instants.instant();
        try {
          if (route.destination().holds(earlier.shipment())) {
            return desk.keep(earlier.delivered(asked, instants.instant(), found()));
          }
          unsure = false;
        } catch (DeliveryFailedException e) {
          // it is asked again before each attempt
        }
      }
      return send(plan(known));
    }

    private static boolean mayHaveArrived(DeliveryRecord record) {
      return record.state() == DeliveryState.STARTED || record.state() == DeliveryState.UNKNOWN;
    }

    private Arrival found() {
      return new Arrival(
          route.destination().describe(), "was found there, from an attempt cut short", 0);
    }

    Plan plan(Optional<DeliveryRecord> known) {
      String name = route.fileName(run, instants.instant());
      Path work = desk.emptyWorkFolder();
      Shipment shipment = route.packer().pack(run, previous(), name, work);
      listener.packed(shipment.label());
      if (known.isPresent()
          && !known.get().shipment().name().equals(name)
          && known.get().state() != DeliveryState.DELIVERED) {
        discard(known.get().shipment());
      }
      DeliveryRecord record =
          new DeliveryRecord(
              DeliveryRecord.FORMAT,
              route.name(),
              run.runId(),
              run.referenceDate(),
              settings(),
              DeliveryState.STARTED,
              shipment.label(),
              known.map(DeliveryRecord::attempts).orElse(List.of()),
              known.flatMap(DeliveryRecord::arrival).orElse(null));
      return new Plan(shipment, record);
    }

    private void discard(Label label) {
      try {
        route.destination().discard(label);
      } catch (DeliveryFailedException e) {
        // a leftover under a hidden name harms nobody
      }
    }

    private String settings() {
      MessageDigest digest = Hashes.sha256();
      digest.update(route.packer().settings().getBytes(StandardCharsets.UTF_8));
      return Hashes.hex(digest).substring(0, 12);
    }

    /**
     * Returns the customers of the last run that arrived in the same form. Empty if another run was
     * begun after it, because some of that run's rows may be there.
     */
    private Optional<Path> previous() {
      List<DeliveryRecord> others =
          desk.list().stream().filter(record -> !record.runId().equals(run.runId())).toList();
      return others.stream()
          .filter(record -> record.arrival().isPresent())
          .max(Comparator.comparing(record -> record.arrival().orElseThrow().at()))
          .filter(last -> others.stream().noneMatch(other -> wasBegunAfter(other, last)))
          .filter(last -> last.settings().equals(settings()))
          .filter(last -> last.arrival().orElseThrow().rejectedRows() == 0)
          .flatMap(last -> customersOfRun.apply(last.runId()))
          .filter(Files::exists);
    }

    private static boolean wasBegunAfter(DeliveryRecord other, DeliveryRecord last) {
      List<DeliveryAttempt> attempts = other.attempts();
      return other.state() == DeliveryState.STARTED
          || (other.state() != DeliveryState.DELIVERED
              && attempts
                  .get(attempts.size() - 1)
                  .endedAt()
                  .isAfter(last.arrival().orElseThrow().at()));
    }

    DeliveryRecord send(Plan plan) {
      DeliveryRecord record = plan.record();
      for (int attempt = 1; ; attempt++) {
        record = desk.keep(record.started());
        Instant startedAt = instants.instant();
        try {
          Arrival arrival = attempt(plan.shipment(), attempt);
          desk.keepRefusedRows(run.runId());
          return desk.keep(record.delivered(startedAt, instants.instant(), arrival));
        } catch (DeliveryFailedException | DeliveryStateUnknownException e) {
          unsure |= e instanceof DeliveryStateUnknownException;
          boolean retry = worthRetrying(e) && attempt < route.retries().attempts();
          record = desk.keep(record.ended(next(retry), failed(startedAt, e)));
          if (!retry) {
            return record;
          }
          Duration wait = route.retries().delayAfter(attempt, random);
          listener.tryingAgain(String.valueOf(e.getMessage()), wait);
          sleeper.sleep(wait);
        }
      }
    }

    private Arrival attempt(Shipment shipment, int attempt) {
      if (attempt > 1 && unsure) {
        if (route.destination().holds(shipment.label())) {
          return found();
        }
        unsure = false;
      }
      return route.destination().deliver(shipment, listener);
    }

    private DeliveryState next(boolean retry) {
      if (unsure) {
        return DeliveryState.UNKNOWN;
      }
      return retry ? DeliveryState.FAILED : DeliveryState.DEAD_LETTER;
    }

    private DeliveryAttempt failed(Instant startedAt, RuntimeException e) {
      return new DeliveryAttempt(
          startedAt,
          instants.instant(),
          unsure ? DeliveryState.UNKNOWN : DeliveryState.FAILED,
          String.valueOf(e.getMessage()));
    }

    private static boolean worthRetrying(RuntimeException e) {
      return !(e instanceof DeliveryFailedException failed) || failed.worthRetrying();
    }
  }
}
