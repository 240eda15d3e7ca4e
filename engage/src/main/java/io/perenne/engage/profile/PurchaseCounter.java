// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.OperationalClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Counts the purchases of a customer, as of any instants. What the run had counted of the orders is
 * found out once, which costs more than an instant does.
 */
final class PurchaseCounter {
  private final Orders orders;
  private final Optional<PurchaseBase> base;
  private final PublishedModel model;
  private final Optional<OperationalClock> gapTime;
  private final Tickets tickets;

  /** What the run knew and events do not tell; empty if they tell all. */
  private final Optional<Rest> rest;

  /**
   * Makes a counter.
   *
   * @param orders what events say
   * @param base what the run published of the customer; empty if it knew nothing
   * @param gapTime the time in which the models read gaps, if one reads them
   */
  PurchaseCounter(
      Orders orders,
      Optional<PurchaseBase> base,
      PublishedModel model,
      Optional<OperationalClock> gapTime) {
    this.orders = orders;
    this.base = base;
    this.model = model;
    this.gapTime = gapTime;
    tickets = new Tickets(model);
    rest = base.flatMap(known -> rest(known, Instant.MAX));
  }

  /**
   * What the run knew and events do not tell.
   *
   * @param base what it published
   * @param told the orders that are compared with it
   * @param recount empty if it cannot be told which of the orders it had counted
   */
  private record Rest(PurchaseBase base, Orders told, Optional<Recount> recount) {}

  private Optional<Rest> rest(PurchaseBase known, Instant at) {
    List<Ticket> then = tickets.of(orders.asOf(end(), model.seen()));
    PurchaseFigures seen =
        PurchaseSum.of(then, model.interval().endingOn(model.referenceDate()), model.spendDays());
    if (explains(seen, known)) {
      return Optional.empty();
    }
    Orders told = sinceRun(at);
    return Optional.of(new Rest(known, told, Recount.of(told, known, model, gapTime)));
  }

  /**
   * What a run has counted of events stands in its days; only what has changed is counted anew. Of
   * somebody who was another person then, or nobody, the days have to tell what it counted.
   */
  private Orders sinceRun(Instant at) {
    return model.countsEvents() && !orders.isFull() && !orders.areRegroupedSince(model.seen())
        ? orders.changedSince(end(), model.seen(), at, tickets::isOfCurrency)
        : orders;
  }

  private Instant end() {
    return model.cutOff().minusMillis(1);
  }

  /** Returns the purchases as of an instant. */
  Purchases asOf(Instant at) {
    LocalDate local = LocalDate.ofInstant(at, model.zone());
    LocalDate day = local.isBefore(model.referenceDate()) ? model.referenceDate() : local;
    Optional<Rest> then =
        model.countsEvents() && !orders.endBy(at) ? base.flatMap(known -> rest(known, at)) : rest;
    return then.map(known -> beyond(known, day, at)).orElseGet(() -> ofEvents(day, at));
  }

  private Purchases ofEvents(LocalDate day, Instant at) {
    List<Orders.Order> known = orders.asOf(at);
    PurchaseFigures figures =
        PurchaseSum.of(tickets.of(known), model.interval().endingOn(day), model.spendDays());
    return Purchases.counted(
        day,
        figures,
        Purchases.known(figures, model),
        model,
        gapTime,
        true,
        base,
        tickets.ofOtherCurrencies(known));
  }

  private Purchases beyond(Rest known, LocalDate day, Instant at) {
    return known
        .recount()
        .flatMap(recount -> recount.count(day, at))
        .orElseGet(() -> since(known, day, at));
  }

  /**
   * An order of the run's time that came as an event only after it may stand in its files too:
   * counting it again would be worse than counting it with the next run.
   */
  private Purchases since(Rest known, LocalDate day, Instant at) {
    Orders told = known.told();
    List<Ticket> then = tickets.of(told.asOf(end(), model.seen()));
    List<Ticket> before = tickets.of(told.asOf(end()));
    boolean settled =
        known.base().days().isEmpty()
            && before.equals(then)
            && !orders.areRegroupedSince(model.seen())
            && !told.changesUnplaced(model.seen());
    ObservationPeriod period = model.interval().endingOn(day);
    return new PurchasesSince(
            known.base(), before, tickets.of(told.asOf(at)), model, period, gapTime)
        .result(day, tickets.ofOtherCurrencies(orders.asOf(at)), settled);
  }

  /** Returns whether the run counted just these orders, so that they tell all it knew. */
  private boolean explains(PurchaseFigures seen, PurchaseBase known) {
    return seen.purchaseDays() == known.purchaseDays()
        && seen.spend() == known.spend()
        && Purchases.known(seen, model) == known.known()
        && (seen.purchaseDays() == 0
            || (seen.firstMicros() == known.firstMicros()
                && seen.lastMicros() == known.lastMicros()))
        && seen.gapSum() == known.gapSum()
        && seen.monetary() == known.monetary();
  }
}
