// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import io.perenne.analytics.home.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

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
        ledger.open(route.name(), holder -> listener.waiting(route.name()))) {
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
        ledger.open(route.name(), holder -> listener.waiting(route.name()))) {
      return new Errand(desk, run, route, listener).runAgain(desk.find(run.runId()));
    }
  }

  private static void refuseIfLaterWasDelivered(
      DeliveryLedger.Desk desk, DeliverableRun run, Route route) {
    desk.list().stream()
        .filter(record -> record.arrival().isPresent())
        .filter(record -> isLater(record, run))
        .findFirst()
        .ifPresent(
            later -> {
              throw new InputException(
                  Problem.of("a later run has been delivered to " + route.name())
                      .withValue(later.runId() + " of " + later.referenceDate())
                      .withRemedy("--again delivers the older one over it"));
            });
  }

  /** Of two runs of one day the one begun later counts; their ids begin with that time. */
  private static boolean isLater(DeliveryRecord record, DeliverableRun run) {
    int days = record.referenceDate().compareTo(run.referenceDate());
    return days > 0 || (days == 0 && record.runId().compareTo(run.runId()) > 0);
  }

  /** One call: its desk, its run and what it has found out so far. */
  private final class Errand {
    private final DeliveryLedger.Desk desk;
    private final DeliverableRun run;
    private final Route route;
    private final DeliveryListener listener;

    /** Whether an earlier attempt may have arrived. */
    private boolean unsure;

    /** Whether the answer to an attempt of this call was lost. */
    private boolean lost;

    /** Counts from 1. */
    private int attempt = 1;

    Errand(DeliveryLedger.Desk desk, DeliverableRun run, Route route, DeliveryListener listener) {
      this.desk = desk;
      this.run = run;
      this.route = route;
      this.listener = listener;
    }

    DeliveryRecord run(Optional<DeliveryRecord> known) {
      unsure = known.filter(Errand::mayHaveArrived).isPresent();
      if (!unsure || !route.destination().remembers()) {
        return packAndSend(known);
      }
      DeliveryRecord record = ask(known.orElseThrow());
      return unsure || record.state() == DeliveryState.DELIVERED
          ? record
          : packAndSend(Optional.of(record));
    }

    /** Sends whatever the destination may hold. */
    DeliveryRecord runAgain(Optional<DeliveryRecord> known) {
      unsure = known.filter(Errand::mayHaveArrived).isPresent();
      return packAndSend(known);
    }

    /**
     * Asks the destination whether an earlier attempt has arrived, as often as a delivery is tried.
     * Without an answer nothing is sent, and the record stays unknown.
     */
    private DeliveryRecord ask(DeliveryRecord earlier) {
      DeliveryRecord record = earlier;
      for (attempt = 1; ; attempt++) {
        Instant asked = instants.instant();
        try {
          if (route.destination().holds(earlier.shipment())) {
            return desk.keep(record.delivered(asked, instants.instant(), found()));
          }
          unsure = false;
          return record;
        } catch (DeliveryFailedException e) {
          boolean retry = isTriedAgain(e);
          record = desk.keep(record.ended(next(retry), failed(asked, e)));
          if (!retry) {
            return record;
          }
          pause(e);
        }
      }
    }

    private static boolean mayHaveArrived(DeliveryRecord record) {
      return record.state() == DeliveryState.STARTED || record.state() == DeliveryState.UNKNOWN;
    }

    private Arrival found() {
      return new Arrival(
          route.destination().describe(), "was found there, from an attempt cut short", 0);
    }

    /** Packs; what cannot be packed leaves a record without a shipment. */
    private DeliveryRecord packAndSend(Optional<DeliveryRecord> known) {
      Instant startedAt = instants.instant();
      String name = route.fileName(run, startedAt);
      Shipment shipment;
      try {
        shipment = route.packer().pack(run, earlierRuns(), name, desk.emptyWorkFolder());
      } catch (DeliveryFailedException e) {
        Label label = known.map(DeliveryRecord::shipment).orElse(Label.ofNothing(run, name));
        return desk.keep(record(label, known).ended(next(false), failed(startedAt, e)));
      }
      listener.packed(shipment.label());
      List<Label> leftovers = leftovers(name);
      DeliveryRecord record = send(shipment, record(shipment.label(), known));
      if (record.state() == DeliveryState.DELIVERED) {
        leftovers.forEach(this::discard);
      }
      return record;
    }

    private DeliveryRecord record(Label label, Optional<DeliveryRecord> known) {
      return new DeliveryRecord(
          DeliveryRecord.FORMAT,
          route.name(),
          run.runId(),
          run.referenceDate(),
          settings(),
          DeliveryState.STARTED,
          label,
          known.map(DeliveryRecord::attempts).orElse(List.of()),
          known.flatMap(DeliveryRecord::arrival).orElse(null));
    }

    /** Returns what was begun under other names since something last arrived. */
    private List<Label> leftovers(String name) {
      List<DeliveryRecord> all = desk.list();
      Instant last =
          all.stream()
              .flatMap(record -> record.arrival().stream())
              .map(DeliveryRecord.Receipt::at)
              .max(Comparator.naturalOrder())
              .orElse(Instant.MIN);
      return all.stream()
          .filter(record -> record.state() != DeliveryState.DELIVERED)
          .filter(record -> !record.lastTouched().isBefore(last))
          .map(DeliveryRecord::shipment)
          .filter(label -> !label.name().equals(name))
          .toList();
    }

    private void discard(Label label) {
      try {
        route.destination().discard(label);
      } catch (DeliveryFailedException e) {
        // a leftover under a hidden name harms nobody
      }
    }

    private String settings() {
      return Sha256.of(route.packer().settings()).substring(0, 12);
    }

    private EarlierRuns earlierRuns() {
      List<DeliveryRecord> others =
          desk.list().stream().filter(record -> !record.runId().equals(run.runId())).toList();
      Optional<DeliveryRecord> last =
          others.stream()
              .filter(record -> record.arrival().isPresent())
              .max(Comparator.comparing(record -> record.arrival().orElseThrow().at()));
      List<DeliveryRecord> begunAfter =
          others.stream()
              .filter(other -> last.isEmpty() || wasBegunAfter(other, last.get()))
              .filter(other -> !last.equals(Optional.of(other)))
              .toList();
      Optional<Path> refused = last.flatMap(record -> desk.refusedRows(record.runId()));
      return new EarlierRuns(
          last.filter(record -> begunAfter.isEmpty())
              .filter(record -> record.settings().equals(settings()))
              .filter(
                  record ->
                      record.arrival().orElseThrow().rejectedRows() == 0 || refused.isPresent())
              .flatMap(this::customers),
          Stream.concat(last.stream(), begunAfter.stream())
              .flatMap(record -> customers(record).stream())
              .toList(),
          refused);
    }

    private Optional<Path> customers(DeliveryRecord record) {
      return customersOfRun.apply(record.runId()).filter(Files::exists);
    }

    /**
     * Returns whether some rows of a run may be there that came after those of the last arrival.
     */
    private static boolean wasBegunAfter(DeliveryRecord other, DeliveryRecord last) {
      return other.state() == DeliveryState.STARTED
          || (other.state() != DeliveryState.DELIVERED
              && !other.lastTouched().isBefore(last.arrival().orElseThrow().at()));
    }

    private DeliveryRecord send(Shipment shipment, DeliveryRecord planned) {
      DeliveryRecord record = planned;
      for (; ; attempt++) {
        record = desk.keep(record.started());
        Instant startedAt = instants.instant();
        try {
          Arrival arrival = sendUnlessFound(shipment);
          desk.keepRefusedRows(run.runId(), arrival.rejectedRows());
          return desk.keep(record.delivered(startedAt, instants.instant(), arrival));
        } catch (DeliveryFailedException | DeliveryStateUnknownException e) {
          desk.keepRefusedRows(run.runId(), 1);
          lost |= e instanceof DeliveryStateUnknownException;
          unsure |= lost;
          boolean retry = isTriedAgain(e);
          record = desk.keep(record.ended(next(retry), failed(startedAt, e)));
          if (!retry) {
            return record;
          }
          pause(e);
        }
      }
    }

    private Arrival sendUnlessFound(Shipment shipment) {
      if (lost && route.destination().remembers()) {
        if (route.destination().holds(shipment.label())) {
          return found();
        }
        lost = false;
        unsure = false;
      }
      return route.destination().deliver(shipment, listener);
    }

    private boolean isTriedAgain(RuntimeException e) {
      return worthRetrying(e) && attempt < route.retries().attempts();
    }

    private void pause(RuntimeException e) {
      Duration wait = route.retries().delayAfter(attempt, random);
      listener.tryingAgain(String.valueOf(e.getMessage()), wait);
      sleeper.sleep(wait);
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
