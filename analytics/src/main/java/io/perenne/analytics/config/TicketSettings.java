// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.util.List;
import java.util.Optional;

/**
 * Which rows count, and how.
 *
 * @param refunds where the money of a linked refund is taken off
 * @param linkRefunds whether a refund that names no order is linked to an earlier ticket
 * @param countableStatuses order statuses that count, lower case; matched without regard to case;
 *     {@code auto} alone: the words that are known to count
 * @param anonymousIds ids of customers that stand for nobody, lower case
 * @param excludedProducts products whose rows do not count, lower case
 * @param exchangeRates the file with daily exchange rates, as the user wrote it; empty if none
 * @param maxRejectShare the share of unreadable rows above which nothing is published, in [0, 1]
 * @param minCrmShare the share of the fewer of buyers and customers of the CRM that both must know,
 *     below which nothing is published, in [0, 1]
 */
public record TicketSettings(
    RefundPolicy refunds,
    boolean linkRefunds,
    List<String> countableStatuses,
    List<String> anonymousIds,
    List<String> excludedProducts,
    Optional<String> exchangeRates,
    double maxRejectShare,
    double minCrmShare) {
  public TicketSettings {
    countableStatuses = List.copyOf(countableStatuses);
    anonymousIds = List.copyOf(anonymousIds);
    excludedProducts = List.copyOf(excludedProducts);
    if (countableStatuses.isEmpty()) {
      throw new IllegalArgumentException("countable-statuses is empty");
    }
    if (!(maxRejectShare >= 0 && maxRejectShare <= 1)) {
      throw new IllegalArgumentException("max-reject-share not in [0, 1]: " + maxRejectShare);
    }
    if (!(minCrmShare >= 0 && minCrmShare <= 1)) {
      throw new IllegalArgumentException("min-crm-share not in [0, 1]: " + minCrmShare);
    }
  }
}
