// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.history.TicketDay;
import io.perenne.clv.history.TicketSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sums tickets, all of which are known, by the same code as a run. */
final class PurchaseSum {
  private PurchaseSum() {}

  static PurchaseFigures of(List<Ticket> tickets, ObservationPeriod period, SpendDays spendDays) {
    return of(tickets, List.of(), period, spendDays);
  }

  /**
   * Sums tickets, and days of tickets of which no more is known.
   *
   * @param more of these the time of the first and the last is the beginning of their day
   */
  static PurchaseFigures of(
      List<Ticket> tickets, List<TicketDay> more, ObservationPeriod period, SpendDays spendDays) {
    TicketSummary summary = new TicketSummary(period, spendDays);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Ticket ticket : tickets) {
      summary.add(ticket.day(), ticket.amount(), ticket.margin());
      if (ticket.amount() > 0) {
        first = Math.min(first, ticket.micros());
        last = Math.max(last, ticket.micros());
      }
    }
    for (TicketDay day : more) {
      summary.add(day);
      if (day.isPurchase()) {
        first = Math.min(first, day.epochDay() * Ticket.MICROS_PER_DAY);
        last = Math.max(last, day.epochDay() * Ticket.MICROS_PER_DAY);
      }
    }
    summary.summarize();
    int count = summary.purchaseDayCount();
    List<Integer> days = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      days.add(summary.purchaseDay(i));
    }
    return new PurchaseFigures(
        count,
        summary.intervalPurchaseDays(),
        count == 0 ? 0 : first,
        count == 0 ? 0 : last,
        summary.gapSum(),
        summary.gapCount(),
        summary.historicValue(),
        summary.historicMargin(),
        summary.historicBought(),
        summary.spend(),
        summary.monetaryValue(),
        summary.frequency(),
        Optional.of(days));
  }
}
