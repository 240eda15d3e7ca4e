// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.task.CancelledException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The delivery of one run to one destination, from the look at what is known to the last attempt.
 * Used once.
 */
final class Delivery {
  private static final Duration LONGEST_REQUEST = Duration.ofHours(1);

  private final DestinationLedger ledger;
  private final DeliverableRun run;
  private final Route route;
  private final DeliveryListener listener;
  private final DeliveryContext context;

  /** Whether an earlier attempt may have arrived. */
  private boolean unsure;

  /** Whether the answer to an attempt of this call was lost. */
  private boolean lost;

  /** Counts from 1. */
  private int attempt = 1;

  Delivery(
      DeliveryContext context,
      DestinationLedger ledger,
      DeliverableRun run,
      Route route,
      DeliveryListener listener) {
    this.context = context;
    this.ledger = ledger;
    this.run = run;
    this.route = route;
    this.listener = listener;
  }

  DeliveryRecord run(Optional<DeliveryRecord> known) {
    unsure = known.filter(Delivery::mayHaveArrived).isPresent();
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
    unsure = known.filter(Delivery::mayHaveArrived).isPresent();
    return packAndSend(known);
  }

  /**
   * Asks the destination whether an earlier attempt has arrived, as often as a delivery is tried.
   * Without an answer nothing is sent, and the record stays unknown.
   */
  private DeliveryRecord ask(DeliveryRecord earlier) {
    DeliveryRecord record = earlier;
    for (attempt = 1; ; attempt++) {
      Instant asked = context.instants().instant();
      try {
        if (route.destination().holds(earlier.shipment())) {
          return ledger.keep(record.delivered(asked, context.instants().instant(), found()));
        }
        unsure = false;
        return record;
      } catch (DeliveryFailedException e) {
        boolean retry = isTriedAgain(e);
        record = ledger.keep(record.ended(next(retry), failed(asked, e)));
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
    Instant startedAt = context.instants().instant();
    String name = route.fileName(run, startedAt);
    DeliveryHistory history = new DeliveryHistory(ledger, run.runId(), context.customersOfRun());
    Shipment shipment;
    try {
      shipment =
          route.packer().pack(run, history.earlierRuns(settings()), name, ledger.emptyWorkFolder());
    } catch (DeliveryFailedException e) {
      Label label = known.map(DeliveryRecord::shipment).orElse(Label.ofNothing(run, name));
      return ledger.keep(record(label, known).ended(next(false), failed(startedAt, e)));
    }
    listener.packed(shipment.label());
    List<Label> leftovers = history.leftovers(shipment.label());
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

  private DeliveryRecord send(Shipment shipment, DeliveryRecord planned) {
    DeliveryRecord record = planned;
    for (; ; attempt++) {
      record = ledger.keep(record.started());
      Instant startedAt = context.instants().instant();
      try {
        Arrival arrival = sendUnlessFound(shipment);
        ledger.keepRefusedRows(run.runId(), arrival.rejectedRows());
        return ledger.keep(record.delivered(startedAt, context.instants().instant(), arrival));
      } catch (CancelledException e) {
        unsure = true;
        ledger.keep(record.ended(next(false), failed(startedAt, cutShort(e))));
        throw e;
      } catch (DeliveryFailedException | DeliveryStateUnknownException e) {
        ledger.keepRefusedRows(run.runId(), 1);
        lost |= e instanceof DeliveryStateUnknownException;
        unsure |= lost;
        boolean retry = isTriedAgain(e);
        record = ledger.keep(record.ended(next(retry), failed(startedAt, e)));
        if (!retry) {
          return record;
        }
        pause(e);
      }
    }
  }

  private static DeliveryStateUnknownException cutShort(CancelledException e) {
    return new DeliveryStateUnknownException(Texts.message("delivery.cancelled"), e);
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
    Duration wait = longer(route.retries().delayAfter(attempt, context.random()), asked(e));
    listener.tryingAgain(Spoken.reason(e), wait);
    context.sleeper().sleep(wait);
    listener.check();
  }

  /** Returns how long the other side has asked us to wait, up to an hour. */
  private static Duration asked(RuntimeException e) {
    Duration asked =
        e instanceof DeliveryFailedException failed ? failed.retryAfter() : Duration.ZERO;
    return asked.compareTo(LONGEST_REQUEST) > 0 ? LONGEST_REQUEST : asked;
  }

  private static Duration longer(Duration one, Duration two) {
    return one.compareTo(two) > 0 ? one : two;
  }

  private DeliveryState next(boolean retry) {
    if (unsure) {
      return DeliveryState.UNKNOWN;
    }
    return retry ? DeliveryState.FAILED : DeliveryState.DEAD_LETTER;
  }

  private DeliveryAttempt failed(Instant startedAt, RuntimeException e) {
    return DeliveryAttempt.failed(
        startedAt,
        context.instants().instant(),
        unsure ? DeliveryState.UNKNOWN : DeliveryState.FAILED,
        e);
  }

  private static boolean worthRetrying(RuntimeException e) {
    return !(e instanceof DeliveryFailedException failed) || failed.worthRetrying();
  }
}
