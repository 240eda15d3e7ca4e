// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

/**
 * What became of the tickets of known customers.
 *
 * @param countable those above zero, up to the reference date
 * @param zero those of nothing
 * @param refunds those below zero
 * @param notCountable those whose status does not count
 * @param later those after the reference date
 */
record TicketCounts(long countable, long zero, long refunds, long notCountable, long later) {
  static final TicketCounts NONE = new TicketCounts(0, 0, 0, 0, 0);

  TicketCounts plus(TicketCounts other) {
    return new TicketCounts(
        countable + other.countable,
        zero + other.zero,
        refunds + other.refunds,
        notCountable + other.notCountable,
        later + other.later);
  }
}
