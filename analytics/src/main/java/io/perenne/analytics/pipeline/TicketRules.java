// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.clv.history.SpendDays;
import java.util.List;
import java.util.Locale;

/**
 * Which rows count, and how rows become tickets.
 *
 * @param countableStatuses the statuses of a ticket that counts, lower case; read only if the data
 *     have statuses, and a row without one counts
 * @param refunds whether a linked refund restates its order or stands on its own date
 * @param margins whether margins are carried along
 * @param marginRate the margin of a row without one, as a share of its amount
 * @param spendDays which purchase days tell what a customer spends
 */
public record TicketRules(
    List<String> countableStatuses,
    RefundPolicy refunds,
    boolean margins,
    double marginRate,
    SpendDays spendDays) {
  /**
   * Returns the rules of a configuration.
   *
   * @param margins whether the rows have margins
   */
  public static TicketRules of(RunConfiguration configuration, boolean margins) {
    return new TicketRules(
        configuration.tickets().countableStatuses().stream()
            .map(status -> status.toLowerCase(Locale.ROOT))
            .toList(),
        configuration.tickets().refunds(),
        margins,
        configuration.valuation().marginRate(),
        configuration.model().firstPurchaseSpend() ? SpendDays.ALL : SpendDays.REPEATED);
  }

  /** Copies the statuses. */
  public TicketRules {
    countableStatuses = List.copyOf(countableStatuses);
  }
}
