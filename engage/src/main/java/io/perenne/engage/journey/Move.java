// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.util.List;

/**
 * A change of an instance, with all that belongs to it. It is kept whole or not at all.
 *
 * @param instance as it is then
 * @param log what happened
 * @param orders what is handed over
 * @param withdrawn keys of orders that are taken back, if they have not left
 */
public record Move(
    Instance instance, List<LogEntry> log, List<Order> orders, List<String> withdrawn) {
  /** Copies the lists. */
  public Move {
    log = List.copyOf(log);
    orders = List.copyOf(orders);
    withdrawn = List.copyOf(withdrawn);
  }

  /** Returns whether anything happened. */
  public boolean isAny(Instance before) {
    return !instance.equals(before) || !log.isEmpty() || !orders.isEmpty() || !withdrawn.isEmpty();
  }
}
