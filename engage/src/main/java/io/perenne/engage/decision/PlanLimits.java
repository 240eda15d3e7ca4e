// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Within what a plan stays.
 *
 * @param money how much may be spent on contacts and expected discounts; empty without a limit
 * @param contacts how many contacts at most by a channel
 * @param least how many people of a segment at least
 * @param stock how many times at most an action, by its id
 * @param budgets how much money at most for an action, by its id
 */
public record PlanLimits(
    OptionalDouble money,
    Map<Channel, Long> contacts,
    Map<Segment, Long> least,
    Map<String, Long> stock,
    Map<String, Double> budgets) {
  /** No limits. */
  public static final PlanLimits NONE =
      new PlanLimits(OptionalDouble.empty(), Map.of(), Map.of(), Map.of(), Map.of());

  /** Copies and checks. */
  public PlanLimits {
    Words.least("money", money.orElse(0), 0);
    contacts = Map.copyOf(contacts);
    least = Map.copyOf(least);
    contacts.values().forEach(each -> Words.least("contacts", each, 0));
    least.values().forEach(each -> Words.least("least", each, 0));
    stock = Map.copyOf(stock);
    budgets = Map.copyOf(budgets);
    stock.values().forEach(each -> Words.least("stock", each, 0));
    budgets.values().forEach(each -> Words.least("budget", each, 0));
  }
}
