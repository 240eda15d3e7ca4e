// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.clv.history.SpendDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which rows count, and how rows become tickets.
 *
 * @param countableStatuses the statuses of a row that counts, lower case; read only if the data
 *     have statuses, and a row without one counts; {@code auto} alone means the words that are
 *     known to count
 * @param refundedStatuses the statuses of a row whose money was given back, lower case
 * @param refunds whether a linked refund restates its order or stands on its own date
 * @param linkRefunds whether a refund that names no order is linked to the earlier ticket of its
 *     customer that it gives back; only where refunds restate their order
 * @param margins whether margins are carried along
 * @param marginRate the margin of a row without one, as a share of its amount
 * @param spendDays which purchase days tell what a customer spends
 * @param anonymousIds ids of customers that stand for nobody, besides the words that are known
 * @param excludedProducts products whose rows do not count, lower case
 * @param lastPossible the last day of which a row can tell; a later one is a typing error; absent,
 *     any day is possible
 */
public record TicketRules(
    List<String> countableStatuses,
    List<String> refundedStatuses,
    RefundPolicy refunds,
    boolean linkRefunds,
    boolean margins,
    double marginRate,
    SpendDays spendDays,
    List<String> anonymousIds,
    List<String> excludedProducts,
    Optional<LocalDate> lastPossible) {
  /** The value of {@code countable-statuses} that leaves the words to us. */
  private static final String AUTO = "auto";

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
        List.of(),
        configuration.tickets().refunds(),
        configuration.tickets().linkRefunds(),
        margins,
        configuration.valuation().marginRate(),
        configuration.model().firstPurchaseSpend() ? SpendDays.ALL : SpendDays.REPEATED,
        configuration.tickets().anonymousIds(),
        configuration.tickets().excludedProducts(),
        Optional.empty());
  }

  /** Copies the lists. */
  public TicketRules {
    countableStatuses = List.copyOf(countableStatuses);
    refundedStatuses = List.copyOf(refundedStatuses);
    anonymousIds = List.copyOf(anonymousIds);
    excludedProducts = List.copyOf(excludedProducts);
  }

  /** Returns whether the words tell by themselves which statuses count. */
  public boolean knowsStatuses() {
    return countableStatuses.equals(List.of(AUTO));
  }

  /** Returns these rules with the words that count, and those of money given back, spelled out. */
  public TicketRules withStatuses(List<String> countable, List<String> refunded) {
    return new TicketRules(
        countable,
        refunded,
        refunds,
        linkRefunds,
        margins,
        marginRate,
        spendDays,
        anonymousIds,
        excludedProducts,
        lastPossible);
  }

  /**
   * Returns these rules for a day on which they are read: what is more than a year ahead is no
   * purchase.
   */
  public TicketRules readOn(LocalDate today) {
    return new TicketRules(
        countableStatuses,
        refundedStatuses,
        refunds,
        linkRefunds,
        margins,
        marginRate,
        spendDays,
        anonymousIds,
        excludedProducts,
        Optional.of(today.plusYears(1)));
  }

  /** Returns whether refunds that name no order are linked to one. */
  public boolean linksRefunds() {
    return linkRefunds && refunds == RefundPolicy.RESTATE_ORIGINAL;
  }
}
