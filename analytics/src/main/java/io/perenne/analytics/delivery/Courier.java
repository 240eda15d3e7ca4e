// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.home.LockFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Delivers a run to a destination once.
 *
 * <p>Before each step the ledger on disk says what is about to happen, so that after a kill at any
 * point the next call knows whether to ask the destination first. One delivery to a destination
 * happens at a time; a second process waits and then finds it done.
 */
public final class Courier {
  private final DeliveryLedger ledger;
  private final DeliveryContext context;

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
    context = new DeliveryContext(customersOfRun, instants, random, sleeper);
  }

  /**
   * Delivers a run unless it is there already.
   *
   * @return what is known in the end: delivered, dead letter or unknown
   * @throws InputException if a later run has been delivered there
   */
  public DeliveryRecord deliver(DeliverableRun run, Route route, DeliveryListener listener) {
    try (DestinationLedger records = open(route, listener)) {
      Optional<DeliveryRecord> known = records.find(run.runId());
      if (known.isPresent() && known.get().state() == DeliveryState.DELIVERED) {
        return known.get();
      }
      refuseIfLaterWasDelivered(records, run, route);
      return new Delivery(context, records, run, route, listener).run(known);
    }
  }

  /** Delivers a run although it, or a later one, is there already. */
  public DeliveryRecord deliverAgain(DeliverableRun run, Route route, DeliveryListener listener) {
    try (DestinationLedger records = open(route, listener)) {
      return new Delivery(context, records, run, route, listener)
          .runAgain(records.find(run.runId()));
    }
  }

  private DestinationLedger open(Route route, DeliveryListener listener) {
    return ledger.open(
        route.name(),
        LockFile.Waiter.until(listener::check, holder -> listener.waiting(route.name())));
  }

  private static void refuseIfLaterWasDelivered(
      DestinationLedger records, DeliverableRun run, Route route) {
    records.list().stream()
        .filter(record -> record.arrival().isPresent())
        .filter(record -> isLater(record, run))
        .findFirst()
        .ifPresent(
            later -> {
              throw new InputException(
                  Problem.of(Texts.message("problem.delivery.later", route.name()))
                      .withValue(
                          Texts.message("problem.run.of-day", later.runId(), later.referenceDate()))
                      .withRemedy(Texts.message("problem.delivery.again")));
            });
  }

  /** Of two runs of one day the one begun later counts; their ids begin with that time. */
  private static boolean isLater(DeliveryRecord record, DeliverableRun run) {
    int days = record.referenceDate().compareTo(run.referenceDate());
    return days > 0 || (days == 0 && record.runId().compareTo(run.runId()) > 0);
  }
}
