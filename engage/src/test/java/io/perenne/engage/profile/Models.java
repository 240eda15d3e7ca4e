// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.history.TicketDay;
import io.perenne.clv.history.TicketSummary;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.OutlookModels;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.HistoricValuation;
import io.perenne.clv.value.Horizon;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The models of runs of a music shop. */
final class Models {
  static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
  static final LocalDate REFERENCE = LocalDate.of(2026, 6, 30);

  /** The run began at three in the night. */
  static final Instant SEEN = REFERENCE.plusDays(1).atTime(3, 0).atZone(ZONE).toInstant();

  private Models() {}

  static PublishedModel music() {
    return of("run1", REFERENCE, OperationalClock.calendar(), 1);
  }

  /** A run of the next day that takes ten times as much for a high value. */
  static PublishedModel otherRun() {
    return of("run2", REFERENCE.plusDays(1), OperationalClock.calendar(), 10);
  }

  /** The same shop, where twice as much is bought in winter, and most on Saturdays. */
  static PublishedModel seasonal() {
    SeasonalIndex index =
        new SeasonalIndex(1, List.of(), -0.1, List.of(0.35, 0.1, 0.0, 0.0, 0.1, 0.2, 0.4, 0.1));
    int last = Math.toIntExact(REFERENCE.toEpochDay());
    return of("run1", REFERENCE, OperationalClock.of(index, last - 1000, last), 1);
  }

  private static PublishedModel of(
      String runId, LocalDate reference, OperationalClock clock, int high) {
    TransactionModel purchases =
        TransactionModels.of("mbg-nbd", Map.of("r", 0.525, "alpha", 43.3, "a", 0.891, "b", 1.614));
    Horizon horizon = Horizon.of(365, 0.1);
    return new PublishedModel(
        runId,
        reference,
        Seen.before(SEEN),
        ZONE,
        Optional.of("EUR"),
        IntervalRule.ofMonths(12),
        SpendDays.ALL,
        true,
        horizon,
        Optional.of(
            new OutlookModels(
                List.of(new OutlookModels.Kind(purchases, purchases, 1)),
                Optional.empty(),
                clock,
                Math.toIntExact(reference.toEpochDay()))),
        GammaGamma.of(6.25, 3.74, 15.44),
        new HistoricValuation(horizon),
        Optional.empty(),
        PriceLevel.of(Math.toIntExact(REFERENCE.toEpochDay()), List.of(0.0, -0.03, -0.08, -0.08)),
        new RefundShare(0.04, 300),
        PublishedModel.Margin.none(),
        new Thresholds(
            60, 2, 900 * high, 300 * high, 120 * high, 4, 45, 2, 2, 2.5, 4, 5, 0.75, 365));
  }

  /** Returns what a run publishes of a customer whose orders it knew. */
  static PurchaseBase base(PublishedModel model, Orders orders, boolean withDays) {
    List<Ticket> tickets = new Tickets(model).of(orders.asOf(model.cutOff().minusMillis(1)));
    PurchaseFigures figures =
        PurchaseSum.of(
            tickets, model.interval().endingOn(model.referenceDate()), model.spendDays());
    List<Integer> days = figures.days().orElseThrow();
    return new PurchaseBase(
        figures.purchaseDays(),
        figures.intervalPurchaseDays(),
        figures.firstMicros(),
        figures.lastMicros(),
        figures.gapSum(),
        figures.gapCount(),
        figures.historic(),
        figures.spend(),
        figures.monetary(),
        figures.frequency(),
        model
            .refunds()
            .kept(
                Money.currency(figures.bought()),
                Money.currency(figures.bought() - figures.historic())),
        days.isEmpty() ? 1 : Purchases.priceFactor(days, model),
        0,
        withDays ? Optional.of(days(model, tickets)) : Optional.empty());
  }

  private static List<TicketDay> days(PublishedModel model, List<Ticket> tickets) {
    TicketSummary summary =
        new TicketSummary(model.interval().endingOn(model.referenceDate()), model.spendDays());
    tickets.forEach(ticket -> summary.add(ticket.day(), ticket.amount(), ticket.margin()));
    summary.summarize();
    return IntStream.range(0, summary.moneyDayCount()).mapToObj(summary::moneyDay).toList();
  }
}
